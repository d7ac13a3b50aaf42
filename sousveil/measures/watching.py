"""Watching: alerts, and how many of them are right."""

from __future__ import annotations

from sousveil.measures.counts import PER, Counts, Floats, Integers, ratio
from sousveil.measures.measure import SHARE, YEARLY, Measure, disparity, yearly

AUDITED = ("flag", "flag_error", "flag_protected")
NO_ALERT = "no alert was raised"


def wrong_flags(counts: Counts) -> Integers:
    """(replicate, group) alerts that are an error or about protected conduct; the auditor counts each once."""
    return counts.of("flag_error", "flag_protected")


def precision(counts: Counts) -> Floats:
    """One less the share of alerts about something the person did not do."""
    return 1 - counts.share("flag_error", "flag")


MEASURES: tuple[Measure, ...] = (
    yearly("flags", "flag", "days on which an alert was raised about a person", "alerts"),
    Measure(
        "wrong_flags",
        "alerts",
        "alerts about something the person did not do, or about conduct that human-rights law protects, or both",
        lambda counts: ratio(wrong_flags(counts) * float(PER), counts.person_years),
        YEARLY,
        needs=AUDITED,
    ),
    Measure(
        "alert_precision",
        "share",
        "alerts about something the person did do, protected or not",
        precision,
        needs=("flag", "flag_error"),
        within=SHARE,
        empty=NO_ALERT,
    ),
    Measure(
        "alert_precision_unprotected",
        "share",
        "alerts about something the person did do and that no human right protects",
        lambda counts: 1 - ratio(wrong_flags(counts), counts.of("flag")),
        needs=AUDITED,
        within=SHARE,
        empty=NO_ALERT,
    ),
    yearly("face_alarms", "face_alarm", "people mistaken for somebody on the watch list", "alarms"),
    yearly("false_reports", "denounced_falsely", "reports by informers without cause", "reports"),
    yearly("false_merges", "false_merge", "records of somebody else merged into the portrait", "merges"),
    yearly("contacts_seen", "contact_seen", "contacts with watched accounts that were noticed", "contacts"),
    yearly("suspects_listed", "suspect_listed", "entries of the pre-emptive list", "entries"),
    disparity("disparity_flags_minority", ("flag",), "minority", "majority", "alerts"),
    disparity("disparity_flags_female", ("flag",), "female", "male", "alerts"),
)
