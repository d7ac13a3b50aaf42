"""Small worlds from a few cells: so many people of a place who begin alike, or spread evenly over a range or a bell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.column import Column, stored_range
from sousveil.contract.columns import BY_NAME, READABLE
from sousveil.contract.places import Place
from sousveil.contract.quantity import Count
from sousveil.population.fitting import whole
from sousveil.population.people import BLOCK

Integers = npt.NDArray[Any]


@dataclass(frozen=True)
class Range:
    """Evenly spaced values, both ends included; one person stands at `low`."""

    low: float
    high: float

    def values(self, count: int) -> npt.NDArray[np.float64]:
        """(count,) values, rising."""
        return np.linspace(self.low, self.high, count)


@dataclass(frozen=True)
class Bell:
    """The middles of equally likely steps of a normal law: no luck, so that a law can be met exactly."""

    mean: float
    sd: float

    def values(self, count: int) -> npt.NDArray[np.float64]:
        """(count,) values, rising."""
        if not self.sd:
            return np.full(count, self.mean)
        law = NormalDist(self.mean, self.sd)
        return np.array([law.inv_cdf((i + 0.5) / count) for i in range(count)])


First = bool | int | float | str | Range | Bell
BEGIN: Mapping[str, First] = {"age": "age_35_44", "urban": True, "on_app": True, "present": True}
"""Adults in a town with an account, unless a cell says otherwise."""


@dataclass(frozen=True)
class Cell:
    """`count` people of a place. begin: column or field -> what it is on the first day; household: 1, 2, 4 or 8."""

    place: str
    count: int
    begin: Mapping[str, First] = field(default_factory=dict)
    household: int = 1


def places_of(cells: tuple[Cell, ...]) -> tuple[Place, ...]:
    """The places, in the order in which they are first named."""
    return tuple(Place(label, label, "urban") for label in dict.fromkeys(cell.place for cell in cells))


def counts_of(cells: tuple[Cell, ...], people: int) -> list[int]:
    """People of each cell: counts are parts of the people there are, as they stand where they add up to them."""
    return [int(count) for count in whole(np.array([float(cell.count) for cell in cells]), people)]


def blocks_of(cells: tuple[Cell, ...], people: int) -> list[int]:
    """Blocks of each place; draws nobody."""
    there = dict.fromkeys((place.label for place in places_of(cells)), 0)
    for cell, count in zip(cells, counts_of(cells, people), strict=True):
        there[cell.place] += count
    return [-(-max(count, 1) // BLOCK) for count in there.values()]


def columns_of(cells: tuple[Cell, ...], people: int) -> tuple[dict[str, Integers], npt.NDArray[np.int32]]:
    """Columns (blocks, 256) and the place of each block. People stand in the order of the cells, place by place."""
    named = {"age", "traits", "account", *(READABLE[name] for cell in cells for name in cell.begin)}
    parts: dict[str, list[Integers]] = {name: [] for name in named}
    block_place: list[npt.NDArray[np.int32]] = []
    counts = counts_of(cells, people)
    for number, (place, blocks) in enumerate(zip(places_of(cells), blocks_of(cells, people), strict=True)):
        mine = [(cell, n) for cell, n in zip(cells, counts, strict=True) if cell.place == place.label]
        for name in named:
            filled = np.concatenate([_column(BY_NAME[name], cell, n) for cell, n in mine])
            empty = np.full(blocks * BLOCK - len(filled), 0 if name == "traits" else BY_NAME[name].absent, filled.dtype)
            parts[name].append(np.concatenate([filled, empty]).reshape(blocks, BLOCK))
        block_place.append(np.full(blocks, number, np.int32))
    return {name: np.concatenate(made) for name, made in parts.items()}, np.concatenate(block_place)


def _column(column: Column, cell: Cell, count: int) -> Integers:
    """(count,) what a column holds of the cell's people on the first day."""
    made = np.full(count, column.absent, np.int64)
    heads = np.arange(count) % cell.household == 0
    for name, value in {**BEGIN, **cell.begin}.items():
        if READABLE[name] == column.name:
            made = _with(column, made, name, value, count)
    if column.name == "traits":
        made |= heads.astype(np.int64) << column.shifts["head"][0]
    return made.astype(column.dtype)


def _with(column: Column, made: Integers, name: str, value: First, count: int) -> Integers:
    if isinstance(value, str):
        return np.full(count, column.values.index(value), np.int64)
    given = value.values(count) if isinstance(value, Range | Bell) else np.full(count, float(value))
    if column.quantity == "fields":
        at, width = column.shifts[name]
        kept = made & ~(((1 << width) - 1) << at)
        return np.asarray(kept | (np.rint(given).astype(np.int64) << at))
    if column.quantity is Count:
        return np.clip(np.rint(given), 0, stored_range(column)).astype(np.int64)
    # rounded down: a share of so many of a whole is then reached by that many
    scaled = np.floor(given * (1 << 8 * column.bytes) + 1e-9)
    return np.clip(scaled, 0, stored_range(column)).astype(np.int64)
