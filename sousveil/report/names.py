"""What measures and groups are called on the page, in a few plain words."""

from __future__ import annotations

from sousveil.contract.columns import AGE_BANDS, GROUPS
from sousveil.measures.articles import ARTICLES
from sousveil.report.words import plain

MEASURES: dict[str, str] = {
    "flags": "alerts raised about people",
    "wrong_flags": "alerts that were wrong or about protected conduct",
    "alert_precision": "alerts about something the person did do",
    "alert_precision_unprotected": "alerts about something the person did do and no right protects",
    "visits": "visits by officers",
    "stops": "stops in the street",
    "wrongful_visits": "visits and stops made wrongly",
    "detentions": "detentions",
    "wrongful_detentions": "wrongful detentions",
    "detentions_operator_error": "detentions of people who did nothing the system targets",
    "detentions_protected": "detentions for protected conduct",
    "liberty_days_lost": "days of liberty lost",
    "liberty_days_lost_innocent": "days of liberty lost by the innocent",
    "messages_not_sent": "messages not sent out of caution",
    "wrongful_exclusion": "doors closed wrongly",
    "falsification_gap": "gap between what people say and what they think",
    "ruler_error": "error of the ruler about support",
    "incidents": "offences with a victim",
    "incidents_unseen": "offences that nobody recorded",
    "wrongly_cleared": "alerts dismissed although there was something to them",
    "wrongly_cleared_share": "share of dismissed alerts to which there was something",
    "aware": "share of people who know that the system watches",
    "officer_hours": "officers' hours",
    "protest": "days in the street",
    "score_gini": "inequality of the score",
    "score_locked_in": "share locked in at the bottom of the score",
    "score_mobility": "moves between tiers of the score",
    "time_to_repair": "days until a low score is repaired",
    "travel_denied": "bookings refused",
    "credit_denied": "credit refused",
    "school_denied": "school places refused",
    "work_denied": "posts or promotions refused",
    "accounts_cut": "accounts suspended",
    "benefits_reclaimed": "people made to pay a benefit back",
    "benefits_reclaimed_wrongly": "people made to pay back what was due to them",
    "food_refused": "refusals of food for want of the card",
    "silence_share": "share of sensitive occasions on which people kept silent",
    "blocked": "messages stopped before they were sent",
    "messages": "messages sent",
    "messages_deleted": "messages deleted afterwards",
    "deleted_in_30min_share": "share of deletions within 30 minutes",
    "deleted_in_a_day_share": "share of deletions within a day",
    "posts_held": "posts held for review",
    "hold_dropped_share": "share of held posts that never appeared",
    "group_share": "share of sensitive messages that went to a group",
    "face_alarms": "people mistaken for somebody on the watch list",
    "false_reports": "reports by informers without cause",
    "false_merges": "records merged into the wrong portrait",
    "contacts_seen": "noticed contacts with watched accounts",
    "suspects_listed": "entries of the pre-emptive list",
    "kin_pressed": "people pressed to silence a relative abroad",
    "charges": "people charged",
    "convictions": "people convicted",
    "internments": "people interned without charge or term",
    "criminal_detentions": "people held as suspects",
    "wrongful_convictions": "people convicted without an unprotected deed",
    "liberty_days_innocent_share": "share of days in custody that fell on the innocent",
    "wrongful_listings": "people listed without an unprotected deed",
    "time_on_defaulter_list": "days on the judgment-defaulter list",
    "time_on_suspect_list": "days on the pre-emptive list",
    "list_experiment_gap": "gap that a list experiment would show",
    "list_experiment_error": "standard error of a list experiment",
    "incidents_unseen_share": "share of offences that nobody recorded",
    "infractions": "traffic and administrative rules broken",
    "ruler_support": "support for the ruler as reported",
    "true_support": "support for the ruler as it is",
    "disparity_flags_minority": "ratio of alerts, minority to majority",
    "disparity_flags_female": "ratio of alerts, women to men",
    "disparity_visits_minority": "ratio of visits, minority to majority",
    "disparity_visits_female": "ratio of visits, women to men",
    "disparity_detentions_minority": "ratio of detentions, minority to majority",
    "disparity_detentions_female": "ratio of detentions, women to men",
    "disparity_doors_minority": "ratio of refusals, minority to majority",
    "disparity_doors_female": "ratio of refusals, women to men",
}
"""Short names for charts and tables; the full definition of a measure is its own `doc`."""

EVENTS: dict[str, str] = {
    "flag": "alerts",
    "visit": "visits",
    "stop": "stops in the street",
    "detained_administratively": "administrative detention",
    "detained_criminally": "criminal detention",
    "interned": "internment",
    "convicted": "convictions",
    "travel_denied": "refused bookings",
    "credit_denied": "refused credit",
    "school_denied": "refused school places",
    "work_denied": "refused posts",
    "travel_closed": "closed travel",
    "account_cut": "suspended accounts",
    "incident": "offences",
    "held_back": "silence",
    "says_support": "public support",
    "supports": "private support",
}
"""Events that the page may have to call absent."""


def measure(name: str) -> str:
    """A measure in a few words."""
    return MEASURES.get(name, plain(name))


def event(name: str) -> str:
    """An event in a few words."""
    return EVENTS.get(name, plain(name))


def group(name: str) -> str:
    """A group in a few words."""
    return plain(name) if name in AGE_BANDS else GROUPS.get(name, plain(name))


def article(number: int) -> str:
    """'Article 9 (liberty and security of person)'."""
    return f"Article {number} ({ARTICLES[number]})" if number in ARTICLES else f"Article {number}"
