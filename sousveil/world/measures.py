"""What is measured of worlds: numbers of countries, at the end of a year or since the end of 2020."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

from sousveil.world.changes import CHANGES
from sousveil.world.records import CHANGED

Floats = npt.NDArray[np.float64]
LEVEL_YEARS, CHANGE_YEARS = (2019, 2025, 2030), (2025, 2030)


@dataclass(frozen=True)
class WorldMeasure:
    """A number of countries. variable: in the records. years: at whose ends it is told.

    value: records, name of the variable, year -> (arm, draw, group).
    """

    name: str
    doc: str
    variable: str
    value: Callable[[xr.Dataset, str, int], Floats]
    years: tuple[int, ...] = LEVEL_YEARS
    unit: str = "countries"

    def told(self, records: xr.Dataset) -> list[int]:
        """The years in which these records tell it; none where nothing in the scenario made it."""
        if self.variable not in records:
            return []
        return [year for year in self.years if year in records["year"].values]


def at(records: xr.Dataset, variable: str, year: int) -> Floats:
    """What is so at the end of a year."""
    return np.asarray(records[variable].sel(year=year).values, np.float64)


def until(records: xr.Dataset, variable: str, year: int) -> Floats:
    """How often something happened up to the end of a year."""
    return np.asarray(records[variable].sel(year=slice(None, year)).sum("year").values, np.float64)


def _level(name: str, doc: str, event: str) -> WorldMeasure:
    return WorldMeasure(name, doc, event, at)


LEVELS: tuple[WorldMeasure, ...] = (
    _level("running", "run a surveillance system", "runs_system"),
    _level("running_exporters", "run one with supply from the exporter", "runs_exporters"),
    _level("reachable", "run one whose data the exporter can reach", "is_reachable"),
    WorldMeasure("dropped", "times a system was dropped", "drops_system", until, unit="times"),
    _level("laws_copied", "have copied a law on data or speech", "has_copied"),
    _level("supporting", "support the exporter", "stands_for"),
    _level("opposing", "oppose it", "stands_against"),
    _level("leaning_closed", "think better of the closed model than of the open one", "leans_closed"),
    _level("open_regimes", "have an openness of a half or more", "is_open"),
)
SINCE: tuple[WorldMeasure, ...] = tuple(
    WorldMeasure(one.name, one.doc, CHANGED + one.name, at, CHANGE_YEARS) for one in CHANGES
)
MEASURES = (*LEVELS, *SINCE)
