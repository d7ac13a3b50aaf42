"""Decisions by a score that can be audited: who is asked about, who is chosen, and who would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sousveil.contract.errors import RequestError
from sousveil.contract.events import AUDIT_BANDS
from sousveil.language import N_


@dataclass(frozen=True)
class Decision:
    """Events that tell a decision apart. Each befalls those of the one before it or of `asked`.

    asked: of whom it is decided · chosen: for whom the score says yes · truth: who is such as the score looks for,
    known to the auditor alone · right, wrong: chosen, and such or not · bands: (asked, truth) by band of the score,
    lowest first · early: those refused early on, of them those below the bar, and those who got nothing since · gamed:
    who moved what is seen without moving what is true. judge: the mechanism that owns the score, for which a model can
    stand, or why none can: no_model. feedback, games: parameters whose value nothing takes feedback, or gaming, away.
    """

    name: str
    asked: str
    chosen: str
    truth: str
    right: str
    wrong: str
    judge: str
    words: dict[str, str]
    bands: tuple[tuple[str, str], ...] = ()
    early: tuple[str, str, str] | None = None
    gamed: str = ""
    games: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    no_model: str = ""

    @property
    def events(self) -> tuple[str, ...]:
        """All that is counted, each once."""
        of_bands = (name for pair in self.bands for name in pair)
        also = (*(self.early or ()), *((self.gamed,) if self.gamed else ()))
        return tuple(dict.fromkeys((self.asked, self.chosen, self.truth, self.right, *of_bands, *also)))


CREDIT = Decision(
    "credit", "credit_try", "lent", "creditworthy", "loan_repaid", "loan_lost", "scorecard",
    {
        "asked": N_("applied for a loan"), "chosen": N_("got the loan"), "truth": N_("would pay it back"),
        "good": N_("would pay back"),
    },
    tuple((f"asked_in_band_{band}", f"good_in_band_{band}") for band in range(AUDIT_BANDS)),
    ("early_refused_today", "still_below_bar", "still_without_loan"),
    "loan_for_show", ("show_loans.knows_majority", "show_loans.knows_minority"), ("credit_bureau.recorded",),
)  # fmt: skip
BENEFIT = Decision(
    "benefit", "claimed", "benefit_reclaimed", "overclaimed", "reclaimed_rightly", "reclaimed_wrongly", "fraud_score",
    {
        "asked": N_("had a claim checked"), "chosen": N_("had to pay back"), "truth": N_("had claimed too much"),
        "good": N_("had claimed too much"),
    },
    no_model="its score is made of signs in each claim, which stand in no file that a model could see",
)  # fmt: skip
DECISIONS = (CREDIT, BENEFIT)


def decision_of(emitted: Iterable[str], scenario: str) -> Decision:
    """The decision of a scenario, by the events that happen in it; raises RequestError where there is none."""
    known = set(emitted)
    for decision in DECISIONS:
        if {decision.asked, decision.chosen, decision.truth, decision.right} <= known:
            return decision
    raise RequestError(
        "an audit needs a decision of which the auditor knows who would have been right", where=scenario,
        found="no such decision in this scenario", allowed="credit-model, welfare-fraud-score, or one with the same "
        "mechanisms",
    )  # fmt: skip
