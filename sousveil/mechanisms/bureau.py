"""The credit bureau: what becomes of loans, what of it is put on file, and for how long it stays there."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

INVISIBLES = "Brevoort, Grimm and Kambara 2015, Data Point: Credit Invisibles, Consumer Financial Protection Bureau"
PAST = 4
"""Loans of the time before that a file may hold at the start."""


class CreditBureau(Mechanism):
    """Loans paid back and missed, refusals, and how long nothing was missed: all that a bank ever sees.

    Who is refused gets no loan to pay back, so that nothing good reaches the file. A loan taken for show looks like any
    other. At the start, adults have files from loans that they paid back, or not, with the chance they have now. An
    alternative to `credit_record`, and to `doors` where credit is the only one.
    """

    phase = Phase.SUFFER
    reads = (
        "age_0_14", "abroad", "minority", "solvency", "missed_on_file", "refused_on_file", "early_refusal",
        "lent_since", "repaid_on_file", "clean_quarters", "has_file",
    )  # fmt: skip
    hears = ("credit_try", "creditworthy", "lent", "loan_for_show")
    emits = ("loan_repaid", "loan_lost", "credit_denied", "credit_filed", "miss_forgotten", "refusal_forgotten")
    owns = ("credit_file", "credit_past")
    streams = {
        "bureau.1": (("credit_bureau.filed", 16), ("credit_bureau.file", 16), ("credit_bureau.quarters", 16)),
        "bureau.2": (("credit_bureau.miss", 32), ("credit_bureau.refusal", 32)),
        "bureau.3": tuple((f"credit_bureau.past_{loan}", 16) for loan in range(PAST)),
        "bureau.4": tuple((f"credit_bureau.paid_{loan}", 16) for loan in range(PAST)),
    }

    # fmt: off
    recorded = param(1, Share, unit="share", within=(0, 1), evidence="assumed",
                     doc="share of loans and refusals that reach the file; nothing: outcomes never feed back")
    no_file_majority = param(0.09, Share, unit="share of adults", within=(0, 1), evidence="measured",
                             source=f"{INVISIBLES}: 9 % of white and Asian adults in the United States",
                             doc="adults of the majority without any file at the start")
    no_file_minority = param(0.15, Share, unit="share of adults", within=(0, 1), evidence="measured",
                             source=f"{INVISIBLES}: 15 % of Black and Hispanic adults in the United States",
                             doc="the same in the minority")
    past = param(0.6, Share, unit="chance", within=(0, 1), evidence="assumed",
                 doc="chance of each of four earlier loans to be on a file at the start")
    miss_kept = param(0.0006, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                      doc="rate at which a missed loan is forgotten; after four and a half years on average")
    refusal_kept = param(0.0027, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                         doc="rate at which a refusal is forgotten; after a year on average")
    quarter = param(91, Count, unit="days", within=(1, 3650), evidence="assumed", plausible=(91, 91),
                    doc="days from one count of time without a missed loan to the next")
    early = param(365, Count, unit="days", within=(1, 36_500), evidence="assumed", plausible=(365, 365),
                  doc="days from the start in which a refusal counts as early")
    # fmt: on

    def begin(self, people: People, draws: Draws) -> Folded:
        """Files of earlier loans; nothing refused yet."""
        adult = ~people.age_0_14 & ~people.abroad
        none = choose(people.minority, self.no_file_minority, self.no_file_majority)
        filed = adult & ~draws("file").below(none)
        repaid = missed = Count(people.missed_on_file.q * 0)
        for loan in range(PAST):
            had = filed & draws(f"past_{loan}").below(self.past)
            paid = draws(f"paid_{loan}").below(people.solvency)
            repaid, missed = repaid + _one(had & paid), missed + _one(had & ~paid)
        # since a loan was missed, or since there is a file: fewer where one was
        quarters = choose(missed > Count(0), draws("quarters").index(8), draws("quarters").index(16))
        return {
            "credit_file": people.packed(
                "credit_file", repaid_on_file=repaid, missed_on_file=missed, refused_on_file=Count(repaid.q * 0),
                clean_quarters=quarters.given(filed), has_file=filed,
            ),
            "credit_past": people.packed("credit_past", early_refusal=adult & ~adult, lent_since=adult & ~adult),
        }  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """What became of today's loans and applications, what of it is recorded, and what is forgotten."""
        refused = events.credit_try & ~events.lent
        known = events.lent | refused | events.loan_for_show
        return {
            "loan_repaid": events.lent & events.creditworthy,
            "loan_lost": events.lent & ~events.creditworthy,
            "credit_denied": refused,
            "credit_filed": known & draws("filed").below(self.recorded),
            "miss_forgotten": (people.missed_on_file > Count(0)) & draws("miss").below(self.miss_kept),
            "refusal_forgotten": (people.refused_on_file > Count(0)) & draws("refusal").below(self.refusal_kept),
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The file of tonight, and what the bank did."""
        good = events.credit_filed & (events.loan_repaid | events.loan_for_show)
        bad, refused = events.credit_filed & events.loan_lost, events.credit_filed & events.credit_denied
        due = day % self.quarter.q.astype("uint32") == 0
        clean = people.clean_quarters + _one(people.has_file & due)
        return {
            "credit_file": people.packed(
                "credit_file",
                repaid_on_file=people.repaid_on_file + _one(good),
                missed_on_file=people.missed_on_file + _one(bad) - _one(events.miss_forgotten),
                refused_on_file=people.refused_on_file + _one(refused) - _one(events.refusal_forgotten),
                clean_quarters=clean.given(~bad),
                has_file=people.has_file | good | bad,
            ),
            "credit_past": people.packed(
                "credit_past",
                early_refusal=people.early_refusal | (events.credit_denied & self._is_early(day)),
                lent_since=people.lent_since | (people.early_refusal & events.lent),
            ),
        }

    def _is_early(self, day: Array) -> Array:
        return day <= self.early.q.astype("uint32")


def _one(mask: Array) -> Count:
    return Count(mask.astype("int32"))
