"""What countries say of the exporter's conduct, in statements and on the Human Rights Council. Most say nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.countries import SIGNED_CRITICISM, SIGNED_SUPPORT, SIGNED_UNKNOWN, STATEMENTS
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity

FITTED = (
    "calibrated by maximum likelihood to who signed the joint statements of 2019 and 2020 on Xinjiang and Hong Kong"
)
"""With `kept` held at 4, below its own optimum of 9, and both base shares a tenth lower: else the running model, which
begins with nobody having signed, ends 2020 less silent than the world was. What is plausible is as wide as where the
likelihood falls by less than two, the others held, around these numbers; `kept` and `company` are held near them."""


class Statements(Mechanism):
    """When statements are read, a country signs the one in support, the one that criticises, or none.

    Each reason multiplies the odds of either. Whoever is drawn to both signs neither, so nobody signs both. Support
    goes with votes shared with the exporter beyond those shared with the leader of the open, closed regimes, and trade;
    criticism with the opposite, less the fear of losing that trade. Both go with what one signed last, what countries
    near hold, and which model one thinks better of. Where it is given, what is documented is signed, and nothing is
    drawn; but supporters whose names were not published are drawn among those who did not sign the criticism.
    """

    phase = Phase.SPEAK
    reads = ("exporter", "alignment", "kinship", "openness", "dependence", "stance", "kin_supporting", "kin_opposing",
             "leaning", *STATEMENTS)  # fmt: skip
    hears = ("in_coalition",)
    uses = ("statement_due", "coalition")
    emits = ("signs_support", "signs_criticism", "says_nothing", "turns_to_support", "turns_to_criticism",
             "falls_silent")  # fmt: skip
    owns = ("stance",)

    given = param(
        0, Count, unit="statements", within=(0, len(STATEMENTS)), evidence="assumed", plausible=(0, 0),
        doc="the first so many are signed as documented, so that what follows is a prediction; 0: none is",
    )  # fmt: skip
    support = param(
        0.0009, Share, unit="share of countries", within=(0, 1), evidence="assumed",
        plausible=(0.0007, 0.0011), source=FITTED,
        doc="that sign in support where nothing speaks for it",
    )  # fmt: skip
    with_exporter = param(
        22.5, Factor, unit="times the odds", within=(1, 255), evidence="assumed", plausible=(18, 28), source=FITTED,
        doc="of support, where all votes are shared with the exporter and none with the leader of the open",
    )  # fmt: skip
    closed = param(
        22.6, Factor, unit="times the odds, of a wholly closed regime", within=(1, 255), evidence="assumed",
        plausible=(18, 28),
        source=FITTED, doc="of support",
    )  # fmt: skip
    trade = param(
        6.9, Factor, unit="times the odds, where all trade is with the exporter", within=(1, 255), evidence="assumed",
        plausible=(5, 10),
        source=FITTED, doc="of support",
    )  # fmt: skip
    criticism = param(
        0.036, Share, unit="share of countries", within=(0, 1), evidence="assumed",
        plausible=(0.028, 0.046), source=FITTED,
        doc="that sign the criticism where nothing speaks for or against it",
    )  # fmt: skip
    without_exporter = param(
        25, Factor, unit="times the odds", within=(1, 255), evidence="assumed", plausible=(17, 36), source=FITTED,
        doc="against criticism, where all votes are shared with the exporter and none with the leader of the open",
    )  # fmt: skip
    open_regime = param(
        100, Factor, unit="times the odds, of a wholly open regime", within=(1, 255), evidence="assumed",
        plausible=(80, 130),
        source=FITTED, doc="of criticism",
    )  # fmt: skip
    retaliation = param(
        12.8, Factor, unit="times the odds, where all trade is with the exporter", within=(1, 255), evidence="assumed",
        plausible=(5.2, 20),
        source=FITTED, doc="against criticism, for fear of losing that trade",
    )  # fmt: skip
    kept = param(
        4, Factor, unit="times the odds", within=(1, 255), evidence="assumed", plausible=(3, 6),
        source=FITTED, doc="to sign what one signed when statements were last read",
    )  # fmt: skip
    company = param(
        1, Factor, unit="times the odds, where all countries near hold it", within=(1, 255), evidence="assumed",
        plausible=(1, 1.5),
        source=FITTED,
        doc="to sign what those near signed last; 1: the fit finds little of it beside the other reasons",
    )  # fmt: skip
    favour = param(
        1.25, Factor, unit="times the odds", within=(1, 255), evidence="assumed", plausible=(1, 1.5),
        doc="of support, and against criticism, where the closed model is thought the better",
    )  # fmt: skip
    allies = param(
        4, Factor, unit="times the odds, at full pressure", within=(1, 255), evidence="assumed",
        doc="of criticism, for those in the coalition of the open",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Only in a quarter in which statements are read, and not the exporter."""
        due = people.present & ~people.exporter & (polity.statement_due > Count(0))
        known = polity.statement_due <= self.given
        for_, against = (
            draws("support").below(self._for(people)),
            draws("criticism").below(self._against(people, events, polity)),
        )
        signed = self._documented(people, polity)
        open_ = ~known | signed.equals(Count(SIGNED_UNKNOWN))
        support = due & (known & signed.equals(Count(SIGNED_SUPPORT)) | open_ & for_ & ~(~known & against))
        criticism = due & (known & signed.equals(Count(SIGNED_CRITICISM)) | ~known & against & ~for_)
        silent = due & ~support & ~criticism
        return {
            "signs_support": support,
            "signs_criticism": criticism,
            "says_nothing": silent,
            "turns_to_support": support & ~people.supporting,
            "turns_to_criticism": criticism & ~people.opposing,
            "falls_silent": silent & ~people.silent,
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The stance is what was signed last."""
        signed = (events.signs_support, "supporting"), (events.signs_criticism, "opposing")
        return {"stance": people.code("stance", (events.says_nothing, "silent"), *signed)}

    def _for(self, people: People) -> Share:
        """The chance to be drawn to support."""
        level = self.support.at_odds(self.with_exporter.at(people.alignment - people.kinship))
        level = level.at_odds(self.closed.at(people.openness.rest)).at_odds(self.trade.at(people.dependence))
        level = level.at_odds(self.kept.given(people.supporting)).at_odds(self.company.at(people.kin_supporting))
        return level.at_odds(self.favour.given(people.leaning))

    def _against(self, people: People, events: Events, polity: Polity) -> Share:
        """The chance to be drawn to criticism."""
        level = self.criticism.at_odds(self.open_regime.at(people.openness))
        level = level.at_odds(self.kept.given(people.opposing)).at_odds(self.company.at(people.kin_opposing))
        silenced = level.at_odds(self.allies.at(polity.coalition).given(events.in_coalition)).rest
        silenced = silenced.at_odds(self.without_exporter.at(people.alignment - people.kinship))
        silenced = silenced.at_odds(self.retaliation.at(people.dependence))
        return silenced.at_odds(self.favour.given(people.leaning)).rest

    def _documented(self, people: People, polity: Polity) -> Count:
        """What is documented of the statement read in this quarter."""
        signed = Count(people.july_2019.q * 0)
        for number, statement in enumerate(STATEMENTS, 1):
            signed = choose(polity.statement_due.equals(Count(number)), getattr(people, statement), signed)
        return signed


class CouncilVote(Mechanism):
    """Members of the Human Rights Council vote on whether to debate the exporter's conduct: for, against, or neither.

    Most vote as they stood when statements were last read. Of those who stood nowhere some vote against, the more their
    votes lie with the exporter; some vote for, the more open they are and the less their votes lie there; the others
    abstain. The members are those of the column; the Council of other years had others.
    """

    phase = Phase.SPEAK
    reads = ("exporter", "council", "alignment", "kinship", "openness", "supporting", "opposing")
    emits = ("votes_for_debate", "votes_against_debate", "abstains")

    first = param(
        40, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(40, 40),
        source="Human Rights Council, 51st session, 6 October 2022",
        doc="of the first such vote; the last of 2022 is the 40th from 2013 on",
    )  # fmt: skip
    every = param(
        4, Count, unit="quarters", within=(1, 100), evidence="assumed", plausible=(4, 4),
        doc="from one vote to the next",
    )  # fmt: skip
    loyal = param(
        0.9, Share, unit="share of those who stand somewhere", within=(0, 1), evidence="assumed", plausible=(0.7, 1),
        doc="that vote accordingly",
    )  # fmt: skip
    swayed = param(
        0.7, Share, unit="share of the silent", within=(0, 1), evidence="assumed", plausible=(0.3, 1),
        doc="that vote against, where all votes are shared with the exporter and none with the leader of the open",
    )  # fmt: skip
    principled = param(
        0.7, Share, unit="share of the silent", within=(0, 1), evidence="assumed", plausible=(0.3, 1),
        doc="that vote for a debate, in a wholly open country whose votes do not lie with the exporter",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """One draw, from whose ends either vote comes; the exporter, where it is a member, votes against."""
        now = Count(day.astype("int32"))
        due = people.present & people.council & (now >= self.first) & ((now - self.first).q % self.every.q == 0)
        tilt, stands = people.alignment - people.kinship, people.supporting | people.opposing
        no = choose(stands, self.loyal.given(people.supporting), tilt * self.swayed)
        yes = choose(stands, self.loyal.given(people.opposing), tilt.rest * people.openness * self.principled)
        drawn = draws("vote")
        against = drawn.below(no) | people.exporter
        for_ = ~against & (drawn.share() >= yes.rest)
        return {
            "votes_for_debate": due & for_,
            "votes_against_debate": due & against,
            "abstains": due & ~for_ & ~against,
        }
