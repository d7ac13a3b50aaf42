"""Designs: at which points a sweep looks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

from scipy.stats import qmc

from sousveil.contract.errors import RequestError, unknown
from sousveil.scenario.guesses import points
from sousveil.sweep.axes import MOST, Axis

Rows = list[tuple[float, ...]]
"""For each point a number on every axis."""
DESIGNS = {
    "grid": "every combination of the values named",
    "lhs": "a Latin hypercube (McKay, Beckman and Conover 1979): each axis in as many strata as there are points",
    "sobol": "Sobol' points (1967), scrambled after Owen (1998): evenly spread in every few dimensions together",
}
GRID, HYPERCUBE, SOBOL = DESIGNS
DEEPEST = 21_201
"""Dimensions for which directions of Sobol' points are known (Joe and Kuo 2008)."""


def designed(design: str, axes: Sequence[Axis], number: int | None, seed: int) -> Rows:
    """The points of a design, `number` of them where it is no grid; raises RequestError for an empty or endless one."""
    if design not in DESIGNS:
        raise unknown("design", design, DESIGNS, where="--design")
    if design == GRID:
        return _grid(axes, number)
    if number is None or not 1 <= number <= MOST:
        raise RequestError("this design needs a number of points", where="--points", found=str(number),
                           allowed=f"1 to {MOST:,}")  # fmt: skip
    shares = hypercube(axes, number, seed) if design == HYPERCUBE else sobol(len(axes), number, seed)
    return [tuple(axis.at(share) for axis, share in zip(axes, row, strict=True)) for row in shares]


def _grid(axes: Sequence[Axis], number: int | None) -> Rows:
    if number is not None:
        raise RequestError("a grid has the points that its values make", where="--points", found=str(number),
                           allowed="--design lhs or sobol")  # fmt: skip
    for axis in axes:
        if not axis.values:
            raise RequestError("a grid needs values, one by one", where=axis.said,
                               allowed=f"{axis.name}=low:high:steps, or --design lhs or sobol")  # fmt: skip
    count = math.prod(len(axis.values) for axis in axes)
    if count > MOST:
        raise RequestError("this grid has too many points", where="--over", found=f"{count:,}",
                           allowed=f"at most {MOST:,}; or --design lhs --points N")  # fmt: skip
    return list(product(*(axis.values for axis in axes)))


def hypercube(axes: Sequence[Axis], number: int, seed: int) -> Rows:
    """Shares from 0 to 1; those of an axis depend on its name, `number` and `seed` alone."""
    return [tuple(point.values()) for point in points([axis.name for axis in axes], number, seed)]


def sobol(dimensions: int, number: int, seed: int) -> Rows:
    """Shares from 0 to 1. The first points of a longer design are those of a shorter one."""
    if dimensions > DEEPEST:
        raise RequestError("too many axes for Sobol' points", found=f"{dimensions:,}", allowed=f"at most {DEEPEST:,}")
    sequence = qmc.Sobol(dimensions, scramble=True, rng=seed)
    # a whole power of two, as the sequence likes it, of which the first are taken
    made = sequence.random_base2(max(0, (number - 1).bit_length()))[:number]
    return [tuple(row) for row in made.tolist()]
