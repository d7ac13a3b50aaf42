"""How people lie in memory: chunks of four blocks, turned so that a word of 32 people is a column of the chunk.

A chunk belongs to one place and holds 1024 slots. The person in block b (of four), word w (of eight) and lane l (of 32)
stands at position l * 32 + b * 8 + w, so that packing one bit of 32 people runs along the slow axis of a (32, 32) tile:
about twice as fast as along the fast one. Number within place and person number stay those of the population.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.contract.places import Place

BLOCK, BLOCKS_A_CHUNK, WORDS, LANES = 256, 4, 32, 32
CHUNK = BLOCK * BLOCKS_A_CHUNK
CHUNKS_PADDED_TO = 16  # 64 blocks, whatever the devices

Integers = npt.NDArray[Any]


@dataclass(frozen=True)
class Layout:
    """Where every place's chunks lie. chunk_place: (chunks,) place of each chunk, non-decreasing."""

    places: tuple[Place, ...]
    source: Integers
    """(chunks * 4,) block of the population that fills each block of the layout; -1 where none does."""
    chunk_place: Integers

    @property
    def chunks(self) -> int:
        """Chunks in all."""
        return len(self.chunk_place)

    @cached_property
    def base(self) -> Integers:
        """(chunks, 1) number within place of each chunk's first slot."""
        first = np.searchsorted(self.chunk_place, self.chunk_place)
        return ((np.arange(self.chunks) - first) * CHUNK).astype(np.uint32)[:, None]

    @cached_property
    def block_place(self) -> Integers:
        """(blocks,) place of each block of the layout."""
        return np.repeat(self.chunk_place, BLOCKS_A_CHUNK).astype(np.int32)

    @cached_property
    def abroad(self) -> Integers:
        """(places,) True where the place lies abroad."""
        return np.array([place.kind == "abroad" for place in self.places])

    def turn(self, column: Integers) -> Integers:
        """A column of the population, (blocks, 256), as (chunks, 1024)."""
        filled = np.where(self.source[:, None] >= 0, column[np.maximum(self.source, 0)], 0).astype(column.dtype)
        tiles = filled.reshape(self.chunks, WORDS, LANES)
        return np.ascontiguousarray(tiles.transpose(0, 2, 1)).reshape(self.chunks, CHUNK)

    def back(self, column: Integers) -> Integers:
        """A column of the layout or of some of its chunks, (chunks, 1024), by blocks and slots: (blocks, 256)."""
        tiles = np.asarray(column).reshape(-1, LANES, WORDS).transpose(0, 2, 1)
        return cast(Integers, tiles.reshape(-1, BLOCK))

    def person(self, chunk: Integers, position: Integers) -> Integers:
        """Person numbers (block of the population * 256 + slot) of positions in chunks."""
        word, lane = position % WORDS, position // WORDS
        block = self.source[chunk * BLOCKS_A_CHUNK + word // 8]
        return cast(Integers, block.astype(np.int64) * BLOCK + (word % 8) * LANES + lane)


def lay_out(places: tuple[Place, ...], block_place: Integers) -> Layout:
    """Pad every place to whole chunks and the whole to a multiple of 16 chunks; padding belongs to the last place."""
    source: list[Integers] = []
    chunk_place: list[Integers] = []
    for place in range(len(places)):
        blocks = np.flatnonzero(block_place == place)
        chunks = -(-len(blocks) // BLOCKS_A_CHUNK)
        padded = np.full(chunks * BLOCKS_A_CHUNK, -1, np.int64)
        padded[: len(blocks)] = blocks
        source.append(padded)
        chunk_place.append(np.full(chunks, place, np.int32))
    missing = -sum(map(len, chunk_place)) % CHUNKS_PADDED_TO
    source.append(np.full(missing * BLOCKS_A_CHUNK, -1, np.int64))
    chunk_place.append(np.full(missing, len(places) - 1, np.int32))
    return Layout(places, np.concatenate(source), np.concatenate(chunk_place))


def absent_column(name: str, chunks: int) -> Integers:
    """A column nobody fills, at its absent value."""
    column = BY_NAME[name]
    return np.full((chunks, CHUNK), column.absent, column.dtype)
