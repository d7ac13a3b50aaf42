"""Simulated figures that stand beside published ones, by name."""

from __future__ import annotations

import math

import numpy as np

from sousveil.contract.errors import unknown
from sousveil.contract.events import BY_NAME
from sousveil.measures import minds, one_system, speech
from sousveil.measures.counts import ABROAD, ALL, PER, Counts, Floats, ratio
from sousveil.measures.interval import estimate
from sousveil.measures.minds import RECENT
from sousveil.measures.quantity import MINORITY, Figure, Quantity, events, one, people_in, pilot, total
from sousveil.measures.registry import MEASURES


def _rate(counts: Counts, part: str, whole: str) -> Floats:
    return ratio(total(part)(counts), total(whole)(counts))


def _silent(counts: Counts, silent: str, spoke: str) -> Floats:
    return ratio(total(silent)(counts), total(silent, spoke)(counts))


SENSITIVE = speech.SENSITIVE
TRIED = ("convicted", "acquitted")
FACES = ("face_hit", "face_alarm")
TAKEN = ("detained_criminally", "interned")

_ALL: tuple[Quantity, ...] = (
    events("deleted_in_30min_share", "deleted_in_30min", ("deleted",), "deleted within 30 minutes, of all deleted"),
    events("deleted_in_a_day_share", "deleted_in_a_day", ("deleted",), "deleted within a day, of all deleted"),
    events("deleted_share", "deleted", SENSITIVE, "deleted, for each sensitive message sent", binomial=False),
    events("hold_share", "held_for_review", ("to_group",), "held for review, of sensitive posts to a group"),
    events("hold_dropped_share", "hold_dropped", ("held_for_review",), "held posts that never appeared"),
    Quantity(
        "mobilisation_to_criticism_censorship_ratio",
        "ratio",
        "chance of being censored: calls for action to criticism",
        lambda counts: _rate(counts, "mobilisation_censored", "mobilisation"),
        lambda counts: _rate(counts, "criticism_censored", "criticism"),
        ("mobilisation_censored", "criticism_censored", "mobilisation", "criticism"),
        binomial=False,
    ),
    Quantity(
        "group_to_private",
        "ratio",
        "chance of being censored: messages to a group to messages to one person",
        lambda counts: _rate(counts, "group_censored", "to_group"),
        lambda counts: ratio(total("private_censored")(counts), total(*SENSITIVE)(counts) - total("to_group")(counts)),
        ("group_censored", "private_censored", "to_group"),
        binomial=False,
    ),
    events("silence_share", "held_back", ("held_back", *SENSITIVE), "kept silent, of sensitive occasions"),
    Quantity(
        "silence_of_approvers_to_others",
        "ratio",
        "kept silent, of sensitive occasions: people who approve of the ruler to all others",
        lambda counts: _silent(counts, "approver_silent", "approver_spoke"),
        lambda counts: ratio(
            total("held_back")(counts) - total("approver_silent")(counts),
            total("held_back", *SENSITIVE)(counts) - total("approver_silent", "approver_spoke")(counts),
        ),
        ("approver_silent", "approver_spoke", "held_back"),
        binomial=False,
    ),
    events("blocked_abroad", "blocked", ("online",), "blocked, for each day online of people abroad", ABROAD),
    events("charged_share", "charged", ("detained_criminally",), "charged, for each criminal detention"),
    events("convicted_share", "convicted", TRIED, "convicted, of those tried"),
    events("acquittal_share", "acquitted", TRIED, "acquitted, of those tried"),
    events("reviewed_dismissed_share", "dismissed", ("reviewed",), "dismissed by the officer, of alerts read"),
    events("contact_seen_share", "contact_seen", ("contact",), "noticed, of contacts with watched accounts"),
    events("face_precision", "face_hit", FACES, "right, of matches with the watch list"),
    events("stopped_per_match", "stop", FACES, "stopped, for each match with the watch list", binomial=False),
    events("interned_per_flag_minority", "interned", ("flag",), "interned, for each alert", MINORITY, binomial=False),
    events("criminal_per_flag", "detained_criminally", ("flag",), "held as a suspect, for each alert", binomial=False),
    events(
        "criminal_per_flag_minority",
        "detained_criminally",
        ("flag",),
        "held as a suspect, for each alert",
        MINORITY,
        binomial=False,
    ),
    Quantity(
        "interned_per_listed_pilot",
        "share",
        "interned, for each person of the minority newly listed, in the regions with internment",
        pilot("interned"),
        pilot("suspect_listed"),
        ("interned", "suspect_listed"),
        binomial=False,
    ),
    Quantity(
        "criminal_per_listed_pilot",
        "share",
        "held as a suspect, for each person of the minority newly listed, in the regions with internment",
        pilot("detained_criminally"),
        pilot("suspect_listed"),
        ("interned", "detained_criminally", "suspect_listed"),
        binomial=False,
    ),
    Quantity(
        "interned_share_pilot",
        "share",
        "internments over the run, for each person of the minority, in the regions with internment",
        pilot("interned"),
        lambda counts: people_in(counts, MINORITY, pilot_only=True),
        ("interned",),
        binomial=False,
    ),
    Quantity(
        "arrest_concentration",
        "ratio",
        "criminal detentions and internments a head: the regions with internment to everywhere",
        lambda counts: ratio(pilot(*TAKEN, group=ALL)(counts), people_in(counts, pilot_only=True)),
        lambda counts: ratio(total(*TAKEN)(counts), people_in(counts, pilot_only=False)),
        ("interned", "detained_criminally"),
        binomial=False,
    ),
    events(
        "charged_per_incident",
        "charged",
        ("incident_seen", "incident_reported"),
        "charged, for each offence recorded",
        binomial=False,
    ),
    Quantity(
        "interned_share_minority",
        "share",
        "internments over the run, for each person of the minority",
        total("interned", group=MINORITY),
        lambda counts: np.full(counts.replicates, float(counts.people[counts.column(MINORITY)])),
        ("interned",),
    ),
    Quantity(
        "travel_denied_per_listed",
        "refusals a person",
        "refusals to travel over the run, for each person on the judgment-defaulter list on an average day",
        total("travel_denied"),
        lambda counts: total("on_defaulter_list")(counts) / counts.days,
        ("travel_denied", "on_defaulter_list"),
        binomial=False,
    ),
    Quantity(
        "defaulter_stock_per_100k",
        f"per {PER:,} people",
        "people on the judgment-defaulter list at the end",
        lambda counts: PER * counts.daily("on_defaulter_list", -1)[:, counts.column(ALL)],
        lambda counts: np.full(counts.replicates, float(counts.people[counts.column(ALL)])),
        ("on_defaulter_list",),
        binomial=False,
    ),
    Quantity(
        "hash_recall",
        "share",
        "sensitive files whose hash is on the block list at the end",
        lambda counts: counts.shared("hash_coverage")[:, -1],
        one,
        shared=("hash_coverage",),
        binomial=False,
    ),
    Quantity(
        "awareness",
        "share",
        "people of 15 and more who learnt during the run that the system watches",
        total("learnt"),
        lambda counts: np.full(counts.replicates, counts.adults[counts.column(ALL)]),
        ("learnt",),
    ),
    Quantity(
        "falsification_gap",
        "percentage points",
        f"more who say that they support the ruler than who do, of people of 15 and more, over the last {RECENT} days",
        lambda counts: minds.falsification_gap(counts)[:, counts.column(ALL)],
        one,
        minds.SAYS_AND_THINKS,
        binomial=False,
    ),
    *one_system.FIGURES,
)

