"""How something new spreads: of one's own accord, by imitation, and where food depends on it."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Rate, Share
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Adoption(Mechanism):
    """Who has no account takes one: a card, an app, or whatever an adopter stands for. Nobody gives it up.

    The chance of a step is that of Bass (1969): a part of one's own accord, and a part in proportion to those who have
    it already. Those with few means have a third reason where subsistence depends on it. Some of what is taken up is
    supplied from abroad. An alternative to `platform`, whose holders use the app, form a habit and leave.
    """

    phase = Phase.LIVE
    reads = ("means",)
    uses = ("app_share",)
    emits = ("online", "joined", "joined_abroad")
    owns = ("account",)
    settles = ("app_share",)

    own_accord = param(
        3e-4, Rate, unit="1/day", within=(0, 1), evidence="assumed", doc="taken up by oneself (p in the form of Bass)",
    )  # fmt: skip
    pull = param(
        3.8e-3, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="further chance where everybody else has it (q in the form of Bass)",
    )  # fmt: skip
    tied = param(
        0, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="further chance of those who depend on it for their subsistence",
    )  # fmt: skip
    dependent = param(
        0.692, Share, unit="rank", within=(0, 1), evidence="measured",
        source="ENCOVI 2017, Venezuela: 69.2 % of households had access to the subsidised food (El Estimulo, 21 "
               "February 2018)",
        doc="means below which somebody depends on it",
    )  # fmt: skip
    exporter = param(
        0.84, Share, unit="share of those who take it up", within=(0, 1), evidence="derived",
        source="Feldstein 2019, The Global Expansion of AI Surveillance: 63 of 75 countries with technology linked to "
               "Chinese companies",
        doc="supplied from abroad by the one exporter",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who has it this morning, who takes it up today, and whose comes from abroad."""
        chance = self.own_accord + self.pull * polity.app_share
        chance = chance + self.tied.given(people.means < self.dependent)
        joined = ~people.on_app & people.present & draws("take").below(chance)
        abroad = joined & draws("supplier").below(self.exporter)
        return {"online": people.on_app & people.present, "joined": joined, "joined_abroad": abroad}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """What is taken up is kept."""
        foreign = people.foreign_account | events.joined_abroad
        return {"account": people.packed("account", on_app=people.on_app | events.joined, foreign_account=foreign)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The share of people here who have it tonight."""
        people = tally.people()
        return {"app_share": Share.ratio(tally("online") + tally("joined"), people + (people == 0))}
