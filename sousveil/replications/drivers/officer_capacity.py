"""Ten officers under two loads: read one alert at a time in short steps, or pooled by the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play

PER = 100_000
"""The desk states officers per so many people."""
FORGOTTEN, READ = 5, 20
"""Readings until it no longer matters that officers are idle at first, and readings from which figures come after."""
Floats = npt.NDArray[np.float64]


def drive(play: Play) -> Driven:
    """Shares of alerts that nobody read. A load is the alerts that come in the mean time of a reading."""
    figures: dict[str, npt.ArrayLike] = {}
    rows: list[dict[str, Any]] = []
    for load in ("load", "overload"):
        for arm, settings in (("clerks", _clerks(play, load)), ("desk", _desk(play, load))):
            step = round(play.values["steps"]) if arm == "clerks" else 1
            lost = _lost(play, arm, settings, step)
            figures[f"{arm}_{load}"] = lost
            rows.append({"name": f"{arm}, {play.values[load]:g} alerts", **_spread(lost)})
    return Driven(figures, {"lost": rows})


def _residents(play: Play, arm: str) -> float:
    """People of each place."""
    cells = play.exhibit.template["population"]["cells"]
    return play.scenario(arm).people / len(cells)


def _clerks(play: Play, load: str) -> Mapping[str, float]:
    """A day is a short part of a reading."""
    values = play.values
    return {
        "hotspots.rate": values[load] / values["steps"] / _residents(play, "clerks"),
        "clerks.officers": values["officers"], "clerks.ending": 1 / values["steps"],
    }  # fmt: skip


def _desk(play: Play, load: str) -> Mapping[str, float]:
    """A day is a reading: an officer reads one alert in it."""
    people = _residents(play, "desk")
    return {
        "hotspots.rate": play.values[load] / people,
        "desk.desk_officers": round(play.values["officers"] / people * PER),
    }


def _lost(play: Play, arm: str, settings: Mapping[str, float], step: int) -> Floats:
    """(replicate,) of the alerts of later days, those that nobody read. step: days to a reading."""
    changes: dict[str, Any] = {"set": dict(settings)}
    if step > 1:
        changes["days"] = (FORGOTTEN + READ) * step
    records = play.live(play.scenario(arm, changes=changes)).isel(time=slice(FORGOTTEN * step, None))

    def total(event: str) -> Floats:
        return np.asarray(records[event].sel(group="all").sum(("place", "time")).values, np.float64)

    return 1 - total("reviewed") / total("flag")


def _spread(lost: Floats) -> dict[str, float]:
    low, high = np.quantile(lost, (0.05, 0.95))
    return {"value": float(lost.mean()), "low": float(low), "high": float(high)}
