"""The portrait and the file: databases joined, records merged wrongly, and what is kept of what was recorded."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.columns import BY_NAME
from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Array, Count, Factor, Rate, Share
from sousveil.contract.views import Events, Folded, People, Polity


class Linking(Mechanism):
    """Record linkage: another database is joined to somebody's portrait, sometimes with somebody else's record.

    Fellegi and Sunter (1969) weigh a pair of records by the sum of log2(m/u) over the fields that agree. With m = .95
    and u = .01 a field weighs 6.57 bits; among a million people a random pair needs 19.9 bits to be better than even.
    Four fields that agree leave odds of 2^-6.35 that it is somebody else. The more of the portrait is filled, the more
    fields can agree.

    At the start everybody draws the class of their face: class 1 half of all, every further class half as many.
    """

    phase = Phase.WATCH
    after = ("cameras",)
    reads = ("abroad", "minority", "portrait")
    hears = ("online", "passed_camera")
    emits = ("linked", "false_merge")
    owns = ("identity",)

    # fmt: off
    start = param(2, Count, unit="of 15", within=(0, 15), evidence="assumed",
                  doc="how much of the portrait is filled at the start, from the household register")
    link = param(4e-3, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                 doc="rate at which a database is joined to an empty portrait, on a day that leaves a trace")
    false_match = param(0.012, Share, unit="chance a link", within=(0, 1), evidence="derived",
                        source="Fellegi & Sunter 1969: 4 x log2(.95/.01) - log2(1,000,000) = 26.28 - 19.93 = 6.35 "
                               "bits; 1 / (1 + 2^6.35) = .012",
                        doc="chance that a record joined to an empty portrait is somebody else's")
    minority_names = param(2.0, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                           doc="the same of the minority, whose names are written in several ways")
    # fmt: on

    def begin(self, people: People, draws: Draws) -> Folded:
        """The class of the face, and the portrait that the register gives."""
        luck, (_, width) = draws("face"), BY_NAME["identity"].shifts["lookalike"]
        classes = (1 << width) - 1
        reached = [luck.below(Share(ONE >> step)).astype("int32") for step in range(classes)]
        return {"identity": people.packed("identity", lookalike=Count(sum(reached)), portrait=self.start)}

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Joins, more seldom as the portrait fills; of these, the wrong ones."""
        empty, luck = people.portrait.share(4).rest, draws("link")
        joins = self.link * empty
        wrong = (joins * (self.false_match * empty)).times(self.minority_names.given(people.minority))
        linked = (events.online | events.passed_camera) & ~people.abroad & luck.below(joins)
        return {"linked": linked, "false_merge": linked & luck.below(wrong)}

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """The portrait with what was joined today."""
        return {"identity": people.packed("identity", portrait=people.portrait + Count(events.linked.astype("int32")))}


class Dossier(Mechanism):
    """What is kept of what was recorded: counters that fill with records and run down as records are deleted."""

    phase = Phase.GOVERN
    hears = ("content_hit", "content_alarm", "face_hit", "face_alarm", "contact_seen", "oddity_seen", "denounced",
             "denounced_falsely", "false_merge", "kin_listed")  # fmt: skip
    owns = ("marks",)

    # fmt: off
    retention = param(90, Count, unit="days", within=(1, 36_500), evidence="assumed",
                      doc="days after which one record of every kind is deleted, a wrong merge and a listed relative "
                          "included")
    # fmt: on

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Every counter with today's records, less one on the day of deletion."""
        due = day % self.retention.q.astype("uint32") == 0

        def kept(marks: Count, recorded: Array) -> Count:
            return marks + Count(recorded.astype("int32")) - Count(due.astype("int32"))

        return {
            "marks": people.packed(
                "marks",
                content_marks=kept(people.content_marks, events.content_hit | events.content_alarm),
                face_marks=kept(people.face_marks, events.face_hit | events.face_alarm),
                contact_marks=kept(people.contact_marks, events.contact_seen),
                oddity_marks=kept(people.oddity_marks, events.oddity_seen),
                report_marks=kept(people.report_marks, events.denounced | events.denounced_falsely),
                merged=(people.merged & ~due) | events.false_merge,
                kin_marks=(people.kin_marks & ~due) | events.kin_listed,
            )
        }
