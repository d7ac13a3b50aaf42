"""SALib (Iwanaga, Usher and Herman 2022, Socio-Environmental Systems Modelling 4:18155): its designs and its indices.

Everything here is about a function on the unit cube; what the function is, is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError

Floats = npt.NDArray[np.float64]
LEVELS = 4
"""Levels of each number in a screening: Morris 1991."""
RESAMPLES = 200
"""Bootstrap samples behind each 95 % confidence."""
SLICES = 10
"""Conditioning slices of PAWN: Pianosi and Wagener 2018."""
Index = Mapping[str, Floats]
"""Kind of an index, or its half width of 95 % confidence -> a value for each number."""


def ready() -> None:
    """Raise RequestError where SALib is not installed."""
    _module("SALib")


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise RequestError("sensitivity needs SALib, which is not installed",
                           allowed="pip install 'sousveil[sensitivity]'") from None  # fmt: skip


def _problem(count: int) -> dict[str, Any]:
    return {"num_vars": count, "names": [f"x{i}" for i in range(count)], "bounds": [[0.0, 1.0]] * count}


def trajectories(count: int, number: int, seed: int) -> Floats:
    """(number x (count + 1), count) points of a screening: in each trajectory one number moves at a time."""
    made: Floats = _module("SALib.sample.morris").sample(_problem(count), number, num_levels=LEVELS, seed=seed)
    return made


def saltelli(count: int, number: int, seed: int) -> Floats:
    """(number x (count + 2), count) points from which first and total indices follow; `number` is a power of two."""
    made: Floats = _module("SALib.sample.sobol").sample(
        _problem(count), number, calc_second_order=False, seed=seed
    )  # fmt: skip
    return made


def morris(points: Floats, values: Floats, seed: int = 1) -> Index:
    """Mean absolute elementary effect, its confidence, and the spread of effects: interaction or curvature."""
    found = _module("SALib.analyze.morris").analyze(
        _problem(points.shape[1]), points, values, num_resamples=RESAMPLES, num_levels=LEVELS, seed=seed
    )
    return {"mean": np.asarray(found["mu_star"], np.float64), "mean_reach": np.asarray(found["mu_star_conf"]),
            "spread": np.asarray(found["sigma"], np.float64)}  # fmt: skip


def sobol(values: Floats, count: int, seed: int = 1) -> Index:
    """Share of the variance that a number explains alone (first) and with all others (total)."""
    found = _module("SALib.analyze.sobol").analyze(
        _problem(count), values, calc_second_order=False, num_resamples=RESAMPLES, seed=seed
    )
    return {"first": np.asarray(found["S1"]), "first_reach": np.asarray(found["S1_conf"]),
            "total": np.asarray(found["ST"]), "total_reach": np.asarray(found["ST_conf"])}  # fmt: skip


def pawn(points: Floats, values: Floats, seed: int = 1) -> Index:
    """How far the whole distribution moves with a number: median Kolmogorov-Smirnov distance over slices of it.

    Confidence is a bootstrap over points. chance: the distance of a number that is not there, by the same points.
    """
    luck = np.random.default_rng(seed)
    beside = np.column_stack([points, luck.random(len(points))])
    again = [luck.integers(0, len(values), len(values)) for _ in range(RESAMPLES // 4)]
    sampled = np.stack([_pawn(beside[chosen], values[chosen]) for chosen in again])[:, :-1]
    found = _pawn(beside, values)
    low, high = np.nanquantile(sampled, [0.025, 0.975], axis=0)
    return {"distance": found[:-1], "distance_low": low, "distance_high": high,
            "chance": np.full(points.shape[1], found[-1])}  # fmt: skip


def _pawn(points: Floats, values: Floats) -> Floats:
    found = _module("SALib.analyze.pawn").analyze(_problem(points.shape[1]), points, values, S=SLICES)
    return np.asarray(found["median"], np.float64)


def whole(values: Floats, block: int) -> npt.NDArray[np.bool_]:
    """Which points belong to blocks, trajectories or samples, of which every point has a value."""
    known = np.isfinite(values).reshape(-1, block).all(axis=1)
    return np.repeat(known, block)


def constant(values: Sequence[float] | Floats) -> bool:
    """Whether nothing moves: indices of a constant say nothing."""
    known = np.asarray(values)
    return bool(len(known) == 0 or np.ptp(known) == 0)
