"""Bursts of unrest: how often a seed has one, and the days of a single seed, which means over seeds would hide."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.language import N_
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play

READINGS = {"printed": N_("as printed"), "rounded": N_("rounded"), "floored": N_("rounded down")}
"""Arms of the three readings, and what the picture calls them."""
MANY, SETTLED, SHOWN = 50, 100, 200
"""Active people that make a burst; days until the first figures are read; days that the picture shows."""


def drive(play: Play) -> Driven:
    """`bursts_<arm>`: bursts a seed; rows `one_seed`: active people of the first seed, day by day."""
    active = {arm: _active(play, arm) for arm in READINGS}
    figures = {f"bursts_{arm}": begun(days[:, SETTLED:]) for arm, days in active.items()}
    rows = [
        {"x": SETTLED + 1 + day, "y": float(count), "series": READINGS[arm]}
        for arm, days in active.items()
        for day, count in enumerate(days[0, SETTLED : SETTLED + SHOWN])
    ]
    return Driven(figures, {"one_seed": rows})


def begun(days: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """(replicate,) how often more than MANY are active after a day with no more. days: (replicate, day)."""
    above = days > MANY
    return np.asarray((above[:, 1:] & ~above[:, :-1]).sum(axis=1), np.float64)


def _active(play: Play, arm: str) -> npt.NDArray[Any]:
    return np.asarray(play.arm(arm)["protest"].sel(group="all").isel(place=0).values)
