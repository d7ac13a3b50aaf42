"""Officers: the desk where alerts are read, the visit and the stop, the patrol, the pressure on relatives of exiles."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import ONE, Array, Count, Rate, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally

PER = 100_000
"""Officers are stated per so many people."""

FUSSEY = "Fussey and Murray 2019, London trials 2016-19"


class Desk(Mechanism):
    """The officers who read alerts have so many hours; what they cannot read today is lost.

    Alerts are today's flags and new entries of the pre-emptive list. A person with both counts twice, so a day of many
    such persons is read a little less than it could be.
    """

    phase = Phase.JUDGE
    hears = ("flag", "suspect_listed")
    settles = ("review_share", "officer_load")

    desk_officers = param(
        2, Count, unit="officers per 100,000 people", within=(0, 10_000), evidence="assumed",
        doc="officers who read alerts; a place has its share of them, by people",
    )  # fmt: skip
    reviews_per_officer = param(
        10, Count, unit="alerts a day", within=(0, 1_000), evidence="assumed",
        doc="alerts that one officer can read and follow up in a day",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Capacity against today's alerts, by place. Without officers nothing is read and no hour is used.

        Both sides are kept times PER: a place of a thousand people has its part of an officer too.
        """
        alerts = (tally("flag") + tally("suspect_listed")) * PER
        capacity = tally.people() * self.desk_officers.q * self.reviews_per_officer.q
        staffed = capacity > 0
        return {
            "review_share": Share.ratio(capacity, alerts),
            "officer_load": Share.ratio(alerts * staffed, capacity + ~staffed),
        }


class Review(Mechanism):
    """An officer reads the alert, dismisses it, or goes: to the door, or into the street where a camera saw a face.

    The officer never learns the truth. The two dismissal chances are the error rates of a look at the material, which
    is all that human review is here: of alerts that mistook the message, face or report, and of all others.
    """

    phase = Phase.ENFORCE
    after = ("warrant",)
    reads = ("abroad", "age_0_14", "free", "released", "suspicion")
    hears = (
        "flag", "suspect_listed", "face_hit", "face_alarm", "content_hit", "content_alarm", "denounced",
        "denounced_falsely", "warrant_refused",
    )  # fmt: skip
    uses = ("review_share",)
    emits = ("reviewed", "dismissed", "visit", "stop")

    dismissed_wrong = param(
        0.381, Share, unit="share of alerts read", within=(0, 1), evidence="derived",
        source=f"{FUSSEY}: operators rejected 16 of 42 alerts; not told apart by truth, so used for both kinds",
        doc="dismissed, of alerts that mistook what was said, shown or reported",
    )  # fmt: skip
    dismissed_right = param(
        0.381, Share, unit="share of alerts read", within=(0, 1), evidence="derived",
        source=f"{FUSSEY}: operators rejected 16 of 42 alerts; not told apart by truth, so used for both kinds",
        doc="dismissed, of all other alerts",
    )  # fmt: skip
    stopped = param(
        0.846, Share, unit="share of faces acted on", within=(0, 1), evidence="measured",
        source=f"{FUSSEY}: 22 stopped of 26 acted on, 4 lost in the crowd",
        doc="stopped in the street, of faces that were not dismissed",
    )  # fmt: skip
    visited = param(
        0.2, Share, unit="share of alerts acted on", within=(0, 1), evidence="assumed",
        doc="visited at the door, of other alerts that were not dismissed, at no suspicion",
    )  # fmt: skip
    urgency = param(
        0.3, Share, unit="share per full suspicion", within=(0, 1), evidence="assumed",
        doc="how much the chance of a visit rises from no suspicion to full suspicion",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """One draw says who is read; of another the low end dismisses and the high end acts."""
        known = (people.free | people.released) & ~people.age_0_14 & ~people.abroad
        outcome = draws("outcome")
        reviewed = (events.flag | events.suspect_listed) & known & draws("read").below(polity.review_share)
        mistaken = (
            (events.content_alarm & ~events.content_hit)
            | (events.face_alarm & ~events.face_hit)
            | (events.denounced_falsely & ~events.denounced)
        )
        dismissal = choose(mistaken, self.dismissed_wrong, self.dismissed_right)
        face = events.face_hit | events.face_alarm
        chance = choose(face, self.stopped, self.visited + people.suspicion * self.urgency)
        dismissed = reviewed & outcome.below(dismissal)
        acted = reviewed & ~dismissed & (outcome.share() >= (dismissal.rest * chance).rest)
        visit = acted & ~face & ~events.warrant_refused
        return {"reviewed": reviewed, "dismissed": dismissed, "visit": visit, "stop": acted & face}


class Pressure(Mechanism):
    """Officers press people at home to silence a relative abroad: when contact is noticed, and while it is on file."""

    phase = Phase.ENFORCE
    reads = ("kin_abroad", "abroad", "age_0_14", "free", "released", "contact_marks")
    hears = ("contact_seen",)
    emits = ("kin_pressed",)

    on_contact = param(
        0.03, Share, unit="share of contacts noticed", within=(0, 1), evidence="assumed",
        doc="pressed on the day on which contact with a watched account was noticed",
    )  # fmt: skip
    on_file = param(
        0.0003, Rate, unit="1/day", within=(0, 1), evidence="assumed",
        doc="pressed on any other day while a contact is on file",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Only those with kin abroad, at liberty and grown up."""
        kin = people.kin_abroad & ~people.abroad & ~people.age_0_14 & (people.free | people.released)
        noticed = draws("contact").below(self.on_contact.given(events.contact_seen))
        filed = draws("file").below(self.on_file.given(people.contact_marks > Count(0)))
        return {"kin_pressed": kin & (noticed | filed)}


class Patrol(Mechanism):
    """Patrols follow yesterday's record: an urn that is filled by what patrols themselves bring in.

    Every day a share `learning` of the patrols is allocated anew in proportion to the incidents recorded today; the
    rest stays. Per head of people, relative to the busiest place (Ensign, Friedler, Neville, Scheidegger and
    Venkatasubramanian 2018: with discovered incidents alone all patrols end in the place with the higher rate).
    """

    phase = Phase.GOVERN
    hears = ("incident_seen", "incident_reported", "incident_set_aside", "incident_audited")
    settles = ("patrol_share",)

    learning = param(
        0.01, Share, unit="share a day", within=(0, 1), evidence="derived",
        source="the decay of old records in the published runs of Ensign et al. 2018 (1 % a day)",
        doc="share of the patrols that is allocated anew by today's record",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """The urn in whole numbers; a day without any record moves nothing."""
        seen = tally("incident_seen", "all") + tally("incident_reported", "all")
        sampled = tally("incident_audited", "all") - tally("incident_set_aside", "all")
        seen = (seen + sampled).clip(0)  # only what was recorded is set aside, so that this changes no run
        people = tally.people("all")
        held, everybody = polity.patrol_share.q, people.sum(axis=-1, keepdims=True)
        recorded = seen.sum(axis=-1, keepdims=True)
        mean = (held * people).sum(axis=-1, keepdims=True) // (everybody + (everybody == 0))
        share = recorded * people + (recorded * people == 0)
        whole, left = seen * everybody // share, seen * everybody % share
        drop = (share >= 1 << 46) * 16  # bits that a nation's product of counts does without, to fit in 64
        drawn = mean * whole + mean * (left >> drop) // (share >> drop)
        weight = (held * (ONE - self.learning.q) + drawn * self.learning.q) >> 8
        moved = Share.ratio(weight, weight.max(axis=-1, keepdims=True))
        return {"patrol_share": choose(recorded > 0, moved, polity.patrol_share)}