QUANTITIES: dict[str, Quantity] = {quantity.name: quantity for quantity in _ALL}


def figure(name: str, counts: Counts, group: str = ALL) -> tuple[Figure, str]:
    """A quantity or measure by name, and its unit; raises RequestError for an unknown one.

    `group` chooses the group of a measure; a quantity has its own.
    """
    if name in QUANTITIES:
        quantity = QUANTITIES[name]
        return _quantity(quantity, counts), quantity.unit
    if name in MEASURES:
        return _measure(name, counts, group), " per ".join(filter(None, (MEASURES[name].unit, MEASURES[name].per)))
    raise unknown("quantity or measure", name, {**QUANTITIES, **MEASURES})


def _measure(name: str, counts: Counts, group: str) -> Figure:
    measure = MEASURES[name]
    missing = measure.lacking(counts)
    if missing:
        return Figure(None, reason=missing)
    values = measure.value(counts)
    found = estimate(values[:, counts.column(group) if measure.by_group else 0].tolist())
    return Figure(found.value, found.standard_error) if found else Figure(None, reason=measure.empty)


def by_replicate(name: str, counts: Counts) -> tuple[Floats, str]:
    """A quantity of each replicate, (replicate,), NaN where there is none; and why it has none at all, if so."""
    quantity = QUANTITIES[name]
    missing = _lacking(quantity, counts)
    if missing:
        return np.full(counts.replicates, np.nan), missing
    return ratio(quantity.part(counts), quantity.whole(counts)), ""


def _lacking(quantity: Quantity, counts: Counts) -> str:
    missing = counts.lacking(quantity.needs)
    return missing or next((f"nothing settles {name!r}" for name in quantity.shared if name not in counts.records), "")


def _quantity(quantity: Quantity, counts: Counts) -> Figure:
    missing = _lacking(quantity, counts)
    if missing:
        return Figure(None, reason=missing)
    part, whole = quantity.part(counts), quantity.whole(counts)
    found = estimate(ratio(part, whole).tolist())
    if found is None:
        what = ", ".join(BY_NAME[event].doc for event in quantity.needs[1:]) or "the whole"
        return Figure(None, reason=f"it never happened: {what}")
    if found.standard_error is None and quantity.binomial:
        return Figure(found.value, _binomial(found.value, float(whole.sum())))
    return Figure(found.value, found.standard_error)


def _binomial(share: float, trials: float) -> float | None:
    """Standard error of a share of independent trials; people who share a place are less than independent."""
    return math.sqrt(share * (1 - share) / trials) if 0 <= share <= 1 and trials > 0 else None
