"""Records of worlds -> numbers in natural units, by arm and class of country, with intervals of both kinds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import xarray as xr

from sousveil.measures.assumed import assumed
from sousveil.measures.interval import estimate
from sousveil.world.records import GUESSED

SCHEMA = 1
YEARS = (2019, 2025, 2030)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class WorldMeasure:
    """A number of countries. value: records, prefix of the variables, year -> (arm, draw, group)."""

    name: str
    doc: str
    value: Callable[[xr.Dataset, str, int], Floats]
    unit: str = "countries"


def at(event: str) -> Callable[[xr.Dataset, str, int], Floats]:
    """What is so at the end of a year."""
    return lambda records, prefix, year: np.asarray(records[prefix + event].sel(year=year).values, np.float64)


def until(event: str, first: int = 2013) -> Callable[[xr.Dataset, str, int], Floats]:
    """What happened from a year on, up to the end of another."""

    def value(records: xr.Dataset, prefix: str, year: int) -> Floats:
        mine = records[prefix + event].sel(year=slice(first, year))
        return np.asarray(mine.sum("year").values, np.float64)

    return value


MEASURES: tuple[WorldMeasure, ...] = (
    WorldMeasure("running", "run a surveillance system", at("runs_system")),
    WorldMeasure("running_exporters", "run one with supply from the exporter", at("runs_exporters")),
    WorldMeasure("reachable", "run one whose data the exporter can reach", at("is_reachable")),
    WorldMeasure("dropped", "times a system was dropped", until("drops_system"), "times"),
    WorldMeasure("laws_copied", "have copied a law on data or speech", at("has_copied")),
    WorldMeasure("supporting", "support the exporter", at("stands_for")),
    WorldMeasure("opposing", "oppose it", at("stands_against")),
    WorldMeasure("leaning_closed", "think better of the closed model than of the open one", at("leans_closed")),
    WorldMeasure("open_regimes", "have an openness of a half or more", at("is_open")),
)


def summarise(
    records: xr.Dataset, performance: Mapping[str, Any], facts: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The summary of a run of worlds, as summary.json holds it."""
    attributes = records.attrs
    return {
        "schema": SCHEMA, "scenario": str(attributes["scenario"]), "countries": int(attributes["countries"]),
        "quarters": int(attributes["quarters"]), "seed": int(attributes["seed"]),
        "replicates": int(records.sizes["replicate"]), "version": str(attributes["version"]),
        "measures": [entry for measure in MEASURES for entry in entries(measure, records)],
        "facts": list(facts), "performance": dict(performance),
        "assumed": assumed(str(attributes["mechanisms"]).split()), "regimes": str(attributes["regimes"]),
        "ignorance": {"draws": int(records.sizes["guess"])} if "guess" in records.sizes else None,
        "state_hash": str(attributes["state_hash"]),
    }  # fmt: skip


def entries(measure: WorldMeasure, records: xr.Dataset) -> list[dict[str, Any]]:
    """An entry a year, arm and class of country."""
    made = []
    groups, words = records["group"].values.tolist(), records["arm"].values.tolist()
    for year in (year for year in YEARS if year in records["year"].values):
        lived = measure.value(records, "", year)
        other = measure.value(records, GUESSED, year) if "guess" in records.sizes else None
        for a, arm in enumerate(words):
            for g, group in enumerate(groups):
                found = estimate(lived[a, :, g].tolist(), (0, float("inf")))
                assert found is not None
                span = (None, None) if other is None else (float(other[a, :, g].min()), float(other[a, :, g].max()))
                made.append({
                    "name": measure.name, "arm": arm, "group": group, "year": year, "value": found.value,
                    "low": found.low, "high": found.high, "assumed_low": span[0], "assumed_high": span[1],
                    "unit": measure.unit, "per": f"of {int(records['countries'].values[g])} countries",
                })  # fmt: skip
    return made


def measure_files(summary: Mapping[str, Any]) -> dict[str, bytes]:
    """File name -> content: summary.json and measures.csv, UTF-8."""
    text = json.dumps(summary, indent=1, allow_nan=False, ensure_ascii=False) + "\n"
    table = pl.DataFrame(list(summary["measures"]))
    return {"summary.json": text.encode(), "measures.csv": table.write_csv().encode()}
