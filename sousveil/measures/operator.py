"""What the operator wanted, and what it takes: offences, those that nobody recorded, officers' hours."""

from __future__ import annotations

from sousveil.measures.measure import YEARLY, Measure, share, yearly
from sousveil.measures.officers import EVENTS, officer_hours

MEASURES: tuple[Measure, ...] = (
    yearly("incidents", "incident", "offences with a victim, by the group of their author", "offences"),
    yearly(
        "incidents_unseen",
        "incident_unseen",
        "offences that nobody recorded",
        "offences",
        any_of=("incident",),
    ),
    share("incidents_unseen_share", "incident_unseen", "incident", "offences that nobody recorded"),
    yearly(
        "wrongly_cleared",
        "dismissed_wrongly",
        "alerts that an officer dismissed though the person had committed an unprotected deed (about 90 days back)",
        "alerts",
        any_of=("dismissed",),
    ),
    share(
        "wrongly_cleared_share",
        "dismissed_wrongly",
        "dismissed",
        "alerts dismissed though the person had committed an unprotected deed, of those dismissed",
    ),
    yearly("infractions", "infraction", "traffic and administrative rules broken", "infractions"),
    Measure(
        "officer_hours",
        "hours",
        "officers' hours for alerts read, visits, stops, detentions and guarding; the hours of each are assumed",
        officer_hours,
        YEARLY,
        any_of=EVENTS,
        own_rights=(),
        by_group=True,
    ),
)
