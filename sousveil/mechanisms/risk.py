"""A test of risk for two groups: who will offend again, what the test says, who is flagged, what it is tuned to."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Array, Count, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally

LARSON = "Larson, Mattu, Kirchner and Angwin 2016, ProPublica: COMPAS in Broward County, two years"
HIGH = Count(1)
"""What the test leaves in the score: a point, or none."""


class Reoffending(Mechanism):
    """Who will offend again: whoever is inclined enough. No luck, so that a group's share of them is known exactly."""

    phase = Phase.LIVE
    reads = ("conduct",)
    emits = ("reoffends",)

    inclined = param(
        0.5, Share, unit="share of full inclination", within=(0.01, 1), evidence="assumed", plausible=(0.5, 0.5),
        doc="inclination to break rules from which a person will offend again",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """The truth, which is known only afterwards."""
        return {"reoffends": people.conduct >= self.inclined}


class RiskTest(Mechanism):
    """A test that is right and wrong at rates of its own in each group, and leaves one point or none in the score.

    Everybody is tested anew every day. How often it misses is given; how often it alarms without cause, `follow_up`
    says. An alternative to `scoring`.
    """

    phase = Phase.WATCH
    reads = ("minority",)
    hears = ("reoffends",)
    uses = ("alarm_majority", "alarm_minority")
    emits = ("tested_high",)
    owns = ("score",)

    # fmt: off
    missed_majority = param(0.477, Share, unit="share of those who reoffend", within=(0, 1), evidence="measured",
                            source="Dressel and Farid 2018, Science Advances 4, table 2: COMPAS, white defendants",
                            doc="of people of the majority who will offend again, those whose test is low")
    missed_minority = param(0.280, Share, unit="share of those who reoffend", within=(0, 1), evidence="measured",
                            source=f"{LARSON}: Black defendants, 532 of 1,901",
                            doc="the same of the minority")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Hits and false alarms, which the test cannot tell apart."""
        hit = choose(people.minority, self.missed_minority, self.missed_majority).rest
        alarm = choose(people.minority, polity.alarm_minority, polity.alarm_majority)
        return {"tested_high": draws("test").below(choose(events.reoffends, hit, alarm))}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The result goes on file."""
        return {"score": HIGH.given(events.tested_high)}


class RiskFlag(Mechanism):
    """Whoever has the points is treated as a high risk. It reads the file, and nothing else is known of the person."""

    phase = Phase.JUDGE
    reads = ("score",)
    emits = ("high_risk",)

    cut = param(
        1, Count, unit="points", within=(1, 65_535), evidence="assumed", plausible=(1, 1),
        doc="points from which a person is treated as a high risk",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """The file against the cut."""
        return {"high_risk": people.score >= self.cut}


class FollowUp(Mechanism):
    """What turned out, and a test that is kept right by it: a flag is to mean the same in both groups.

    Of those flagged, the share that did offend again is counted group by group, and the false alarms of each group are
    moved towards what gives the wanted share. The first day only opens the rates.
    """

    phase = Phase.SUFFER
    hears = ("high_risk", "reoffends")
    emits = ("flagged_rightly", "flagged_wrongly", "cleared_rightly", "cleared_wrongly")
    settles = ("alarm_majority", "alarm_minority")

    # fmt: off
    first_majority = param(0.235, Share, unit="share of those who do not reoffend", within=(0, 1), evidence="measured",
                           source="Dressel and Farid 2018, Science Advances 4, table 2: COMPAS, white defendants",
                           doc="false alarms in the majority with which the test begins")
    first_minority = param(0.448, Share, unit="share of those who do not reoffend", within=(0, 1), evidence="measured",
                           source=f"{LARSON}: Black defendants, 805 of 1,795",
                           doc="the same in the minority")
    precision = param(0.6, Share, unit="share of those flagged", within=(0.01, 1), evidence="assumed",
                      doc="the share of those flagged who are to offend again")
    speed = param(0, Share, unit="share of the gap a day", within=(0, 1), evidence="assumed", plausible=(0, 0),
                  doc="how fast false alarms are moved there; at nothing the test stays as it began")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Right and wrong, flagged and not."""
        return {
            "flagged_rightly": events.high_risk & events.reoffends,
            "flagged_wrongly": events.high_risk & ~events.reoffends,
            "cleared_rightly": ~events.high_risk & ~events.reoffends,
            "cleared_wrongly": ~events.high_risk & events.reoffends,
        }

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Tomorrow's false alarms."""
        firsts = {"majority": self.first_majority, "minority": self.first_minority}
        now = {"majority": polity.alarm_majority, "minority": polity.alarm_minority}
        return {f"alarm_{group}": self._next(first, now[group], tally, group, day) for group, first in firsts.items()}

    def _next(self, first: Share, now: Share, tally: Tally, group: str, day: int) -> Share:
        if day == 1:
            return Share(first.q + 0 * now.q)
        right, wrong = tally("flagged_rightly", group), tally("flagged_wrongly", group)
        innocent = wrong + tally("cleared_rightly", group)
        # so many wrong flags leave the wanted share of right ones: of n right, n (1 - precision) / precision
        return now.blend(Share.ratio(right * (ONE - self.precision.q), innocent * self.precision.q), self.speed)
