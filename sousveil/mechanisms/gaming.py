"""People who know the bar and what it costs to reach it."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, Array, Count, Factor, choose
from sousveil.contract.views import Events, Folded, People, Polity

MILLI = "Hardt, Megiddo, Papadimitriou and Wootters 2016, ITCS; Milli, Miller, Dragan and Hardt 2019, FAT*"
FAR = 32_767
"""Points: a bar further off costs more than any loan is worth, if a point costs anything."""


class Gaming(Mechanism):
    """Adults at home ask for a loan with a score of up to 256 points that shows their means, or reaches the bar.

    They know yesterday's bar. Whoever is below it raises the score to it, if that costs no more than the loan is worth;
    nothing else changes about them. No luck. An alternative to `borrowing` and `credit_record`.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "minority", "means")
    uses = ("bar_majority", "bar_minority")
    emits = ("credit_try", "score_raised")
    owns = ("score",)

    # fmt: off
    cost_majority = param(5, Factor, unit="loans for 256 points", within=(0, 255), evidence="assumed", source=MILLI,
                          doc="cost of raising a score from nothing to 256, of what a loan is worth, in the majority")
    cost_minority = param(10, Factor, unit="loans for 256 points", within=(0, 255), evidence="assumed", source=MILLI,
                          doc="the same in the minority")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who asks, and for whom the bar is worth its price."""
        asks = ~people.age_0_14 & ~people.abroad
        missing = (self._bar(people, polity) - self._true(people)).within(0, FAR)
        cost = choose(people.minority, self.cost_minority, self.cost_majority)
        # both sides in 256ths of a 256th of a loan
        worth = missing.q * cost.q.astype("int32") <= FACTOR_ONE * FACTOR_ONE
        return {"credit_try": asks, "score_raised": asks & worth & (missing > Count(0))}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The score they show today."""
        return {"score": choose(events.score_raised, self._bar(people, polity), self._true(people))}

    def _true(self, people: People) -> Count:
        return Count((people.means.q >> 8).astype("int32"))

    def _bar(self, people: People, polity: Polity) -> Count:
        """Points that are certain to get a loan."""
        bar = choose(people.minority, polity.bar_minority, polity.bar_majority)
        return Count((bar.q + (FACTOR_ONE - 1)) >> 8)
