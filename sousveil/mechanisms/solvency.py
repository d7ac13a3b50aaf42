"""Who could pay a loan back, who asks for one, and who takes one only to be seen paying it back."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

MILLI = "Milli, Miller, Dragan and Hardt 2019, FAT*: the same score costs some groups more; the size is assumed"
FIRST_DAY = 1


class Solvency(Mechanism):
    """The chance that somebody pays a loan back: by means and conduct, less after a hardship, and slowly regained.

    It is the truth that no bank sees. Nothing in it is about a group but how often a hardship comes; who loses a job,
    falls ill or is paid late is not the same people everywhere. A loan that is taken for show costs a little of it.
    """

    phase = Phase.LIVE
    after = ("show_loans",)
    reads = ("means", "conduct", "minority")
    hears = ("loan_for_show",)
    emits = ("hardship",)
    owns = ("solvency",)
    streams = {"solvency": (("solvency.hardship", 32), ("solvency.behind", 16), ("solvency.mended", 16))}

    # fmt: off
    poorest = param(0.30, Share, unit="chance a loan", within=(0, 1), evidence="assumed", plausible=(0.1, 0.6),
                    doc="chance that the poorest pay a loan back, if they break no rules")
    richest = param(1, Share, unit="chance a loan", within=(0, 1), evidence="assumed", plausible=(0.9, 1),
                    doc="the same of the richest; others lack of it as the square of what they lack of means")
    careless = param(0.4, Share, unit="share of the chance", within=(0, 1), evidence="assumed",
                     doc="lost by those most inclined to break rules; others lose in proportion")
    hardship_majority = param(0.0006, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                              doc="rate of hardships in the majority, one in four and a half years")
    hardship_minority = param(0.0012, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                              plausible=(0.0006, 0.0024),
                              doc="the same in the minority: twice as often")
    blow = param(0.6, Share, unit="share of the chance", within=(0, 1), evidence="assumed",
                 doc="lost in a hardship")
    recovery = param(0.005, Share, unit="share of the gap a day", within=(0, 1), evidence="assumed",
                     doc="regained of what is missing to the chance without hardships; half in 140 days")
    behind_majority = param(0.24, Share, unit="share of people", within=(0, 1), evidence="derived",
                            source="2 x hardship_majority / recovery, which keeps as many behind as there were",
                            doc="people of the majority who have a hardship behind them at the start, more or less of "
                                "it mended")
    behind_minority = param(0.48, Share, unit="share of people", within=(0, 1), evidence="derived",
                            source="2 x hardship_minority / recovery, as in the majority",
                            doc="the same in the minority")
    fee = param(0.02, Share, unit="share of the chance", within=(0, 1), evidence="assumed",
                doc="lost with a loan taken for show, which costs interest and fees")
    # fmt: on

    def begin(self, people: People, draws: Draws) -> Folded:
        """As if hardships had come and mended all along."""
        usual = self._usual(people)
        behind = draws("behind").below(choose(people.minority, self.behind_minority, self.behind_majority))
        return {"solvency": usual - usual.part((draws("mended").share() * self.blow).given(behind))}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Whom a hardship befalls."""
        chance = choose(people.minority, self.hardship_minority, self.hardship_majority)
        return {"hardship": people.present & draws("hardship").below(chance)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """A step back to the usual, and what was lost today."""
        healed = people.solvency.blend(self._usual(people), self.recovery)
        healed = healed - healed.part(self.fee.given(events.loan_for_show))
        return {"solvency": healed - healed.part(self.blow.given(events.hardship))}

    def _usual(self, people: People) -> Share:
        lacks = people.means.rest
        able = self.richest - (self.richest - self.poorest).part(lacks * lacks)
        return able - able.part(self.careless * people.conduct)


class LoanSeeking(Mechanism):
    """Adults at home ask for a loan now and then, whether or not they were refused before.

    A loan falls due at once: who would pay it back is drawn when it is asked for, known to nobody yet, and drawn for
    those who get no loan as well. On the first day the bank reads the files it is given, and nobody asks yet. An
    alternative to `borrowing` and `commerce`.
    """

    phase = Phase.LIVE
    after = ("solvency",)
    reads = ("age_0_14", "abroad", "solvency")
    emits = ("credit_try", "creditworthy")
    streams = {"loan_seeking": (("loan_seeking.need", 32), ("loan_seeking.repays", 16))}

    # fmt: off
    applies = param(0.006, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                    doc="rate at which somebody asks for a loan, about twice a year")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Who asks, and who of them would pay back."""
        adult = ~people.age_0_14 & ~people.abroad
        asks = adult & (day > FIRST_DAY) & draws("need").below(self.applies)
        return {"credit_try": asks, "creditworthy": asks & draws("repays").below(people.solvency)}


class ShowLoans(Mechanism):
    """Some who know the rule, and stand not far below the bar, take a small loan and pay it back to be seen doing so.

    A bureau cannot tell it from another loan paid back, and nothing gets truer by it: it costs a fee. They know
    yesterday's bar and their own score.
    """

    phase = Phase.LIVE
    reads = ("age_0_14", "abroad", "minority", "score")
    uses = ("bar_majority", "bar_minority")
    emits = ("loan_for_show",)
    streams = {"show_loans": (("show_loans.knows", 16), ("show_loans.when", 32))}

    # fmt: off
    knows_majority = param(0.2, Share, unit="share of people", within=(0, 1), evidence="assumed", source=MILLI,
                           doc="people of the majority who know the rule and can pay for such a loan")
    knows_minority = param(0.1, Share, unit="share of people", within=(0, 1), evidence="assumed", source=MILLI,
                           doc="the same in the minority")
    reach = param(150, Count, unit="points", within=(0, 65_535), evidence="assumed",
                  doc="how far below the bar it still seems worth it")
    often = param(0.011, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                  doc="rate of such loans while it is worth it, one a quarter")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """For whom it is worth it, and who does it today."""
        adult = ~people.age_0_14 & ~people.abroad
        bar = choose(people.minority, polity.bar_minority, polity.bar_majority)
        missing = Count((bar.q + (FACTOR_ONE - 1)) >> 8) - people.score
        able = draws.lasting("knows").below(choose(people.minority, self.knows_minority, self.knows_majority))
        near = (missing > Count(0)) & (missing <= self.reach)
        return {"loan_for_show": adult & able & near & draws("when").below(self.often)}
