"""Liberty: visits, stops, detention in its forms, verdicts, days lost."""

from __future__ import annotations

from sousveil.contract.events import CUSTODY_EVENTS
from sousveil.measures.measure import YEARLY, Measure, disparity, share, yearly

AGAIN = "somebody detained twice counts twice"

MEASURES: tuple[Measure, ...] = (
    yearly("visits", "visit", "officers came to the door", "visits"),
    yearly("stops", "stop", "people stopped in the street", "stops"),
    Measure(
        "wrongful_visits",
        "visits",
        "visits and stops that were an operator's error or about protected conduct",
        lambda counts: counts.rate("visit_wrongful"),
        YEARLY,
        needs=("visit_wrongful",),
        any_of=("visit", "stop"),
    ),
    yearly("kin_pressed", "kin_pressed", "people pressed to silence a relative abroad", "people"),
    yearly(
        "detentions",
        "detention",
        f"people deprived of liberty, in whatever form; {AGAIN}",
        "people",
        any_of=CUSTODY_EVENTS,
    ),
    Measure(
        "wrongful_detentions",
        "people",
        f"detained though they did nothing the system targets, or for what human-rights law protects; {AGAIN}",
        lambda counts: counts.rate("detention_error", "detention_protected"),
        YEARLY,
        needs=("detention_error", "detention_protected"),
        any_of=CUSTODY_EVENTS,
        own_rights=(9, 14),
    ),
    yearly(
        "detentions_operator_error",
        "detention_error",
        f"detained though they did nothing the system targets; {AGAIN}",
        "people",
        any_of=CUSTODY_EVENTS,
    ),
    yearly(
        "detentions_protected",
        "detention_protected",
        f"detained for what human-rights law protects; {AGAIN}",
        "people",
        any_of=CUSTODY_EVENTS,
    ),
    yearly(
        "administrative_detentions", "detained_administratively", "detained for up to 15 days without a court", "people"
    ),
    yearly("criminal_detentions", "detained_criminally", "held as a suspect", "people"),
    yearly("internments", "interned", "held without charge or term", "people"),
    yearly("charges", "charged", "charged", "people"),
    yearly("convictions", "convicted", "convicted", "people"),
    yearly(
        "wrongful_convictions",
        "conviction_wrongful",
        "convicted without an unprotected deed",
        "people",
        any_of=("convicted",),
        rights=(14,),
    ),
    yearly("liberty_days_lost", "in_custody", "days in custody", "person-days"),
    yearly(
        "liberty_days_lost_innocent",
        "custody_innocent",
        "days in custody of people without an unprotected deed",
        "person-days",
        any_of=("in_custody",),
        rights=(9,),
    ),
    share(
        "liberty_days_innocent_share",
        "custody_innocent",
        "in_custody",
        "days in custody that fell on people without an unprotected deed",
        rights=(9,),
    ),
    disparity("disparity_visits_minority", ("visit",), "minority", "majority", "visits"),
    disparity("disparity_visits_female", ("visit",), "female", "male", "visits"),
    disparity("disparity_detentions_minority", CUSTODY_EVENTS, "minority", "majority", "detentions"),
    disparity("disparity_detentions_female", CUSTODY_EVENTS, "female", "male", "detentions"),
)
