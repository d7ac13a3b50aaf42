"""What measures and groups are called on the page, in a few plain words."""

from __future__ import annotations

from sousveil.contract.columns import AGE_BANDS, GROUPS
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
}
"""Short names for charts and tables; the full definition of a measure is its own `doc`."""

ARTICLES: dict[int, str] = {
    9: "liberty and security of person",
    12: "freedom of movement",
    14: "fair trial",
    17: "privacy",
    18: "thought, conscience and religion",
    19: "opinion and expression",
    21: "peaceful assembly",
    22: "association",
    23: "family",
    24: "rights of the child",
    25: "public affairs",
    26: "equality before the law",
}
"""Articles of the International Covenant on Civil and Political Rights."""


def measure(name: str) -> str:
    """A measure in a few words."""
    return MEASURES.get(name, plain(name))


def group(name: str) -> str:
    """A group in a few words."""
    return plain(name) if name in AGE_BANDS else GROUPS.get(name, plain(name))


def article(number: int) -> str:
    """'Article 9 (liberty and security of person)'."""
    return f"Article {number} ({ARTICLES[number]})" if number in ARTICLES else f"Article {number}"
