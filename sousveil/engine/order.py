"""Columns in the order of the population: the person with number n, as in the case file, is at index n."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jax
import numpy as np
import numpy.typing as npt

from sousveil.engine import struck
from sousveil.engine.layout import BLOCK, BLOCKS, CHUNKS, WIDTH, Layout

if TYPE_CHECKING:
    from sousveil.engine.loop import World

BLOCKS_A_TILE = BLOCKS * CHUNKS

Integers = npt.NDArray[Any]


def positions(layout: Layout) -> Integers:
    """(blocks of the population,) where each stands in the layout, counted as `Layout.source` does."""
    filled = np.flatnonzero(layout.source >= 0)
    at = np.empty(len(filled), np.int64)
    at[layout.source[filled]] = filled
    return at


def in_order(layout: Layout, column: Integers, at: Integers) -> Integers:
    """A column (tiles, 32, 256) of the people in some blocks, block after block."""
    low, high = int(at.min()) // BLOCKS_A_TILE, int(at.max()) // BLOCKS_A_TILE + 1
    blocks: Integers = layout.back(column[low:high])[at - low * BLOCKS_A_TILE]
    return blocks.reshape(-1)


def by_person(world: World, stored: Any) -> Integers:
    """(replicates, slots of the population) a column, or anything in its shape, brought here as a copy."""
    view, at = world.devices.whole(stored), positions(world.layout)
    rows = view if world.machine.many else view[None]
    return np.stack([in_order(world.layout, one, at) for one in rows])


@dataclass(frozen=True)
class Befallen:
    """Persons, ascending, and where each stands in the layout: tile, lane and word."""

    person: Integers
    at: tuple[Integers, Integers, Integers]

    def of(self, mask: Integers) -> Befallen:
        """Those of whom a mask of the population, (slots,), is true."""
        mine = mask[self.person]
        tile, lane, word = self.at
        return Befallen(self.person[mine], (tile[mine], lane[mine], word[mine]))


def befell(world: World, packed: Any) -> list[Befallen]:
    """Of every replicate whom an event befell, from its packed words: ([replicates,] tiles, 256)."""
    words = np.asarray(packed).reshape(len(world.machine.seeds), -1, WIDTH)
    found = []
    for one in words:
        tile, lane, word = struck.positions(*struck.here(np.ascontiguousarray(one)))
        person = world.layout.person(tile, lane, word)
        order = np.argsort(person, kind="stable")
        found.append(Befallen(person[order], (tile[order], lane[order], word[order])))
    return found


def put(world: World, name: str, rows: Integers) -> None:
    """Give a column these next values, (replicates, slots of the population), all at once."""
    before, many = world.columns[name], world.machine.many
    turned = np.stack([world.layout.turn(row.reshape(-1, BLOCK)) for row in rows.astype(before.dtype)])
    # where the column was, whatever devices it is spread over
    world.columns[name] = jax.device_put(turned if many else turned[0], before.sharding)
