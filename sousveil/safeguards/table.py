"""The fifteen safeguards."""

from __future__ import annotations

from sousveil.contract.errors import unknown
from sousveil.contract.quantity import Count, Rate, Share
from sousveil.safeguards.safeguard import Bound, How, Safeguard, number

MESSAGES = (
    "screening.hit_mobilisation", "screening.hit_criticism", "screening.hit_complaint", "screening.false_alarm",
    "screening.hold",
)  # fmt: skip
"""What screening finds, mistakes and holds: at nothing, no message is flagged."""
FACES = ("face_search.equipped",)
CONTACTS = ("contact_watch.seen", "contact_watch.seen_sealed")
KIN = (
    "suspicion.kin", "arrests.association", "scoring.association", "doors.kin_share", "doors.school",
    "pressure.on_contact", "pressure.on_file",
)  # fmt: skip
"""What is done to people for whom they are related to."""


def _each(paths: tuple[str, ...], how: How, by: str) -> tuple[Bound, ...]:
    return tuple(Bound(path, how, by) for path in paths)


_ALL = (
    Safeguard(
        "appeal",
        "Whoever is held, listed or shut out may appeal, and with luck has it set right after a while.",
        law="with a success of nothing, nothing in anybody's life changes",
        remains="those who do not appeal; the truth, which the appeal body does not know either",
        null={"success": 0},
    ),
    Safeguard(
        "human_review",
        "Officers who read alerts take their time and dismiss a stated share of those that are mistaken.",
        law="with a quality of one, nobody is visited or stopped over an alert that mistook what was said, shown or "
        "reported",
        remains="alerts that are right about conduct that rights protect",
        null={"quality": 0, "missed": 1, "reviews": 1000},
        own=(
            number("quality", 0.9, Share, unit="share of alerts read", within=(0, 1), evidence="assumed",
                   doc="dismissed at least, of alerts that mistook what was said, shown or reported"),
            number("missed", 0.381, Share, unit="share of alerts read", within=(0, 1), evidence="assumed",
                   source="as review.dismissed_right, whose source does not tell right alerts from mistaken ones",
                   doc="dismissed at most, of all other alerts"),
            number("reviews", 5, Count, unit="alerts a day", within=(0, 1000), evidence="assumed",
                   doc="alerts that an officer reads at most in a day"),
        ),
        bounds=(
            Bound("review.dismissed_wrong", "at least", "quality"),
            Bound("review.dismissed_right", "at most", "missed"),
            Bound("desk.reviews_per_officer", "at most", "reviews"),
        ),
    ),
    Safeguard(
        "warrant",
        "No officer comes to a door unless a judge, who knows the file alone, has granted a warrant.",
        law="where no warrant is granted, nobody is visited",
        remains="stops in the street, arrests for offences, sweeps of the list",
        null={"granted": 1, "grounds": 0},
    ),
    Safeguard(
        "threshold_floor",
        "Nobody enters the pre-emptive list below a stated suspicion.",
        law="with a floor of full suspicion, nobody enters the list",
        remains="alerts, which need no listing",
        null={"floor": 0},
        own=(
            number("floor", 0.5, Share, unit="of full suspicion", within=(0, 1), evidence="assumed",
                   doc="suspicion above which, at the lowest, somebody enters the list"),
        ),
        bounds=(Bound("suspicion.list_threshold", "at least", "floor"),),
    ),
    Safeguard(
        "watch_list_cap",
        "The list of faces that cameras search holds no more than a stated number from outside the people simulated.",
        law="with N images a search is mistaken with the chance 1 - (1 - FMR)^N, and never with none",
        remains="those on the pre-emptive list, who are searched for on top",
        null={"images": 1_000_000_000},
        own=(
            number("images", 1000, Count, unit="images", within=(0, 1_000_000_000), evidence="assumed",
                   doc="images on the list at most"),
        ),
        bounds=(Bound("face_search.gallery", "at most", "images"),),
    ),
    Safeguard(
        "purpose_limitation",
        "What was collected for one purpose is not joined to what was collected for another.",
        law="with nothing joined, nothing is linked and nobody carries somebody else's record",
        remains="every system by itself, and the portrait that the register gives at the start",
        null={"joined": 1},
        own=(
            number("joined", 0, Share, unit="share", within=(0, 1), evidence="assumed",
                   doc="share of today's joins that go on"),
        ),
        bounds=_each(("linking.link", "suspicion.other_record"), "times", "joined"),
    ),
    Safeguard(
        "retention_limit",
        "Records are deleted after a stated time, and suspicion fades with them.",
        law="with a limit of no day, suspicion is today's evidence and nothing else",
        remains="lists and scores, which are conclusions and not records",
        null={"days": 36_500},
        own=(
            number("days", 30, Count, unit="days", within=(0, 36_500), evidence="assumed",
                   doc="days after which one record of every kind is deleted at the latest; suspicion lives as long on "
                       "average at most"),
        ),
        bounds=(
            Bound("dossier.retention", "at most", "days"), Bound("suspicion.fading", "at least one over", "days"),
        ),
    ),
    Safeguard(
        "right_to_know",
        "People are told that they are watched, and with cause to appeal more of them do.",
        law="with a notice every day, everybody of 15 and over knows on the second day",
        remains="what is done with it: who knows also fears",
        null={"notice": 0, "filed": 0},
        own=(
            number("notice", 0.01, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="rate at which somebody who does not know is told, at least"),
            number("filed", 0.3, Share, unit="share of people", within=(0, 1), evidence="assumed",
                   doc="people who appeal when they have cause to, at least; only beside `appeal`"),
        ),
        bounds=(Bound("adaptation.told", "at least", "notice"), Bound("appeal.filed", "at least", "filed")),
    ),
    Safeguard(
        "no_guilt_by_association",
        "Nobody is suspected, marked down, shut out, pressed or taken for whom they are related to.",
        law="with nothing kept, nobody is pressed over a relative and no child is refused a school place",
        remains="contact with a watched account, which is one's own; fear for others",
        null={"kept": 1},
        own=(
            number("kept", 0, Share, unit="share", within=(0, 1), evidence="assumed",
                   doc="share of the weight of kinship that is kept"),
        ),
        bounds=_each(KIN, "times", "kept"),
    ),
    Safeguard(
        "repair",
        "A score heals, a listing runs out and an account comes back, all by a stated time.",
        law="with a point a day, a score without new losses is whole again in as many days as it lacks points",
        remains="suspicion and custody",
        null={"days_a_point": 36_500, "expiry": 0, "restoring": 0},
        own=(
            number("days_a_point", 2, Count, unit="days a point", within=(1, 36_500), evidence="assumed",
                   doc="days after which a point comes back at the latest"),
            number("expiry", 0.0055, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="rate at which a debtor leaves the list unpaid, at least; half a year on average"),
            number("restoring", 0.1, Rate, unit="1/day", within=(0, 1), evidence="assumed",
                   doc="rate at which a cut account comes back, at least"),
        ),
        bounds=(
            Bound("scoring.repair_days", "at most", "days_a_point"), Bound("defaulters.expiry", "at least", "expiry"),
            Bound("account_cut.restoring", "at least", "restoring"),
        ),
    ),
    Safeguard(
        "rate_cap",
        "Only a sample, drawn by lot, of messages, faces and contacts is looked at.",
        law="with a sample of nothing, no message, face or contact is flagged",
        remains="cameras that record without a search, and what people report",
        null={"sample": 1},
        own=(
            number("sample", 0.1, Share, unit="share", within=(0, 1), evidence="assumed",
                   doc="share of what is looked at now that still is"),
        ),
        bounds=_each((*MESSAGES, *FACES, *CONTACTS), "times", "sample"),
    ),
    Safeguard(
        "sunset",
        "The power to watch without a cause, and to sweep the list, ends on a day.",
        law="before the day nothing differs, and from the day on no message, face or contact is flagged",
        remains="what was put on record before; cameras that record without a search",
        null={"kept": 1},
        own=(
            number("day", 90, Count, unit="day", within=(1, 36_500), evidence="assumed",
                   doc="the first day without the powers; in a run that ends before, nothing changes"),
            number("kept", 0, Share, unit="share", within=(0, 1), evidence="assumed",
                   doc="share of the powers that is kept"),
        ),
        bounds=_each((*MESSAGES, *FACES, *CONTACTS, "linking.link", "arrests.sweep"), "times", "kept"),
        starts="day",
    ),
    Safeguard(
        "audit_sample",
        "Patrols follow an independent sample of offences instead of the record that they fill themselves.",
        law="however unequal the record, patrols go to a place as often as its part of all offences",
        remains="what a record says of a person",
        null={"strength": 0},
        contradicts={"record_correction": "both say what stays on the record that patrols follow"},
    ),
    Safeguard(
        "end_to_end",
        "Messages are sealed from end to end, so that the server cannot read them.",
        law="without scanning on the phone, the server flags, blocks, holds and deletes no message",
        remains="contact, which metadata show; what recipients and informers report; a seized phone; scanning on the "
        "phone where there is any",
        null={"client_side": 1},
        own=(
            number("client_side", 0, Share, unit="share", within=(0, 1), evidence="assumed",
                   doc="share of former finds that scanning on the phone makes instead"),
        ),
        bounds=_each(MESSAGES, "times", "client_side"),
    ),
    Safeguard(
        "compensation",
        "Whoever was held and let go without a conviction is paid for it.",
        law="with nothing paid, nothing changes",
        remains="the time that was lost",
        null={"paid": 0, "paid_administrative": 0},
    ),
)  # fmt: skip

SAFEGUARDS: dict[str, Safeguard] = {one.name: one for one in _ALL}


def safeguard(name: str) -> Safeguard:
    """The safeguard of this name; raises RequestError that offers the nearest."""
    if name not in SAFEGUARDS:
        raise unknown("safeguard", name, SAFEGUARDS)
    return SAFEGUARDS[name]
