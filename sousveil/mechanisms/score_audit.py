"""The auditor of a score by which loans are given: knows who would pay back, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.events import AUDIT_BANDS
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, Array, Count, choose
from sousveil.contract.views import Events, People, Polity

ASKED = tuple(f"asked_in_band_{band}" for band in range(AUDIT_BANDS))
GOOD = tuple(f"good_in_band_{band}" for band in range(AUDIT_BANDS))


class ScoreAudit(Mechanism):
    """How applicants stand by score and by what they would do, and what became of those who were refused early on.

    Of those who are refused nobody but the auditor knows whether they would have paid back. The score is that of
    this evening: another than the one decided by for those alone whose file or whose model moved since yesterday.
    """

    phase = Phase.OBSERVE
    reads = ("score", "minority", "early_refusal", "lent_since")
    hears = ("credit_try", "creditworthy")
    uses = ("bar_majority", "bar_minority")
    emits = (*ASKED, *GOOD, "early_refused_today", "still_below_bar", "still_without_loan")

    band = param(100, Count, unit="points", within=(1, 6553), evidence="assumed", plausible=(100, 100),
                 doc="width of each of ten bands of the score; the highest holds what is above it, too")  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Everything in one pass."""
        made: dict[str, Array] = {}
        for band, (asked, good) in enumerate(zip(ASKED, GOOD, strict=True)):
            here = events.credit_try & (people.score >= Count(self.band.q * band))
            if band + 1 < AUDIT_BANDS:
                here = here & (people.score < Count(self.band.q * (band + 1)))
            made[asked], made[good] = here, here & events.creditworthy
        bar = choose(people.minority, polity.bar_minority, polity.bar_majority)
        below = Count(people.score.q * FACTOR_ONE + (FACTOR_ONE - 1)) < bar
        early = people.early_refusal
        return made | {
            "early_refused_today": early,
            "still_below_bar": early & below,
            "still_without_loan": early & ~people.lent_since,
        }
