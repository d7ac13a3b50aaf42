"""A phase as one function: who decides what, what that changes, and how many of whom it befell.

XLA goes over all people once a kernel. Here deciding, updating, turning bits and counting follow each other within a
tile, while it is in the cache; and what several results are made of is made once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax

from sousveil.engine.assemble import Assembly, Word
from sousveil.engine.kernels import Job, Kernel, arguments, shape, stored_shape
from sousveil.engine.layout import CHUNKS, LANES, WIDTH
from sousveil.engine.native import building
from sousveil.engine.native.handler import handler
from sousveil.engine.native.lowering import TRACED, Lowering, traced
from sousveil.engine.native.passes import Tallied
from sousveil.engine.native.tiles import over_tiles


@dataclass(frozen=True)
class Numbered:
    """Where everything stands among a phase's arguments and results, which are numbered together."""

    kernel: Kernel
    assembly: Assembly
    kept: Callable[[Word], tuple[int, ...]]
    """a word -> bits whose rows are wanted afterwards"""
    inputs: int
    """of the kernel; the masks and the places of chunks come after them"""

    @property
    def words(self) -> list[Word]:
        """The words that it decides."""
        return [self.assembly.keyed[key] for key in self.kernel.spent]

    @property
    def first(self) -> int:
        """Of the results: what it writes, then a word's counts each, then the rows that are kept."""
        return self.inputs + 2

    def tallies(self) -> list[Tallied]:
        """The words as they are turned and counted."""
        made, writes = [], list(self.kernel.writes)
        row = self.first + len(writes) + len(self.words)
        for i, word in enumerate(self.words):
            bits = self.kept(word)
            kept = {bit: row + j for j, bit in enumerate(bits)}
            row += len(bits)
            counts = self.first + len(writes) + i
            made.append(Tallied(self.first + writes.index(word.key), word.dtype, len(word.events), counts, kept))
        return made

    def results(self, tiles: int, places: int, masks: int, workers: int) -> list[Any]:
        """Their shapes."""
        made = [self._written(name, tiles) for name in self.kernel.writes]
        made += [shape((workers, places, len(word.events), masks), "int32") for word in self.words]
        rows = sum(len(self.kept(word)) for word in self.words)
        return made + [shape((tiles, WIDTH), "uint32")] * rows

    def _written(self, name: str, tiles: int) -> Any:
        if name in self.assembly.keyed:
            return shape((tiles, LANES, WIDTH), self.assembly.keyed[name].dtype)
        return stored_shape(name, tiles)

    def in_place(self) -> dict[int, int]:
        """argument -> result that is written over it."""
        writes = self.kernel.writes
        return {i: writes.index(name) for i, name in enumerate((*self.kernel.owned, *self.kernel.spent))}


def workers() -> int:
    """How many share the tiles: as many as there are processors for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_of(numbered: Numbered, masks: int) -> str:
    """The text of a phase's code, for any number of tiles, places and people."""
    kernel, lowering = numbered.kernel, Lowering()
    made = lowering.run(traced(kernel.function, arguments(kernel, numbered.assembly, TRACED)))
    results = numbered.results(TRACED, 1, masks, 1)
    for i, (name, value) in enumerate(zip(kernel.writes, made, strict=True)):
        lowering.store(value, numbered.first + i, results[i].dtype.name, fresh=name not in kernel.owned)
        assert results[i].shape[0] == TRACED, name
    tallies = numbered.tallies()
    body = over_tiles(
        lowering.code, numbered.first + len(results), tallies, masks, numbered.inputs, numbered.inputs + 1
    )
    counts = [tally.counts - numbered.first for tally in tallies]
    tiled = numbered.inputs + 1  # the places of chunks: (tiles, 16)
    return body + handler(building.PLACEHOLDER, numbered.first, len(results), tiled, counts, workers())


def phase_job(
    kernel: Kernel, assembly: Assembly, tiles: int, places: int, masks: int,
    kept: Callable[[Word], tuple[int, ...]],
) -> Job:  # fmt: skip
    """What to compile for a phase: (arguments of the kernel, masks, places of chunks) -> (what it writes, counts by
    place of each word it decides, (places, events, masks) int32, the rows of these that are kept).
    """
    shapes = (
        *arguments(kernel, assembly, tiles), shape((tiles, masks, WIDTH), "uint32"), shape((tiles, CHUNKS), "int32")
    )  # fmt: skip
    numbered = Numbered(kernel, assembly, kept, len(jax.tree.leaves(shapes)) - 2)
    name = building.register(code_of(numbered, masks), _folder())
    results = numbered.results(tiles, places, masks, workers())

    def function(*given: Any) -> Any:
        call = jax.ffi.ffi_call(name, results, input_output_aliases=numbered.in_place())
        made = list(call(*jax.tree.leaves(given)))
        return _sorted(made, len(kernel.writes), [len(kept(word)) for word in numbered.words])

    return Job(kernel.name, function, shapes, (0,))


def _folder() -> Path | None:
    """Where XLA keeps compiled kernels."""
    found = jax.config.jax_compilation_cache_dir
    return Path(found) if found else None


def _sorted(made: list[Any], written: int, kept: Sequence[int]) -> tuple[Any, Any, Any]:
    """Results by kind. kept: how many rows of each word."""
    counts = tuple(of_workers.sum(0) for of_workers in made[written : written + len(kept)])
    rows, rest = [], made[written + len(kept) :]
    for number in kept:
        rows.append(tuple(rest[:number]))
        rest = rest[number:]
    return tuple(made[:written]), counts, tuple(rows)
