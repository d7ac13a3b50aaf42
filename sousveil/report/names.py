"""What measures and groups are called on the page, in a few plain words."""

from __future__ import annotations

from sousveil.contract.columns import AGE_BANDS, GROUPS
from sousveil.language import ENGLISH, N_, _, spoken
from sousveil.measures.articles import ARTICLES
from sousveil.report.words import plain

MEASURES: dict[str, str] = {
    "flags": N_("alerts raised about people"),
    "wrong_flags": N_("alerts that were wrong or about protected conduct"),
    "alert_precision": N_("alerts about something the person did do"),
    "alert_precision_unprotected": N_("alerts about something the person did do and no right protects"),
    "visits": N_("visits by officers"),
    "stops": N_("stops in the street"),
    "wrongful_visits": N_("visits and stops made wrongly"),
    "detentions": N_("detentions"),
    "wrongful_detentions": N_("wrongful detentions"),
    "detentions_operator_error": N_("detentions of people who did nothing the system targets"),
    "detentions_protected": N_("detentions for protected conduct"),
    "liberty_days_lost": N_("days of liberty lost"),
    "liberty_days_lost_innocent": N_("days of liberty lost by the innocent"),
    "messages_not_sent": N_("messages not sent out of caution"),
    "wrongful_exclusion": N_("doors closed wrongly"),
    "falsification_gap": N_("gap between what people say and what they think"),
    "ruler_error": N_("error of the ruler about support"),
    "incidents": N_("offences with a victim"),
    "incidents_unseen": N_("offences that nobody recorded"),
    "wrongly_cleared": N_("alerts dismissed although there was something to them"),
    "wrongly_cleared_share": N_("share of dismissed alerts to which there was something"),
    "aware": N_("share of people who know that the system watches"),
    "officer_hours": N_("officers' hours"),
    "protest": N_("days in the street"),
    "score_gini": N_("inequality of the score"),
    "score_locked_in": N_("share locked in at the bottom of the score"),
    "score_mobility": N_("moves between tiers of the score"),
    "time_to_repair": N_("days until a low score is repaired"),
    "travel_denied": N_("bookings refused"),
    "credit_denied": N_("credit refused"),
    "school_denied": N_("school places refused"),
    "work_denied": N_("posts or promotions refused"),
    "accounts_cut": N_("accounts suspended"),
    "benefits_reclaimed": N_("people made to pay a benefit back"),
    "benefits_reclaimed_wrongly": N_("people made to pay back what was due to them"),
    "food_refused": N_("refusals of food for want of the card"),
    "silence_share": N_("share of sensitive occasions on which people kept silent"),
    "blocked": N_("messages stopped before they were sent"),
    "messages": N_("messages sent"),
    "messages_deleted": N_("messages deleted afterwards"),
    "deleted_in_30min_share": N_("share of deletions within 30 minutes"),
    "deleted_in_a_day_share": N_("share of deletions within a day"),
    "posts_held": N_("posts held for review"),
    "hold_dropped_share": N_("share of held posts that never appeared"),
    "group_share": N_("share of sensitive messages that went to a group"),
    "face_alarms": N_("people mistaken for somebody on the watch list"),
    "false_reports": N_("reports by informers without cause"),
    "false_merges": N_("records merged into the wrong portrait"),
    "contacts_seen": N_("noticed contacts with watched accounts"),
    "suspects_listed": N_("entries of the pre-emptive list"),
    "kin_pressed": N_("people pressed to silence a relative abroad"),
    "charges": N_("people charged"),
    "convictions": N_("people convicted"),
    "internments": N_("people interned without charge or term"),
    "criminal_detentions": N_("people held as suspects"),
    "wrongful_convictions": N_("people convicted without an unprotected deed"),
    "liberty_days_innocent_share": N_("share of days in custody that fell on the innocent"),
    "wrongful_listings": N_("people listed without an unprotected deed"),
    "time_on_defaulter_list": N_("days on the judgment-defaulter list"),
    "time_on_suspect_list": N_("days on the pre-emptive list"),
    "list_experiment_gap": N_("gap that a list experiment would show"),
    "list_experiment_error": N_("standard error of a list experiment"),
    "incidents_unseen_share": N_("share of offences that nobody recorded"),
    "infractions": N_("traffic and administrative rules broken"),
    "ruler_support": N_("support for the ruler as reported"),
    "true_support": N_("support for the ruler as it is"),
    "disparity_flags_minority": N_("ratio of alerts, minority to majority"),
    "disparity_flags_female": N_("ratio of alerts, women to men"),
    "disparity_visits_minority": N_("ratio of visits, minority to majority"),
    "disparity_visits_female": N_("ratio of visits, women to men"),
    "disparity_detentions_minority": N_("ratio of detentions, minority to majority"),
    "disparity_detentions_female": N_("ratio of detentions, women to men"),
    "disparity_doors_minority": N_("ratio of refusals, minority to majority"),
    "disparity_doors_female": N_("ratio of refusals, women to men"),
}
"""Short names for charts and tables; the full definition of a measure is its own `doc`."""

EVENTS: dict[str, str] = {
    "flag": N_("alerts"),
    "visit": N_("visits"),
    "stop": N_("stops in the street"),
    "detained_administratively": N_("administrative detention"),
    "detained_criminally": N_("criminal detention"),
    "interned": N_("internment"),
    "convicted": N_("convictions"),
    "travel_denied": N_("refused bookings"),
    "credit_denied": N_("refused credit"),
    "school_denied": N_("refused school places"),
    "work_denied": N_("refused posts"),
    "travel_closed": N_("closed travel"),
    "account_cut": N_("suspended accounts"),
    "incident": N_("offences"),
    "held_back": N_("silence"),
    "says_support": N_("public support"),
    "supports": N_("private support"),
}
"""Events that the page may have to call absent."""


def measure(name: str) -> str:
    """A measure in a few words."""
    return _(MEASURES[name]) if name in MEASURES else plain(name)


def short(name: str) -> str:
    """The name of a measure in the code as words; in another language than the code's, the measure in a few words."""
    return plain(name) if spoken() == ENGLISH else measure(name)


def event(name: str) -> str:
    """An event in a few words."""
    return _(EVENTS[name]) if name in EVENTS else plain(name)


def group(name: str) -> str:
    """A group in a few words."""
    return plain(name) if name in AGE_BANDS or name not in GROUPS else _(GROUPS[name])


def unit(said: str) -> str:
    """A unit such as 'alerts per 100,000 people a year'."""
    what, joined, per = said.partition(" per ")
    return _("{unit} per {per}", unit=_(what), per=_(per)) if joined else _(said)


def article(number: int) -> str:
    """'Article 9 (liberty and security of person)'."""
    if number in ARTICLES:
        return _("Article {number} ({right})", number=number, right=_(ARTICLES[number]))
    return _("Article {number}", number=number)
