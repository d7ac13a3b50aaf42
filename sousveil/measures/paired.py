"""Effects of a reform: every measure on both sides, and the interval of the difference over pairs of replicates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from sousveil.measures.counts import ALL, Counts, Floats
from sousveil.measures.interval import LEVEL, estimate, t_quantile
from sousveil.measures.measure import Measure
from sousveil.measures.registry import MEASURES, measure
from sousveil.measures.summary import groups

Entry = dict[str, Any]
FAR_ENOUGH = 0.1
"""Half the interval, as a part of the effect, that is fine enough to quote."""


def effects(baseline: xr.Dataset, reform: xr.Dataset, guesses: Mapping[str, float] | None = None) -> list[Entry]:
    """An entry a measure and group: baseline, reform, effect (reform less baseline), low, high, unit, per, reason.

    Replicate r of both sides has the same seed, so differences are taken pair by pair; an interval needs two pairs.
    guesses: of what the measures themselves assume, see Counts.
    """
    sides = Counts(baseline, guesses), Counts(reform, guesses)
    return [entry for measure in MEASURES.values() for entry in _entries(measure, *sides)]


def _entries(measure: Measure, baseline: Counts, reform: Counts) -> list[Entry]:
    missing = tuple(measure.lacking(side) for side in (baseline, reform))
    if any(missing):
        reason = "; ".join(f"{side}: {why}" for side, why in zip(("baseline", "reform"), missing, strict=True) if why)
        alone = [
            None if why else estimate(measure.value(side)[:, _column(measure, side, ALL)].tolist(), measure.within)
            for side, why in zip((baseline, reform), missing, strict=True)
        ]
        one, other = (None if side is None else side.value for side in alone)
        return [_entry(measure, ALL, one, other, None, reason)]
    before, after = measure.value(baseline), measure.value(reform)
    return [
        _paired(measure, group, before[:, _column(measure, baseline, group)], after[:, _column(measure, reform, group)])
        for group in (groups(measure, baseline) if measure.by_group else [ALL])
    ]


def _column(measure: Measure, counts: Counts, group: str) -> int:
    return counts.column(group) if measure.by_group else 0


def _paired(measure: Measure, group: str, baseline: Floats, reform: Floats) -> Entry:
    both = np.isfinite(baseline) & np.isfinite(reform)
    if not both.any():
        return _entry(measure, group, None, None, None, measure.empty)
    found = estimate((reform - baseline)[both].tolist())
    return _entry(measure, group, float(baseline[both].mean()), float(reform[both].mean()), found, "")


def _entry(
    measure: Measure, group: str, baseline: float | None, reform: float | None, found: Any, reason: str
) -> Entry:
    entry: Entry = {
        "name": measure.name, "group": group, "baseline": baseline, "reform": reform,
        "effect": found.value if found else None, "low": found.low if found else None,
        "high": found.high if found else None,
        "standard_error": found.standard_error if found else None,
        "unit": measure.unit, "per": measure.per,
    }  # fmt: skip
    return entry | {"reason": reason} if reason else entry


@dataclass(frozen=True)
class Values:
    """A measure of one run, kept when its records are not. by_group: group -> (replicate,); reason: why none."""

    measure: Measure
    by_group: Mapping[str, Floats]
    reason: str = ""


def values(
    records: xr.Dataset, names: Iterable[str], guesses: Mapping[str, float] | None = None
) -> dict[str, Values]:  # fmt: skip
    """These measures of a run, by name; `guesses` of what the measures assume: see Counts."""
    counts, made = Counts(records, guesses), {}
    for name in names:
        one = measure(name)
        missing = one.lacking(counts)
        found = {} if missing else _by_group(one, counts)
        made[name] = Values(one, found, missing)
    return made


def _by_group(one: Measure, counts: Counts) -> dict[str, Floats]:
    value = one.value(counts)
    return {group: value[:, _column(one, counts, group)] for group in (groups(one, counts) if one.by_group else [ALL])}


def between(baseline: Mapping[str, Values], reform: Mapping[str, Values]) -> list[Entry]:
    """The same entries as `effects`, from values that were kept."""
    return [entry for name, one in baseline.items() for entry in _between(one, reform[name])]


def _between(one: Values, other: Values) -> list[Entry]:
    why = "; ".join(f"{side}: {v.reason}" for side, v in (("baseline", one), ("reform", other)) if v.reason)
    if why:
        return [_entry(one.measure, ALL, _alone(one), _alone(other), None, why)]
    return [_paired(one.measure, group, found, other.by_group[group]) for group, found in one.by_group.items()]


def _alone(one: Values) -> float | None:
    """The value on everybody, where there is one."""
    found = None if one.reason else estimate(one.by_group[ALL].tolist(), one.measure.within)
    return None if found is None else found.value


def said(entry: Entry) -> str:
    """What the interval says of an effect: "none", "rises", "falls", "not told apart from none", "not assessed"."""
    effect, low, high = entry["effect"], entry["low"], entry["high"]
    if effect is None:
        return "not assessed"
    if effect == 0 and low in (None, 0) and high in (None, 0):
        return "none"
    if low is None:
        return "not assessed"
    if low <= 0 <= high:
        return "not told apart from none"
    return "rises" if effect > 0 else "falls"


def pairs_needed(entry: Entry, pairs: int) -> int:
    """About how many pairs would tell the effect to a tenth of its size, if it is as large as it looks now."""
    effect, error = entry["effect"], entry["standard_error"]
    if not effect or not error:
        return pairs
    reach: float = t_quantile(max(pairs - 1, 1), (1 + LEVEL) / 2) * error
    return max(pairs, math.ceil(pairs * (reach / (FAR_ENOUGH * abs(float(effect)))) ** 2))
