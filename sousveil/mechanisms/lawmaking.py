"""Seminars on how to run the internet, and laws that are copied some time after them."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Rate, choose
from sousveil.contract.views import Events, Folded, People, Polity

FREEDOM_ON_THE_NET = "Freedom House 2018, Freedom on the Net"


class Seminars(Mechanism):
    """The exporter invites officials, most where votes are shared and its strategy lies."""

    phase = Phase.OFFER
    reads = ("exporter", "alignment", "strategic")
    emits = ("seminar",)

    rate = param(
        0.0098, Rate, unit="1/quarter", within=(0, 1), evidence="derived", plausible=(0.006, 0.014),
        source=f"{FREEDOM_ON_THE_NET}: officials of 36 of 64 other countries trained by the middle of 2018; the chance "
               "with which the weights below train that share of all countries in 22 quarters",
        doc="chance of a seminar where no vote is shared and no strategy lies",
    )  # fmt: skip
    votes = param(
        2, Factor, unit="times the chance, at all votes shared", within=(1, 255), evidence="assumed",
        doc="what votes shared with the exporter do for an invitation",
    )  # fmt: skip
    strategy = param(
        3, Factor, unit="times the chance, at full strategic weight", within=(1, 255), evidence="assumed",
        doc="what strategic weight does for an invitation",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Whoever is invited comes."""
        chance = self.rate.times(self.votes.at(people.alignment)).times(self.strategy.at(people.strategic))
        return {"seminar": people.present & ~people.exporter & draws("invitation").below(chance)}


class Copying(Mechanism):
    """Laws on data and speech after the exporter's: now and then anywhere, and more often some time after a seminar.

    Cyber-security laws in Vietnam, Uganda and Tanzania came after such seminars (Freedom House 2018). That is an order
    in time; how many of them would have come anyway is not known.
    """

    phase = Phase.CHOOSE
    reads = ("exporter", "openness", "leaning", "kin_copied")
    hears = ("seminar",)
    emits = ("copies_law",)
    owns = ("law",)

    untrained = param(
        0.001, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="chance to copy a law in a wholly open country whose officials attended nothing",
    )  # fmt: skip
    trained = param(
        3, Factor, unit="times the chance", within=(1, 255), evidence="assumed", plausible=(1, 6),
        doc="once what was learnt can become law (direction: Freedom House 2018); 1: seminars do nothing",
    )  # fmt: skip
    lag = param(
        4, Count, unit="quarters", within=(0, 15), evidence="assumed", plausible=(2, 8),
        doc="from a first seminar until what was learnt can become law",
    )  # fmt: skip
    closed = param(
        4, Factor, unit="times the chance, of a wholly closed regime", within=(1, 255), evidence="assumed",
        doc="how much readier closed regimes are",
    )  # fmt: skip
    conviction = param(
        1.5, Factor, unit="times the chance", within=(1, 16), evidence="assumed", plausible=(1, 3),
        doc="where the closed model is thought the better: whether leaders are persuaded is the question, and 1 says "
            "that they are not",
    )  # fmt: skip
    kin = param(
        0.003, Rate, unit="1/quarter", within=(0, 1), evidence="assumed",
        doc="further chance where all countries near have copied one",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Once."""
        ready = people.trained & (people.drafting <= Count(0))
        chance = self.untrained.times(self.trained.given(ready)) + self.kin * people.kin_copied
        chance = chance.times(self.closed.at(people.openness.rest)).times(self.conviction.given(people.leaning))
        return {"copies_law": people.present & ~people.exporter & ~people.copied & draws("law").below(chance)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The first seminar starts the clock."""
        first = events.seminar & ~people.trained
        left = choose(first, self.lag, people.drafting - Count(1))
        law = people.packed(
            "law", trained=people.trained | events.seminar, copied=people.copied | events.copies_law, drafting=left
        )
        return {"law": law}
