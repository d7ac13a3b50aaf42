"""Records of worlds -> summary.json: numbers by condition and class of country, with intervals of both kinds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import polars as pl
import xarray as xr

from sousveil.measures.assumed import of_rules
from sousveil.measures.interval import LEVEL, estimate
from sousveil.world.measures import MEASURES, Floats, WorldMeasure
from sousveil.world.records import GUESSED

SCHEMA = 1
TAILS = (100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2)
"""Percentiles between which one world in 20 does not lie."""


def summarise(
    records: xr.Dataset, performance: Mapping[str, Any], facts: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The summary of a run of worlds, as summary.json holds it.

    measures: a number by measure, condition, class and year. differences: the same number less that of the first
    condition, world by world with the same luck and guess by guess.
    """
    attributes = records.attrs
    return {
        "schema": SCHEMA, "scenario": str(attributes["scenario"]), "countries": int(attributes["countries"]),
        "quarters": int(attributes["quarters"]), "seed": int(attributes["seed"]),
        "replicates": int(records.sizes["replicate"]), "version": str(attributes["version"]),
        "measures": [entry for measure in MEASURES for entry in entries(measure, records)],
        "differences": [entry for measure in MEASURES for entry in differences(measure, records)],
        "facts": list(facts), "performance": dict(performance),
        "assumed": of_rules(str(attributes["mechanisms"]).split()), "regimes": str(attributes["regimes"]),
        "ignorance": {"draws": int(records.sizes["guess"])} if "guess" in records.sizes else None,
        "state_hash": str(attributes["state_hash"]),
    }  # fmt: skip


def entries(measure: WorldMeasure, records: xr.Dataset) -> list[dict[str, Any]]:
    """An entry a year, condition and class of country."""
    made = []
    for year in measure.told(records):
        lived, guessed = _values(measure, records, year)
        for a, arm in enumerate(records["arm"].values.tolist()):
            other = None if guessed is None else guessed[a]
            made += _by_group(measure, records, year, arm, lived[a], other, floor=0)
    return made


def differences(measure: WorldMeasure, records: xr.Dataset) -> list[dict[str, Any]]:
    """The same of every other condition less the first: pairs of worlds with the same luck, or with the same guesses.

    against: the first condition. same_sign, other_sign: shares of guesses in which the difference has the sign of
    `value`, or the opposite one; in the rest there is none.
    """
    made = []
    words = records["arm"].values.tolist()
    for year in measure.told(records):
        lived, guessed = _values(measure, records, year)
        for a, arm in enumerate(words[1:], 1):
            other = None if guessed is None else guessed[a] - guessed[0]
            rows = _by_group(measure, records, year, arm, lived[a] - lived[0], other, floor=-np.inf)
            made += [row | {"against": words[0]} | _signs(row["value"], other, g) for g, row in enumerate(rows)]
    return made


def _values(measure: WorldMeasure, records: xr.Dataset, year: int) -> tuple[Floats, Floats | None]:
    """(arm, draw, group) of the worlds lived, and of those with other guesses."""
    guessed = measure.value(records, GUESSED + measure.variable, year) if "guess" in records.sizes else None
    return measure.value(records, measure.variable, year), guessed


def _by_group(
    measure: WorldMeasure, records: xr.Dataset, year: int, arm: str, lived: Floats, guessed: Floats | None, floor: float
) -> list[dict[str, Any]]:
    """An entry a class. low, high: of the mean; world_low, world_high: where 19 of 20 single worlds lie."""
    made, countries = [], records["countries"].values
    for g, group in enumerate(records["group"].values.tolist()):
        found = estimate(lived[:, g].tolist(), (floor, float("inf")))
        assert found is not None
        span = (None, None) if guessed is None else (float(guessed[:, g].min()), float(guessed[:, g].max()))
        one = (None, None) if len(lived) == 1 else tuple(np.percentile(lived[:, g], TAILS).tolist())
        made.append({
            "name": measure.name, "arm": arm, "group": group, "year": year, "value": found.value,
            "low": found.low, "high": found.high, "assumed_low": span[0], "assumed_high": span[1],
            "world_low": one[0], "world_high": one[1],
            "unit": measure.unit, "per": f"of {int(countries[g])} countries", "doc": measure.doc,
        })  # fmt: skip
    return made


def _signs(value: float, guessed: Floats | None, group: int) -> dict[str, float | None]:
    """In which shares of guesses the difference points where the mean does, and the other way."""
    if guessed is None or value == 0:
        return {"same_sign": None, "other_sign": None}
    signs = np.sign(guessed[:, group]) * np.sign(value)
    return {"same_sign": float((signs > 0).mean()), "other_sign": float((signs < 0).mean())}


def measure_files(summary: Mapping[str, Any]) -> dict[str, bytes]:
    """File name -> content: summary.json, and measures.csv and differences.csv, UTF-8."""
    text = json.dumps(summary, indent=1, allow_nan=False, ensure_ascii=False) + "\n"
    tables = {f"{name}.csv": pl.DataFrame(list(summary[name])) for name in ("measures", "differences")}
    return {"summary.json": text.encode()} | {name: table.write_csv().encode() for name, table in tables.items()}
