"""From records to suspicion: alerts on officers' screens (WATCH), and the fused evidence behind the list (JUDGE)."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Array, Count, Factor, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally


class Alerts(Mechanism):
    """Which records raise an alert on an officer's screen: all contacts and offences, a share of the rest."""

    phase = Phase.WATCH
    after = ("screening", "contact_watch", "cameras", "reports", "face_search", "combination", "score_fusion")
    hears = ("content_hit", "content_alarm", "blocked", "deleted", "face_hit", "face_alarm",
             "contact_seen", "incident_seen", "denounced", "denounced_falsely", "oddity_seen")  # fmt: skip
    emits = ("flag",)

    # fmt: off
    stopped = param(0.90, Share, unit="share", within=(0, 1), evidence="assumed",
                    doc="share of messages that screening stopped or deleted which raise an alert")
    standing = param(0.20, Share, unit="share", within=(0, 1), evidence="assumed",
                     doc="share of messages that screening found and left standing which raise an alert")
    face = param(0.40, Share, unit="share", within=(0, 1), evidence="assumed",
                 doc="share of faces found on the list, rightly or wrongly, which raise an alert: somebody is near")
    told = param(0.70, Share, unit="share", within=(0, 1), evidence="assumed",
                 doc="share of denunciations that raise an alert")
    odd = param(0.20, Share, unit="share", within=(0, 1), evidence="assumed",
                doc="share of recorded oddities that raise an alert")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """One alert a person and day at most."""
        found, acted = events.content_hit | events.content_alarm, events.blocked | events.deleted
        denounced, face = events.denounced | events.denounced_falsely, events.face_hit | events.face_alarm
        share = choose(face, self.face, choose(denounced, self.told, self.odd))
        by_message = found & draws("message").below(choose(acted, self.stopped, self.standing))
        by_sight = (face | denounced | events.oddity_seen) & draws("sight").below(share)
        return {"flag": events.contact_seen | events.incident_seen | by_message | by_sight}


class Suspicion(Mechanism):
    """Fusion of what was recorded into one number that fades, and the pre-emptive list that it fills.

    Every source of evidence has a weight that is added, as likelihood ratios add up on the scale of their logarithm. Of
    evidence that repeats what is known (another source the same day, or a source that has already left marks) the share
    `correlation` is discounted. Set to nothing it stands for the false assumption that every record is independent: the
    same evidence then counts twice and three times. A fault in a record weighs as much as the truth.

    The list is drawn up in the morning, from the suspicion of the day before.
    """

    phase = Phase.JUDGE
    after = ("appeal",)
    reads = ("minority", "suspect", "content_marks", "face_marks", "contact_marks", "oddity_marks", "report_marks",
             "kin_marks", "merged")  # fmt: skip
    hears = ("content_hit", "content_alarm", "face_hit", "face_alarm", "contact_seen", "oddity_seen", "denounced",
             "denounced_falsely", "petition_seen", "incident_seen", "appeal_won")  # fmt: skip
    uses = ("watch_list",)
    emits = ("suspect_listed", "suspect_dropped")
    owns = ("suspicion",)
    settles = ("watch_list",)

    # fmt: off
    content = param(0.10, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                    doc="weight of a message found by screening, rightly or wrongly")
    face = param(0.12, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                 doc="weight of a face found on the watch list, of somebody who is not on it; a hit on somebody "
                     "listed tells nothing new")
    contact = param(0.25, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                    doc="weight of contact with a watched account abroad")
    oddity = param(0.06, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                   doc="weight of a lawful but suspicious act")
    report = param(0.15, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                   doc="weight of a denunciation, true or false")
    petition = param(0.20, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                     doc="weight of a petition")
    incident = param(0.30, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                     doc="weight of an offence recorded with its author")
    kin = param(0.002, Share, unit="of full suspicion a day", within=(0, 1), evidence="assumed",
                doc="weight, day by day, of a household member on the list")
    other_record = param(0.002, Share, unit="of full suspicion a day", within=(0, 1), evidence="assumed",
                         doc="weight, day by day, of somebody else's record merged into one's own")
    correlation = param(0.30, Share, unit="share", within=(0, 1), evidence="assumed",
                        doc="share of evidence that is discounted where it repeats what is known; nothing counts all "
                            "of it as independent")
    profile_weight = param(1.5, Factor, unit="multiple", within=(0, 100), evidence="assumed",
                           source="Zenz 2020, the Karakax list; Human Rights Watch 2019: group and way of life are "
                                  "grounds of their own; the size is assumed",
                           doc="weight of all evidence against the minority, whom the rules single out")
    fading = param(0.02, Share, unit="share a day", within=(0, 1), evidence="assumed",
                   doc="share of suspicion that fades in a day; one keeps nothing from yesterday")
    list_threshold = param(0.22, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                           doc="suspicion above which somebody enters the pre-emptive list")
    drop_threshold = param(0.03, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                           doc="suspicion below which somebody leaves the list")
    # fmt: on

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Entries to the list and exits from it."""
        return {
            "suspect_listed": ~people.suspect & (people.suspicion > self.list_threshold),
            "suspect_dropped": people.suspect & (people.suspicion < self.drop_threshold),
        }

    def update(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Folded:
        """Suspicion fades, or falls with an appeal that was won, and today's evidence is added to it."""
        evidence = self._today(people, events)
        evidence = evidence + self.kin.given(people.kin_marks) + self.other_record.given(people.merged)
        evidence = evidence.times(self.profile_weight.given(people.minority))
        kept = (people.suspicion * self.fading.rest).given(~events.appeal_won)
        return {"suspicion": kept + evidence}

    def _today(self, people: People, events: Events) -> Share:
        """The weight of today's evidence, with what repeats earlier evidence discounted."""
        none, faces = Count(0), events.face_hit | events.face_alarm
        sources = (  # what was recorded, its weight, and whether such a record is on file; no offence or petition is
            (events.petition_seen, self.petition, events.incident_seen),
            (events.contact_seen, self.contact, people.contact_marks > none),
            (events.denounced | events.denounced_falsely, self.report, people.report_marks > none),
            (faces & ~people.suspect, self.face, people.face_marks > none),
            (events.content_hit | events.content_alarm, self.content, people.content_marks > none),
            (events.oddity_seen, self.oddity, people.oddity_marks > none),
        )
        total, known = self.incident.given(events.incident_seen), events.incident_seen
        for recorded, weight, on_file in sources:
            discounted = choose(known | on_file, weight * self.correlation.rest, weight)
            total, known = total + discounted.given(recorded), known | recorded
        return total

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The length of the list, by place."""
        change = tally("suspect_listed") - tally("suspect_dropped")
        return {"watch_list": Count((polity.watch_list.q + change).clip(0))}
