"""The content of summary.json: every measure, for everybody and by group, with an interval or a reason for none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import xarray as xr

from sousveil.measures.assumed import assumed
from sousveil.measures.counts import ABROAD, ALL, Counts, Floats
from sousveil.measures.facts import evaluate
from sousveil.measures.ignorance import Ignorance
from sousveil.measures.interval import Estimate, estimate
from sousveil.measures.kinds import kinds
from sousveil.measures.measure import Measure
from sousveil.measures.registry import MEASURES

SCHEMA = 1
Entry = dict[str, Any]


def summarise(
    records: xr.Dataset,
    performance: Mapping[str, float | int | str] | None = None,
    facts: Iterable[Mapping[str, Any]] = (),
    ignorance: Ignorance | None = None,
) -> dict[str, Any]:
    """The summary of a run. `facts`: the scenario's published figures (see `facts.evaluate`); `performance` is kept.

    ignorance: what other guesses gave, or None where that was not assessed.

    Raises RequestError where a fact names an unknown measure or group.
    """
    attributes = records.attrs
    return {
        "schema": SCHEMA,
        "scenario": str(attributes["scenario"]),
        "people": int(attributes["people"]),
        "days": int(attributes["days"]),
        "seed": int(attributes["seed"]),
        "replicates": int(records.sizes["replicate"]),
        "version": str(attributes["version"]),
        "measures": measured(records) if ignorance is None else ignorance.beside(measured(records)),
        "facts": evaluate(facts, records),
        "places": kinds(records),
        "case_file": {
            "entries": int(attributes["case_entries"]),
            "left_out": int(attributes["case_entries_left_out"]),
        },
        "performance": dict(performance or {}),
        "assumed": assumed(str(attributes["mechanisms"]).split()),
        "ignorance": None if ignorance is None else ignorance.document(),
        "state_hash": str(attributes["state_hash"]),
    }


def measured(records: xr.Dataset, guesses: Mapping[str, float] | None = None) -> list[Entry]:
    """An entry a measure and group, in the order of the sections; `guesses` of what the measures assume: see Counts."""
    counts = Counts(records, guesses)
    return [entry for measure in MEASURES.values() for entry in entries(measure, counts)]


def entries(measure: Measure, counts: Counts) -> list[Entry]:
    """The entries of one measure: everybody first, then each group that has people."""
    missing = measure.lacking(counts)
    if missing:
        return [_entry(measure, ALL, None, missing)]
    values = measure.value(counts)
    if not measure.by_group:
        return [_estimated(measure, ALL, values[:, 0])]
    return [_estimated(measure, group, values[:, counts.column(group)]) for group in groups(measure, counts)]


def groups(measure: Measure, counts: Counts) -> list[str]:
    """The groups that a measure is given for: those with people, and people abroad where it says so."""
    return [
        group
        for group, people in zip(counts.groups, counts.people, strict=True)
        if group == ALL or (people > 0 and (group != ABROAD or measure.abroad))
    ]


def _estimated(measure: Measure, group: str, values: Floats) -> Entry:
    found = estimate(np.asarray(values, np.float64).tolist(), measure.within)
    return _entry(measure, group, found, measure.empty)


def _entry(measure: Measure, group: str, found: Estimate | None, reason: str) -> Entry:
    entry: Entry = {
        "name": measure.name,
        "group": group,
        "value": found.value if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "assumed_low": None,
        "assumed_high": None,
        "unit": measure.unit,
        "per": measure.per,
    }
    return entry if found else entry | {"reason": reason}
