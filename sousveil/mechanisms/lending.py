"""Credit by a score: who borrows, whom the bank lends to, and what a loan does to the score."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, Array, Count, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

DAMOUR = "D'Amour, Srinivasan, Atwood, Baljekar, Sculley and Halpern 2020, FAT*; code: lending_params.py"


class Borrowing(Mechanism):
    """Adults at home ask for a loan, and would pay it back with a chance that their score band stands for.

    The score is right here: it is the class of people who pay back equally often, so that no harm comes from error. An
    alternative to `commerce`, without its other doors. A score above 6 counts as band 6.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "score")
    emits = ("credit_try", "creditworthy")
    streams = {"borrowing": (("borrowing.need", 16), ("borrowing.repays", 16))}

    # fmt: off
    applies = param(1, Share, unit="share a day", within=(0, 1), evidence="assumed",
                    doc="share of people who ask for a loan on a day")
    pay_0 = param(0.10, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                  doc="chance that somebody in band 0, the lowest, pays a loan back")
    pay_1 = param(0.20, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                  doc="the same in band 1")
    pay_2 = param(0.45, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                  doc="the same in band 2")
    pay_3 = param(0.60, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                  doc="the same in band 3")
    pay_4 = param(0.65, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                  doc="the same in band 4")
    pay_5 = param(0.70, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                  doc="the same in band 5")
    pay_6 = param(0.70, Share, unit="chance a loan", within=(0, 1), evidence="assumed", source=DAMOUR,
                  doc="the same in band 6, the highest, and above")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who asks, and who of them would pay back, known to nobody yet."""
        asks = ~people.age_0_14 & ~people.abroad & draws("need").below(self.applies)
        chance = self.pay_0
        higher = (self.pay_1, self.pay_2, self.pay_3, self.pay_4, self.pay_5, self.pay_6)
        for band, pays in enumerate(higher, start=1):
            chance = choose(people.score >= Count(band), pays, chance)
        return {"credit_try": asks, "creditworthy": asks & draws("repays").below(chance)}


class Lending(Mechanism):
    """The bank lends to whose score reaches the bar of their group.

    A bar between two scores is a lottery at the lower one: with a bar of 2.25 three in four people with a score of 2
    get the loan, and everybody above.
    """

    phase = Phase.JUDGE
    reads = ("score", "minority")
    hears = ("credit_try",)
    uses = ("bar_majority", "bar_minority")
    emits = ("lent",)

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Score and lot, in 256ths of a point, against the bar."""
        bar = choose(people.minority, polity.bar_minority, polity.bar_majority)
        reached = Count(people.score.q * FACTOR_ONE) + draws("lot").index(FACTOR_ONE)
        return {"lent": events.credit_try & (reached >= bar)}


class CreditRecord(Mechanism):
    """The loan falls due the same day: a loan paid back raises the score, a loan lost lowers it.

    Who gets no loan keeps the score: it can be repaired by borrowing alone. An alternative to `scoring`.
    """

    phase = Phase.SUFFER
    hears = ("lent", "creditworthy")
    emits = ("loan_repaid", "loan_lost")
    owns = ("score",)

    # fmt: off
    gain = param(1, Count, unit="points", within=(0, 65_535), evidence="assumed", source=DAMOUR,
                 doc="points won with a loan paid back")
    loss = param(1, Count, unit="points", within=(0, 65_535), evidence="assumed", source=DAMOUR,
                 doc="points lost with a loan that is not paid back")
    lowest = param(0, Count, unit="points", within=(0, 65_535), evidence="assumed", source=DAMOUR,
                   plausible=(0, 0), doc="score below which no loan brings anybody")
    highest = param(6, Count, unit="points", within=(0, 65_535), evidence="assumed", source=DAMOUR,
                    plausible=(6, 6), doc="score above which no loan brings anybody")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """What became of today's loans."""
        return {
            "loan_repaid": events.lent & events.creditworthy,
            "loan_lost": events.lent & ~events.creditworthy,
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The score of those who had a loan."""
        moved = people.score + self.gain.given(events.loan_repaid) - self.loss.given(events.loan_lost)
        moved = choose(moved > self.highest, self.highest, moved)
        moved = choose(moved < self.lowest, self.lowest, moved)
        return {"score": choose(events.loan_repaid | events.loan_lost, moved, people.score)}
