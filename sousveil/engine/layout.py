"""How people lie in memory: tiles of sixteen chunks, turned so that what is added up lies side by side.

A chunk holds two blocks of one place, 512 slots: sixteen words of 32 people. A tile is an array (32, 256): the person
in lane l of word w of chunk c stands at [l, w * 16 + c]. Packing one bit of 32 people runs along the slow axis, and so
do sums over the words of a chunk: both are whole vectors of sixteen chunks at a time, and nothing is ever added up
inside a vector. A tile of the widest event words is 32 KiB, one first-level cache. Number within place and person
number stay those of the population.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sousveil.contract.places import Place

BLOCK, WORDS_A_BLOCK, LANES = 256, 8, 32
BLOCKS, WORDS = 2, 16
"""Of a chunk."""
CHUNK = BLOCK * BLOCKS
CHUNKS, WIDTH = 16, 256
"""Of a tile: chunks, and words of all of them."""
TILE = CHUNK * CHUNKS
TILES_PADDED_TO = 2  # 64 blocks; more where that does not divide among the devices

Integers = npt.NDArray[Any]


@dataclass(frozen=True)
class Layout:
    """Where every place's chunks lie. chunk_place: (chunks,) place of each chunk, non-decreasing."""

    places: tuple[Place, ...]
    source: Integers
    """(chunks * 2,) block of the population that fills each block of the layout; -1 where none does."""
    chunk_place: Integers

    @property
    def tiles(self) -> int:
        """Tiles in all."""
        return len(self.chunk_place) // CHUNKS

    @cached_property
    def slots(self) -> int:
        """Slots in all on one device: what a run keeps must not depend on what is padded for more."""
        return tiles_for(int((self.source.reshape(-1, BLOCKS) >= 0).any(axis=1).sum())) * TILE

    @cached_property
    def base(self) -> Integers:
        """(tiles, 1, 256) number within place of the first person of each word."""
        first = np.searchsorted(self.chunk_place, self.chunk_place)
        chunk = ((np.arange(len(self.chunk_place)) - first) * CHUNK).astype(np.uint32)
        return widened(chunk) + np.repeat(np.arange(WORDS, dtype=np.uint32) * LANES, CHUNKS)

    @cached_property
    def place(self) -> Integers:
        """(tiles, 1, 256) place of each word."""
        return widened(self.chunk_place.astype(np.uint32))

    @cached_property
    def luck_of(self) -> Integers:
        """(places,) the number under which the luck of each is drawn."""
        given = [number if place.luck is None else place.luck for number, place in enumerate(self.places)]
        return np.array(given, np.uint32)

    @cached_property
    def luck(self) -> Integers:
        """(tiles, 1, 256) the same of each word."""
        return widened(self.luck_of[self.chunk_place])

    @cached_property
    def block_at(self) -> Integers:
        """(chunks * 2,) where each block, in the order of `source`, stands among the words: (tile, block, chunk)."""
        order = np.arange(len(self.source)).reshape(-1, BLOCKS, CHUNKS).transpose(0, 2, 1)
        return cast(Integers, order.reshape(-1))

    @cached_property
    def abroad(self) -> Integers:
        """(places,) True where the place lies abroad."""
        return np.array([place.kind == "abroad" for place in self.places])

    def turn(self, column: Integers) -> Integers:
        """A column of the population, (blocks, 256), as (tiles, 32, 256)."""
        filled = np.where(self.source[:, None] >= 0, column[np.maximum(self.source, 0)], 0).astype(column.dtype)
        tiles = filled.reshape(self.tiles, CHUNKS, BLOCKS, WORDS_A_BLOCK, LANES).transpose(0, 4, 2, 3, 1)
        return np.ascontiguousarray(tiles).reshape(self.tiles, LANES, WIDTH)

    def back(self, column: Integers) -> Integers:
        """A column of the layout or of some of its tiles, (tiles, 32, 256), by blocks and slots: (blocks, 256)."""
        tiles = np.asarray(column).reshape(-1, LANES, BLOCKS, WORDS_A_BLOCK, CHUNKS).transpose(0, 4, 2, 3, 1)
        return np.ascontiguousarray(tiles).reshape(-1, BLOCK)

    def person(self, tile: Integers, lane: Integers, word: Integers) -> Integers:
        """Person numbers (block of the population * 256 + slot) of positions [tile, lane, word]."""
        of_chunk, chunk = word // CHUNKS, tile * CHUNKS + word % CHUNKS
        block = self.source[chunk * BLOCKS + of_chunk // WORDS_A_BLOCK]
        return cast(Integers, block.astype(np.int64) * BLOCK + of_chunk % WORDS_A_BLOCK * LANES + lane)

    def position(self, person: int) -> tuple[int, int, int]:
        """Tile, lane and word of a person number; raises KeyError where there is no such slot."""
        found = np.flatnonzero(self.source == person // BLOCK)
        if not len(found):
            raise KeyError(person)
        chunk, block = divmod(int(found[0]), BLOCKS)
        slot = person % BLOCK
        word = (block * WORDS_A_BLOCK + slot // LANES) * CHUNKS + chunk % CHUNKS
        return chunk // CHUNKS, slot % LANES, word


def widened(by_chunk: Integers) -> Integers:
    """(..., chunks) values as (..., tiles, 1, 256): one for each word."""
    *more, chunks = by_chunk.shape
    tiles = by_chunk.reshape(*more, chunks // CHUNKS, 1, 1, CHUNKS)
    return np.broadcast_to(tiles, (*tiles.shape[:-2], WORDS, CHUNKS)).reshape(*tiles.shape[:-2], WIDTH)


def tiles_for(chunks: int, devices: int = 1) -> int:
    """Tiles for so many chunks: pairs, and as many for each device."""
    step = math.lcm(TILES_PADDED_TO, devices)
    return -(-chunks // (CHUNKS * step)) * step


def lay_out(places: tuple[Place, ...], block_place: Integers, devices: int = 1) -> Layout:
    """Pad every place to whole chunks and the whole to pairs of tiles, as many for each device.

    Padding stands at the end and belongs to the last place.
    """
    source: list[Integers] = []
    chunk_place: list[Integers] = []
    for place in range(len(places)):
        blocks = np.flatnonzero(block_place == place)
        mine = -(-len(blocks) // BLOCKS)
        padded = np.full(mine * BLOCKS, -1, np.int64)
        padded[: len(blocks)] = blocks
        source.append(padded)
        chunk_place.append(np.full(mine, place, np.int32))
    chunks = sum(map(len, chunk_place))
    missing = tiles_for(chunks, devices) * CHUNKS - chunks
    source.append(np.full(missing * BLOCKS, -1, np.int64))
    chunk_place.append(np.full(missing, len(places) - 1, np.int32))
    return Layout(places, np.concatenate(source), np.concatenate(chunk_place))
