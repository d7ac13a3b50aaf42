"""Iterative proportional fitting: a table of counts that meets given margins and is otherwise as even as its seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError

Floats = npt.NDArray[np.float64]
Margin = tuple[tuple[int, ...], npt.NDArray[Any]]
TOLERANCE = 1e-9  # of the largest relative misfit; far below one person in a nation
ROUNDS = 1000


def fit(seed: npt.NDArray[Any], margins: Sequence[Margin]) -> Floats:
    """The fitted table. margins: (axes kept, target). Raises RequestError where the margins cannot all be met."""
    table = np.asarray(seed, np.float64).copy()
    targets = [(axes, np.asarray(target, np.float64)) for axes, target in margins]
    totals = [target.sum() for _, target in targets]
    if max(totals) - min(totals) > 1e-6 * max(totals):
        raise RequestError("the margins of the population disagree", found=", ".join(f"{t:,.0f}" for t in totals),
                           allowed="margins that add up to the same number of people")  # fmt: skip
    for _ in range(ROUNDS):
        for axes, target in targets:
            table *= _factor(table, axes, target)
        if max(_misfit(table, axes, target) for axes, target in targets) < TOLERANCE:
            return table
    raise RequestError("the margins of the population cannot be met together",
                       allowed="margins without a cell that is empty in one and filled in another")  # fmt: skip


def _others(table: Floats, axes: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(axis for axis in range(table.ndim) if axis not in axes)


def _factor(table: Floats, axes: tuple[int, ...], target: Floats) -> Floats:
    now = table.sum(axis=_others(table, axes))
    ratio = np.divide(target, now, out=np.zeros_like(target), where=now > 0)
    return np.asarray(np.expand_dims(ratio, _others(table, axes)))


def _misfit(table: Floats, axes: tuple[int, ...], target: Floats) -> float:
    now = table.sum(axis=_others(table, axes))
    return float(np.max(np.abs(now - target) / np.maximum(target, 1.0)))


def whole(expected: Floats, total: int) -> npt.NDArray[np.int64]:
    """Whole numbers that add up to `total`, by largest remainder."""
    scaled = expected * (total / expected.sum())
    floor: npt.NDArray[np.int64] = np.floor(scaled).astype(np.int64)
    missing = total - int(floor.sum())
    order = np.argsort(floor - scaled, axis=None, kind="stable")[:missing]
    floor.reshape(-1)[order] += 1
    return np.asarray(floor, np.int64)


def systematic(expected: Floats, start: float) -> npt.NDArray[np.int64]:
    """Whole numbers within one of what is expected, by systematic sampling from a start in [0, 1).

    Every run of cells adds up to within one of its expectation, so margins along the table's order hold closely. What
    is expected adds up to a whole number.
    """
    ends = np.cumsum(expected.reshape(-1))
    ends[-1] = round(ends[-1])
    passed = np.floor(ends + start)
    made: list[int] = np.diff(passed, prepend=np.floor(start)).astype(np.int64).tolist()
    return np.array(made, np.int64).reshape(expected.shape)
