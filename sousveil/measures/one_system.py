"""Simulated figures of the scenarios about one system each: faces, patrols, lists, points, benefits, cards."""

from __future__ import annotations

from typing import Any

import numpy as np

from sousveil.measures.counts import ALL, PER, Counts, Floats, ratio
from sousveil.measures.quantity import MINORITY, Quantity, events, people_in, pilot, total

WEEK = 7  # days


def towns_to_country(counts: Counts, values: Any, *, a_head: bool = False) -> Floats:
    """Values by place, (replicate, place): their mean by people or their sum a head, urban to rural, (replicate,)."""
    people = counts.records["people"].sel(group=ALL)
    kinds = counts.records["place_kind"]

    def level(kind: str) -> Floats:
        there = people.where(kinds == kind, 0)
        shown = values.where(kinds == kind, 0) if a_head else values * there
        return ratio(shown.sum("place").values, float(there.sum()))

    return ratio(level("urban"), level("rural"))


FIGURES: tuple[Quantity, ...] = (
    Quantity(
        "face_alarms_per_search",
        "share",
        "mistaken for somebody on the watch list, of faces searched: recorded passages times the share with a search",
        total("face_alarm"),
        lambda counts: total("passed_camera")(counts) * counts.parameter("face_search.equipped"),
        ("face_alarm", "passed_camera"),
    ),
    Quantity(
        "face_alarms_women_to_men",
        "ratio",
        "mistaken for somebody on the watch list, for each recorded passage: women and girls to men and boys",
        lambda counts: ratio(
            total("face_alarm", group="female")(counts), total("passed_camera", group="female")(counts)
        ),
        lambda counts: ratio(total("face_alarm", group="male")(counts), total("passed_camera", group="male")(counts)),
        ("face_alarm", "passed_camera"),
        binomial=False,
    ),
    Quantity(
        "reported_share",
        "share",
        "reported by victims, of offences that nobody recorded with their author",
        total("incident_reported"),
        lambda counts: total("incident")(counts) - total("incident_seen")(counts),
        ("incident_reported", "incident", "incident_seen"),
    ),
    Quantity(
        "patrols_beyond_offences",
        "ratio",
        "patrols a head at the end, towns to country, over offences a head in the same; one is proportion",
        lambda counts: towns_to_country(counts, counts.records["patrol_share"].isel(time=-1)),
        lambda counts: towns_to_country(counts, counts.records["incident"].sel(group=ALL).sum("time"), a_head=True),
        ("incident",),
        ("patrol_share",),
        binomial=False,
    ),
    Quantity(
        "listed_per_week_pilot",
        "share a week",
        "newly listed in a week, of the people of the minority in the regions with internment",
        pilot("suspect_listed"),
        lambda counts: people_in(counts, MINORITY, pilot_only=True) * counts.days / WEEK,
        ("suspect_listed", "interned"),
        binomial=False,
    ),
    Quantity(
        "criminal_concentration",
        "ratio",
        "criminal detentions a head: the regions with internment to everywhere",
        lambda counts: ratio(pilot("detained_criminally", group=ALL)(counts), people_in(counts, pilot_only=True)),
        lambda counts: ratio(total("detained_criminally")(counts), people_in(counts, pilot_only=False)),
        ("detained_criminally", "interned"),
        binomial=False,
    ),
    Quantity(
        "defaulters_listed",
        f"per {PER:,} people a year",
        "entries of the judgment-defaulter list",
        lambda counts: PER * total("defaulter_listed")(counts),
        lambda counts: np.full(counts.replicates, counts.person_years[counts.column(ALL)]),
        ("defaulter_listed",),
        binomial=False,
    ),
    events(
        "below_tier_to_listed",
        "below_tier",
        ("on_defaulter_list",),
        "days in a tier that closes doors, for each day on the judgment-defaulter list",
        unit="ratio",
        binomial=False,
    ),
    events(
        "points_won_to_lost",
        "score_gained",
        ("score_lost",),
        "days on which points were won, for each day on which points were lost",
        unit="ratio",
        binomial=False,
    ),
    Quantity(
        "reclaimed_wrongly_minority_to_majority",
        "ratio",
        "correct claims paid back all the same, a head: the minority to the majority",
        lambda counts: counts.rate("reclaimed_wrongly")[:, counts.column(MINORITY)],
        lambda counts: counts.rate("reclaimed_wrongly")[:, counts.column("majority")],
        ("reclaimed_wrongly",),
        binomial=False,
    ),
    Quantity(
        "holders_of_adults",
        "share",
        "people with an account or card on the last days, of people of 15 and more",
        lambda counts: counts.daily("on_app_today", -1)[:, counts.column(ALL)],
        lambda counts: np.full(counts.replicates, counts.adults[counts.column(ALL)]),
        ("on_app_today",),
        binomial=False,
    ),
)
