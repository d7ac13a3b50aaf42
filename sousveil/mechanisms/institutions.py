"""International institutions: when statements are read, who heads agencies, whose standards pass."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.countries import AGENCIES, STATEMENTS
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Array, Count, Factor, Share
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Calendar(Mechanism):
    """In which quarters statements on the exporter are read: four that are documented, then every so often."""

    phase = Phase.FARE
    settles = ("statement_due",)

    first = param(
        27, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(27, 27),
        source="letters A/HRC/41/G/11 and A/HRC/41/G/17 to the Human Rights Council, July 2019",
        doc="of the first statements; the third of 2019 is the 27th from 2013 on",
    )  # fmt: skip
    second = param(
        28, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(28, 28),
        source="statements in the Third Committee of the General Assembly, 29 October 2019",
        doc="of the second",
    )  # fmt: skip
    third = param(
        31, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(31, 31),
        source="statements on Hong Kong at the 44th session of the Human Rights Council, 30 June to 17 July 2020",
        doc="of the third",
    )  # fmt: skip
    fourth = param(
        32, Count, unit="quarter", within=(1, 100), evidence="measured", plausible=(32, 32),
        source="statements in the Third Committee of the General Assembly, October 2020",
        doc="of the fourth",
    )  # fmt: skip
    every = param(
        4, Count, unit="quarters", within=(1, 100), evidence="assumed", plausible=(4, 4),
        doc="from each to the next after the fourth; such statements were read in October of 2021 and of 2022",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The number of the statements that are read this quarter, from one on."""
        named = sum(
            number * (quarter.q == day)
            for number, quarter in enumerate((self.first, self.second, self.third, self.fourth), 1)
        )
        since = day - self.fourth.q
        later = (since > 0) * (since % self.every.q == 0) * (since // self.every.q + len(STATEMENTS))
        return {"statement_due": Count(later + named)}


class AgencyElections(Mechanism):
    """Countries elect the heads of agencies. The more of them the exporter's nationals head, the more is done against.

    Terms end in equal steps, at most one a quarter. Whose seat falls vacant is drawn, and so is whether the exporter
    puts up a candidate, who wins with the votes of more than half of all countries. Counter-mobilisation needs the
    leader of the open to be present.
    """

    phase = Phase.SPEAK
    reads = ("alignment", "kinship", "dependence")
    uses = ("agencies", "presence")
    emits = ("backs_exporter",)
    settles = ("agencies",)

    term = param(
        20, Count, unit="quarters", within=(1, 100), evidence="assumed", plausible=(16, 24), doc="that a head serves",
    )  # fmt: skip
    head_start = param(
        1, Count, unit="agencies", within=(0, 15), evidence="assumed", plausible=(1, 2),
        doc="that the exporter's nationals head before the first quarter",
    )  # fmt: skip
    candidacy = param(
        0.4, Share, unit="share of elections", within=(0, 1), evidence="assumed",
        doc="in which the exporter puts up a candidate",
    )  # fmt: skip
    backing = param(
        0.46, Share, unit="share of countries", within=(0, 1), evidence="assumed", plausible=(0.4, 0.5),
        source="calibrated: nationals of the exporter headed four of fifteen agencies in 2020 (Washington Post 2020)",
        doc="that vote for the candidate where nothing speaks for or against it",
    )  # fmt: skip
    votes = param(
        6, Factor, unit="times the odds", within=(1, 255), evidence="assumed",
        doc="of backing, where all votes are shared with the exporter and none with the leader of the open",
    )  # fmt: skip
    trade = param(
        3, Factor, unit="times the odds, where all trade is with the exporter", within=(1, 255), evidence="assumed",
        doc="of backing",
    )  # fmt: skip
    counter = param(
        10, Factor, unit="times the odds, if it headed all of them", within=(1, 255), evidence="assumed",
        doc="against backing, by counter-mobilisation of a leader who is present (direction: the election at the World "
            "Intellectual Property Organization of March 2020)",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Every country has a vote."""
        heads = _headed(polity.agencies.q.astype("uint32"))
        level = self.backing.at_odds(self.votes.at(people.alignment - people.kinship))
        level = level.at_odds(self.trade.at(people.dependence))
        level = level.rest.at_odds(self.counter.at(heads * polity.presence)).rest
        held = self._elects(day.astype("int32"))
        return {"backs_exporter": people.present & held & draws("vote").below(level)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """A vacant seat is lost, and won again or anew."""
        before = Count(polity.agencies.q * (day > 1) + self.head_start.q * (day <= 1)).within(0, AGENCIES)
        elects = self._elects(day)
        vacated = elects & draws("vacancy").below(_headed(before.q))
        elected = 2 * tally("backs_exporter", "all") > tally.people("all")
        won = elects & elected & draws("candidate").below(self.candidacy)
        return {"agencies": Count(before.q - vacated * 1 + won * 1).within(0, AGENCIES)}

    def _elects(self, day: Array | int) -> Array:
        """Whether there is an election: as many in a term as there are seats, or one a quarter."""
        return day * AGENCIES % self.term.q < AGENCIES


class StandardSetting(Mechanism):
    """Countries vote on standards that the exporter proposes, among others; those in force are replaced in time."""

    phase = Phase.SPEAK
    reads = ("alignment", "kinship", "from_exporter")
    uses = ("agencies", "presence", "standards")
    emits = ("backs_standard",)
    settles = ("standards",)

    proposed = param(
        0.4, Share, unit="share of proposals", within=(0, 1), evidence="assumed", doc="that come from the exporter",
    )  # fmt: skip
    turnover = param(
        0.125, Share, unit="share of standards a quarter", within=(0, 1), evidence="derived",
        source="South China Morning Post, December 2019 (3040164), and Carnegie Endowment 2020 (82873): standards of "
               "the International Telecommunication Union take about two years",
        doc="that are replaced; one in eight quarters",
    )  # fmt: skip
    backing = param(
        0.4, Share, unit="share of countries", within=(0, 1), evidence="assumed",
        doc="that vote for a proposal of the exporter where nothing speaks for or against it",
    )  # fmt: skip
    votes = param(
        4, Factor, unit="times the odds", within=(1, 255), evidence="assumed",
        doc="of backing, where all votes are shared with the exporter and none with the leader of the open",
    )  # fmt: skip
    customer = param(
        3, Factor, unit="times the odds", within=(1, 255), evidence="assumed",
        doc="of backing, where the exporter supplied a system",
    )  # fmt: skip
    chair = param(
        4, Factor, unit="times the odds, if it headed all agencies", within=(1, 255), evidence="assumed",
        doc="of backing, by the exporter's nationals who head agencies",
    )  # fmt: skip
    leader = param(
        3, Factor, unit="times the odds, of a leader present everywhere", within=(1, 255), evidence="assumed",
        doc="against backing, by the leader of the open",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Every country has a vote, in every quarter."""
        heads = _headed(polity.agencies.q.astype("uint32"))
        level = self.backing.at_odds(self.votes.at(people.alignment - people.kinship))
        level = level.at_odds(self.customer.given(people.from_exporter)).at_odds(self.chair.at(heads))
        level = level.rest.at_odds(self.leader.at(polity.presence)).rest
        return {"backs_standard": people.present & draws("vote").below(level)}

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """What passes with more than half of all countries enters as others leave."""
        passed = 2 * tally("backs_standard", "all") > tally.people("all")
        return {"standards": polity.standards.blend(self.proposed.given(passed), self.turnover)}


def _headed(agencies: Array) -> Share:
    """So many agencies as a share of all."""
    return Share(agencies * ONE // AGENCIES)
