"""Kinds of harm: what is at stake where a measure counts it, and whether it can be undone. Nothing is scored."""

from __future__ import annotations

from dataclasses import dataclass

from sousveil.language import N_


@dataclass(frozen=True)
class Harm:
    """severity: what it is to whom it happens; undone: whether it can be, and why. main: told first, and screened."""

    severity: str
    undone: str
    main: bool = False


UNDESCRIBED = Harm(N_("not described yet: say what it is to whom it happens"), N_("not described yet"))

_CUSTODY = N_("not reversible: days in custody cannot be given back; release ends it, and pay can only answer it")
_CHECKED = N_("reversible in part: the stop ends in minutes, but is on record, and those who saw it know")
_SPEECH = N_("reversible in part: a message can be sent later, but what was not said in time is not heard in time")
_DOOR = N_("reversible in part: the door can open again, but the journey, place or post of that day is gone")
_FILE = N_("reversible if noticed: a record can be corrected, but the person has to learn of it first")
_UNEQUAL = N_("not a single act: it ends when the system changes, and what befell the group before stays")

HARMS: dict[str, Harm] = {
    "wrongful_detentions": Harm(N_("loss of liberty, and with it work, school and family life for as long as it "
                                   "lasts; wrongly, or for what the law protects"), _CUSTODY, main=True),
    "internments": Harm(N_("loss of liberty, and with it work, school and family life for as long as it lasts; "
                           "without charge, term or court"), _CUSTODY, main=True),
    "wrongful_convictions": Harm(
        N_("punishment and a criminal record for somebody who did nothing punishable"),
        N_("reversible in part: a verdict can be quashed, the years of the sentence cannot"), main=True),
    "liberty_days_lost_innocent": Harm(N_("loss of liberty, and with it work, school and family life for as long "
                                          "as it lasts, counted in days, of people who did nothing"), _CUSTODY,
                                       main=True),
    "wrongful_visits": Harm(N_("being met by officers at home or in the street, wrongly: fear, shame, a record of it"),
                            _CHECKED, main=True),
    "face_alarms": Harm(N_("being taken for somebody else by a machine; what follows is counted in the lines on "
                           "stops"),
                        N_("reversible if an officer sees the mistake; the search itself has happened"), main=True),
    "wrong_flags": Harm(N_("an alert on an officer's screen, wrong or about what the law protects; the person "
                           "rarely knows"),
                        _FILE, main=True),
    "wrongful_exclusion": Harm(N_("being refused travel, credit, school or work without having done anything"), _DOOR,
                               main=True),
    "wrongful_listings": Harm(N_("standing on a list without having done anything"), _FILE, main=True),
    "messages_not_sent": Harm(N_("silence out of fear: what somebody had to say and did not"), _SPEECH, main=True),
    "detentions": Harm(N_("loss of liberty, and with it work, school and family life for as long as it lasts, "
                          "rightly or wrongly"), _CUSTODY),
    "detentions_operator_error": Harm(N_("loss of liberty, and with it work, school and family life for as long "
                                         "as it lasts; of people who did nothing the system targets"), _CUSTODY),
    "detentions_protected": Harm(N_("loss of liberty, and with it work, school and family life for as long as it "
                                    "lasts; for what human-rights law protects"), _CUSTODY),
    "administrative_detentions": Harm(N_("loss of liberty, and with it work, school and family life for as long "
                                         "as it lasts; without a court"), _CUSTODY),
    "criminal_detentions": Harm(N_("loss of liberty, and with it work, school and family life for as long as it "
                                   "lasts; as a suspect"), _CUSTODY),
    "liberty_days_lost": Harm(N_("loss of liberty, and with it work, school and family life for as long as it "
                                 "lasts, counted in days"), _CUSTODY),
    "liberty_days_innocent_share": Harm(N_("how much of all custody falls on people who did nothing"), _CUSTODY),
    "visits": Harm(N_("officers at the door, rightly or wrongly"), _CHECKED),
    "stops": Harm(N_("being stopped in the street, rightly or wrongly"), _CHECKED),
    "kin_pressed": Harm(N_("pressure to silence a relative, with threats to work, school or liberty behind it"),
                        N_("not reversible: a tie that was broken out of fear seldom mends")),
    "flags": Harm(N_("an alert on an officer's screen, rightly or wrongly"), _FILE),
    "false_reports": Harm(N_("being denounced by a neighbour or colleague without cause"), _FILE),
    "false_merges": Harm(N_("somebody else's record in one's own portrait"), _FILE),
    "contacts_seen": Harm(N_("being noticed for whom one talks to"), N_("not reversible: what is known of a contact "
                                                                    "stays known")),
    "suspects_listed": Harm(N_("standing on a pre-emptive list before anything has happened"), _FILE),
    "silence_share": Harm(N_("silence out of fear, as a share of what people had to say"), _SPEECH),
    "blocked": Harm(N_("a message that nobody received"), _SPEECH),
    "messages_deleted": Harm(N_("a message that was taken away from those who could have read it"), _SPEECH),
    "posts_held": Harm(N_("a post that waits until somebody has looked at it"), _SPEECH),
    "hold_dropped_share": Harm(N_("how many held posts never appear"), _SPEECH),
    "travel_denied": Harm(N_("a journey refused"), _DOOR),
    "school_denied": Harm(N_("a school place refused to a child for what somebody in the household did"), _DOOR),
    "work_denied": Harm(N_("a post or promotion refused"), _DOOR),
    "accounts_cut": Harm(N_("being cut off from the app on which messages, payment and bookings depend"),
                         N_("reversible: the account can be restored; what was missed meanwhile is not")),
    "score_locked_in": Harm(N_("no way back: how many stay at the bottom for a year"),
        N_("reversible only if the score can heal")),
    "time_to_repair": Harm(N_("how long doors stay closed"), N_("reversible only if the score can heal")),
    "time_on_suspect_list": Harm(N_("how long somebody stands on a pre-emptive list"), _FILE),
    "time_on_defaulter_list": Harm(N_("how long somebody stands on a list of debtors"), _FILE),
    "fear": Harm(N_("fear of the system, on average"), N_("reversible slowly: fear fades over months")),
    "falsification_gap": Harm(N_("saying other than one thinks; nobody knows what others think"), _SPEECH),
    "aware": Harm(N_("living with the knowledge of being watched"), N_("reversible slowly: trust returns over months "
                                                                   "or years")),
}  # fmt: skip

_SHARED = {
    "flags": N_("one group bears more of the alerts than another, a head"),
    "visits": N_("one group bears more of the visits than another, a head"),
    "detentions": N_("one group bears more of the detentions than another, a head"),
    "doors": N_("one group bears more of the refusals than another, a head"),
}
HARMS |= {
    f"disparity_{what}_{whom}": Harm(words, _UNEQUAL)
    for what, words in _SHARED.items()
    for whom in ("minority", "female")
}

PURPOSE = ("incidents", "incidents_unseen", "incidents_unseen_share", "alert_precision", "alert_precision_unprotected",
           "wrongly_cleared", "wrongly_cleared_share", "officer_hours", "convictions", "charges")  # fmt: skip
"""Measures of what the operator wants and what it takes, shown with the same care as the harms."""

NOT_HARMS = (
    "messages", "group_share", "score_gini", "score_mobility", "trust", "protest", "infractions", "ruler_error",
    "ruler_support", "true_support", "list_experiment_gap", "list_experiment_error", "deleted_in_30min_share",
    "deleted_in_a_day_share",
)  # fmt: skip
"""Measures that count no harm to a person: they describe people, methods, or what a ruler knows."""

MAIN = tuple(name for name, harm in HARMS.items() if harm.main)
