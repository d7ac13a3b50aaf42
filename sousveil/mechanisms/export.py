"""Suppliers of surveillance systems who compete, and countries that drop what they bought."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Rate, Share
from sousveil.contract.views import Events, People, Polity


class Suppliers(Mechanism):
    """Who is offered a system: by the exporter where its strategy and trade lie, by rivals where friends and money are.

    Each interest multiplies the odds of an offer. Both kinds of supplier become capable at the same pace. Rivals offer
    less where the leader of the open stays away from the institutions where such things are agreed.
    """

    phase = Phase.OFFER
    reads = ("exporter", "strategic", "dependence", "kinship", "wealth")
    uses = ("presence",)
    emits = ("offered_by_exporter", "offered_by_rival")

    reach = param(
        0.03, Share, unit="share of countries a quarter", within=(0, 1), evidence="assumed",
        doc="offered a system by the exporter where it has no interest of strategy or trade",
    )  # fmt: skip
    strategy = param(
        30, Factor, unit="times the odds, at full strategic weight", within=(1, 255), evidence="assumed",
        doc="what strategic weight does for an offer by the exporter (direction: Greitens 2020)",
    )  # fmt: skip
    trade = param(
        4, Factor, unit="times the odds, where all trade is with it", within=(1, 255), evidence="assumed",
        doc="what trade does for an offer by the exporter",
    )  # fmt: skip
    rivals = param(
        0.05, Share, unit="share of countries a quarter", within=(0, 1), evidence="assumed",
        doc="offered a system by a rival where it has neither friends nor money",
    )  # fmt: skip
    friends = param(
        4, Factor, unit="times the odds, at all votes shared", within=(1, 255), evidence="assumed",
        doc="what votes shared with the leader of the open do for an offer by a rival",
    )  # fmt: skip
    money = param(
        4, Factor, unit="times the odds, in the richest country", within=(1, 255), evidence="assumed",
        doc="what wealth does for an offer by a rival",
    )  # fmt: skip
    retreat = param(
        0.3, Share, unit="share of offers", within=(0, 1), evidence="assumed",
        doc="of rivals that are not made where the leader of the open is absent from all institutions",
    )  # fmt: skip
    ripe = param(
        24, Count, unit="quarter", within=(1, 100), evidence="assumed", plausible=(16, 28),
        doc="in which suppliers become fully capable, in equal steps from the first on; the index of 2019 is the 28th",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """The exporter needs no offer from itself."""
        able = Share.ratio(day.astype("uint32"), self.ripe.q.astype("uint32"))
        exporter = self.reach.at_odds(self.strategy.at(people.strategic)).at_odds(self.trade.at(people.dependence))
        rival = self.rivals.at_odds(self.friends.at(people.kinship)).at_odds(self.money.at(people.wealth))
        there = (polity.presence.rest * self.retreat).rest
        buyer = people.present & ~people.exporter
        return {
            "offered_by_exporter": buyer & draws("exporter").below(exporter * able),
            "offered_by_rival": buyer & draws("rival").below(rival * able * there),
        }


class Exit(Mechanism):
    """A country can drop its system: for what it costs, under pressure of the open, or for what it does to people.

    Pressure bears on systems with supply from the exporter, and the more on those who vote with the leader of the open.
    What a country learns of its own society, or of that of its neighbours, counts only where there are such societies.
    """

    phase = Phase.CHOOSE
    reads = ("exporter", "no_system", "from_exporter", "wealth", "kinship", "home_mistrust", "home_blind",
             "mistrust_next_door")  # fmt: skip
    uses = ("coalition",)
    emits = ("drops_system",)

    base = param(
        0.002, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="chance to drop a system in the richest country, with nobody pressing",
    )  # fmt: skip
    cost = param(
        3, Factor, unit="times the chance, in the poorest country", within=(1, 255), evidence="assumed",
        doc="how much the price of running it weighs where there is little money",
    )  # fmt: skip
    pressure = param(
        0.05, Rate, unit="1/quarter, at full pressure on a full friend", within=(0, 1), evidence="assumed",
        doc="chance to drop what the exporter supplied, under the coalition of the open",
    )  # fmt: skip
    mistrust = param(
        0.02, Rate, unit="1/quarter, at all trust lost", within=(0, 1), evidence="assumed",
        doc="further chance where trust is lost in its own society",
    )  # fmt: skip
    heard = param(
        0.01, Rate, unit="1/quarter, at all trust lost", within=(0, 1), evidence="assumed",
        doc="further chance where trust is lost in the societies of its neighbours",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Of those that run one; the exporter keeps its own."""
        pressed = self.pressure * (polity.coalition * people.kinship).given(people.from_exporter)
        chance = self.base.times(self.cost.at(people.wealth.rest)) + pressed
        seen = people.home_mistrust * people.home_blind.rest  # a ruler who errs about support does not see it lost
        chance = chance + self.mistrust * seen + self.heard * people.mistrust_next_door
        runs = people.present & ~people.no_system & ~people.exporter
        return {"drops_system": runs & draws("drop").below(chance)}
