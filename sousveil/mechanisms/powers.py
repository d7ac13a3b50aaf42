"""The leader of the open, which can withdraw from institutions, and the coalition that it can lead."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Share
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Withdrawal(Mechanism):
    """The leader of the open withdraws from institutions one after the other, and comes back. Without it, it stays."""

    phase = Phase.FARE
    settles = ("presence",)

    first = param(
        22, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(22, 22),
        source="the United States leave the Human Rights Council, 19 June 2018",
        doc="of the first withdrawal; the second of 2018 is the 22nd from 2013 on",
    )  # fmt: skip
    second = param(
        25, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(25, 25),
        source="the notice to UNESCO of 12 October 2017 takes effect on 31 December 2018",
        doc="of the second",
    )  # fmt: skip
    third = param(
        31, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(31, 31),
        source="notice of withdrawal from the World Health Organization, 6 July 2020",
        doc="of the third",
    )  # fmt: skip
    back = param(
        33, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(33, 33),
        source="the notice to the World Health Organization is retracted, 20 January 2021",
        doc="in which the leader comes back everywhere (to UNESCO it did in 2023); 100: never",
    )  # fmt: skip
    step = param(
        0.15, Share, unit="share of presence", within=(0, 0.33), evidence="assumed", doc="lost by each withdrawal",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """What is left, or all of it from its return on."""
        left = sum((day >= quarter.q) * 1 for quarter in (self.first, self.second, self.third))
        return {"presence": Share(left * (day < self.back.q) * self.step.q).rest}


class Alliance(Mechanism):
    """A coalition of the open puts pressure on the exporter and binds its members; a new pact brings in more.

    The pressure is felt as far as the leader of the open is present. It is at home in nobody's economy here: what it
    costs its members is not in the model.
    """

    phase = Phase.FARE
    reads = ("ally", "leader", "pact")
    uses = ("presence",)
    emits = ("in_coalition",)
    settles = ("coalition",)

    start = param(
        33, Count, unit="quarter", within=(1, 100), evidence="assumed", plausible=(33, 33),
        doc="from which allies press together (sanctions of four partners on one day, 22 March 2021); 100: never",
    )  # fmt: skip
    pressure = param(
        0.4, Share, unit="share of full pressure", within=(0, 1), evidence="assumed",
        doc="of the leader and its allies",
    )  # fmt: skip
    pact_start = param(
        100, Count, unit="quarter", within=(1, 100), evidence="assumed", plausible=(100, 100),
        doc="from which the countries of the new pact are bound as well; 100: never",
    )  # fmt: skip
    pact_pressure = param(
        0.2, Share, unit="share of full pressure", within=(0, 1), evidence="assumed", doc="that the pact adds",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who is bound."""
        now = Count(day.astype("int32"))
        old = (people.ally | people.leader) & (now >= self.start)
        return {"in_coalition": people.present & (old | people.pact & (now >= self.pact_start))}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The pressure of both, as far as the leader is there."""
        alone = Share(self.pressure.q * (day >= self.start.q))
        return {"coalition": (alone + Share(self.pact_pressure.q * (day >= self.pact_start.q))) * polity.presence}
