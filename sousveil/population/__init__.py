"""Published tables -> columns, neighbourhood by neighbourhood. People are drawn from counts; nobody can be loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError
from sousveil.contract.ground import Graph, Grid
from sousveil.contract.places import Place
from sousveil.population import cells, table, traits
from sousveil.population.fitting import whole
from sousveil.population.people import BLOCK, columns, settle
from sousveil.population.worlds import Cell, blocks_of, columns_of, places_of

FILLED = ("age", "traits", "account", "support", "boldness", "activity", "conduct", "means")
MOST_ABROAD = 0.5
SLOTS_A_PERSON = 1.05
"""Households never straddle 32 slots, which leaves about one slot in 25 empty."""


@dataclass(frozen=True)
class PopulationSpec:
    """Whose population. table: a shipped table ("china-2020") or a CSV file of counts.

    abroad: people abroad, as a share of those at home, 0 to 0.5; anything else raises RequestError.
    cells: a small world instead of a table, in which nobody lives abroad; ground: who is near whom in it.
    """

    table: str = cells.CHINA
    abroad: float = 0.02
    cells: tuple[Cell, ...] = ()
    ground: Graph | Grid | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.abroad <= MOST_ABROAD:  # also refuses nan
            raise RequestError("the share of people abroad is out of range", where="population.abroad",
                               found=f"{self.abroad:g}", allowed=f"0 to {MOST_ABROAD:g}")  # fmt: skip


@dataclass(frozen=True)
class Population:
    """columns: name -> (blocks, 256) uint8. block_place: (blocks,) place of each block, non-decreasing; abroad last."""

    columns: dict[str, npt.NDArray[Any]]
    places: tuple[Place, ...]
    block_place: npt.NDArray[np.int32]
    people: int
    ground: Graph | Grid | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of who lives where: places, ages and traits."""
        made = hashlib.sha256(repr(self.places).encode() + self.block_place.tobytes())
        for name in ("age", "traits"):
            made.update(np.ascontiguousarray(self.columns[name]).data)
        return made.hexdigest()


def places(spec: PopulationSpec) -> tuple[Place, ...]:
    """All places, those abroad last."""
    if spec.cells:
        return places_of(spec.cells)
    abroad = tuple(Place(label, "abroad", "abroad") for label, _ in traits.ABROAD_PARTS)
    return _cells(spec).places + (abroad if spec.abroad > 0 else ())


def build(spec: PopulationSpec, people: int, seed: int) -> Population:
    """Draw exactly so many people at home, and those abroad on top; deterministic in (spec, people, seed)."""
    everywhere = places(spec)
    if spec.cells:
        return Population(*_world(spec, people), people, spec.ground)
    parts: dict[str, list[npt.NDArray[Any]]] = {name: [] for name in FILLED}
    block_place: list[npt.NDArray[np.int32]] = []
    for number, (place, expected, household) in enumerate(_expected(spec, people)):
        settled = settle(seed, place, expected, household)
        for name, column in columns(seed, place, settled).items():
            parts[name].append(column.reshape(-1, BLOCK))
        block_place.append(np.full(len(settled.kind) // BLOCK, number, np.int32))
    joined = {name: np.concatenate(parts.pop(name)) for name in FILLED}
    return Population(joined, everywhere, np.concatenate(block_place), people)


def stylised(spec: PopulationSpec, people: int, seed: int) -> dict[str, npt.NDArray[Any]]:
    """Columns (blocks, 256) of so many people of one town with the ages, sexes and groups of all places together."""
    given = _cells(spec)
    counts = given.counts.sum(axis=0)
    town = Place("Stylised", "Stylised", "urban")
    household = float(given.household @ given.counts.sum(axis=(1, 2, 3)) / given.counts.sum())
    settled = settle(seed, town, counts * (people / counts.sum()), household)
    return {name: column.reshape(-1, BLOCK) for name, column in columns(seed, town, settled).items()}


def blocks_needed(spec: PopulationSpec, people: int) -> int:
    """About how many blocks of 256 slots a population needs, places padded to four blocks; draws nobody."""
    needed = 0
    if spec.cells:
        return -(-sum(blocks_of(spec.cells, people)) // 64) * 64
    for _, expected, _ in _expected(spec, people):
        blocks = -(-int(expected.sum() * SLOTS_A_PERSON) // BLOCK)
        needed += -(-blocks // 4) * 4
    return -(-needed // 64) * 64


def _world(spec: PopulationSpec, people: int) -> tuple[dict[str, Any], tuple[Place, ...], npt.NDArray[np.int32]]:
    made, block_place = columns_of(spec.cells, people)
    return made, places_of(spec.cells), block_place


def _cells(spec: PopulationSpec) -> cells.Cells:
    if spec.table == cells.CHINA:
        return cells.china()
    return table.read(Path(spec.table))


def _expected(spec: PopulationSpec, people: int) -> Iterator[tuple[Place, npt.NDArray[np.float64], float]]:
    """Place, expected people by (age, sex, group) adding up to a whole number, and persons a household."""
    if people < 1:
        raise RequestError("there is at least one person", where="people", found=str(people), allowed="1 or more")
    given = _cells(spec)
    totals = whole(given.counts.sum(axis=(1, 2, 3)), people)
    for place, counts, total, household in zip(given.places, given.counts, totals, given.household, strict=True):
        yield place, counts * (total / max(counts.sum(), 1e-300)), float(household)
    if spec.abroad > 0:
        parts = whole(np.array([part for _, part in traits.ABROAD_PARTS]), round(people * spec.abroad))
        for place, total in zip(places(spec)[-len(parts) :], parts, strict=True):
            yield place, cells.country() * total, table.HOUSEHOLD
