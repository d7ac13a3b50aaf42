"""What one world is beside another: differences, pair by pair, and courses over the years. Reads records only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from sousveil.language import N_
from sousveil.measures.interval import estimate
from sousveil.measures.paired import said
from sousveil.world.measures import MEASURES, WorldMeasure
from sousveil.world.records import GUESSED

Floats = npt.NDArray[np.float64]
Entry = dict[str, Any]
LACKING = {
    "baseline": N_("nothing in the baseline makes it"), "reform": N_("nothing in the reform makes it"),
    "baseline and the reform": N_("nothing in the baseline and the reform makes it"),
}  # fmt: skip
"""Sides that lack what makes a measure -> why there is no effect."""


@dataclass(frozen=True)
class Side:
    """Worlds of one kind: an arm of a dataset. World n of two sides has the same luck, and guess n is the same."""

    records: xr.Dataset
    arm: str

    def values(self, measure: WorldMeasure, year: int) -> Floats:
        """(replicate, group) what the worlds hold."""
        return np.asarray(measure.value(self.records, measure.variable, year)[self._at])

    def guesses(self, measure: WorldMeasure, year: int) -> Floats | None:
        """(guess, group) the same under other guesses; None where nothing was guessed."""
        if "guess" not in self.records.sizes:
            return None
        return np.asarray(measure.value(self.records, GUESSED + measure.variable, year)[self._at])

    @property
    def _at(self) -> int:
        return int(self.records["arm"].values.tolist().index(self.arm))


def effects(baseline: Side, reform: Side) -> list[Entry]:
    """An entry a measure, year and class: baseline, reform, effect with its interval, and its range over guesses.

    The range holds the effect itself, too: what the scenario says is one of the guesses.
    """
    known = baseline.records["year"].values
    return [
        entry for measure in MEASURES for year in measure.years if year in known
        for entry in _entries(measure, year, baseline, reform)
    ]  # fmt: skip


def _entries(measure: WorldMeasure, year: int, baseline: Side, reform: Side) -> Iterator[Entry]:
    lacking = [word for word, side in (("baseline", baseline), ("reform", reform)) if not measure.told(side.records)]
    groups, sizes = baseline.records["group"].values.tolist(), baseline.records["countries"].values.tolist()
    if lacking:
        why = LACKING[" and the ".join(lacking)]
        yield _entry(measure, year, "all", int(sizes[0])) | {"says": "not assessed", "reason": why}
        return
    before, after = baseline.values(measure, year), reform.values(measure, year)
    guessed = baseline.guesses(measure, year), reform.guesses(measure, year)
    for g, group in enumerate(groups):
        found = estimate((after[:, g] - before[:, g]).tolist())
        assert found is not None
        made = _entry(measure, year, group, int(sizes[g])) | {
            "baseline": float(before[:, g].mean()), "reform": float(after[:, g].mean()),
            "effect": found.value, "low": found.low, "high": found.high, "standard_error": found.standard_error,
        }  # fmt: skip
        if guessed[0] is not None and guessed[1] is not None and guessed[0].size:
            moved = guessed[1][:, g] - guessed[0][:, g]
            made["assumed_low"] = min(found.value, float(moved.min()))
            made["assumed_high"] = max(found.value, float(moved.max()))
        yield made | {"says": said(made)}


def _entry(measure: WorldMeasure, year: int, group: str, size: int) -> Entry:
    nothing = ("baseline", "reform", "effect", "low", "high", "assumed_low", "assumed_high", "standard_error")
    return {
        "name": measure.name, "year": year, "group": group, **dict.fromkeys(nothing),
        "unit": measure.unit, "per": f"of {size} countries",
    }  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A number of one year: its mean over worlds, the interval of luck, and the range over guesses."""

    year: int
    value: float
    low: float | None
    high: float | None
    assumed_low: float | None
    assumed_high: float | None


def course(records: xr.Dataset, variable: str, arm: str, group: str = "all") -> list[Point]:
    """A count of countries, or a mean over them, year by year."""
    lived = _drawn(records, variable, arm, group)
    other = _drawn(records, GUESSED + variable, arm, group) if GUESSED + variable in records else None
    made = []
    for at, year in enumerate(records["year"].values.tolist()):
        found = estimate(lived[:, at].tolist())
        assert found is not None
        span = (None, None) if other is None or not other.size else _span(other[:, at], found.value)
        made.append(Point(int(year), found.value, found.low, found.high, *span))
    return made


def _drawn(records: xr.Dataset, variable: str, arm: str, group: str) -> Floats:
    """(draws, years)."""
    at = records["arm"].values.tolist().index(arm), records["group"].values.tolist().index(group)
    return np.asarray(records[variable].values, np.float64)[at[0], :, :, at[1]]


def _span(guesses: Floats, value: float) -> tuple[float, float]:
    return min(value, float(guesses.min())), max(value, float(guesses.max()))
