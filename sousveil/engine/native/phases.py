"""A phase as one function: who decides what, what that changes, and how many of whom it befell.

XLA goes over all people once a kernel. Here deciding, updating, turning bits and counting follow each other within a
tile, while it is in the cache; and what several results are made of is made once. Luck, rules and rounding are those of
the kernels that XLA compiles, read from the same traced operations.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jax

from sousveil.contract.draws import SCHEDULE
from sousveil.engine.assemble import Assembly, Word
from sousveil.engine.kernels import Job, Kernel, from_rows, shape, stored_shape
from sousveil.engine.layout import CHUNKS, LANES, WIDTH
from sousveil.engine.native import building
from sousveil.engine.native.handler import Argument, handler
from sousveil.engine.native.lowering import TRACED, Given, Lowering, traced
from sousveil.engine.native.passes import Tallied
from sousveil.engine.native.tiles import over_tiles


@dataclass(frozen=True)
class Size:
    """How much there is of everything; replicates: None where there is one, without an axis of its own."""

    tiles: int
    places: int
    masks: int
    replicates: int | None = None
    apart: bool = False
    """Whether replicates have parameter values of their own."""


@dataclass(frozen=True)
class Phase:
    """A phase's kernel and the words around it.

    kept: a word -> bits whose rows are wanted afterwards. passed_on: the phase's own echoes, which it counts.
    """

    kernel: Kernel
    assembly: Assembly
    kept: Callable[[Word], tuple[int, ...]]
    passed_on: Word | None

    @cached_property
    def words(self) -> list[Word]:
        """The words that it decides."""
        return [self.assembly.keyed[key] for key in self.kernel.spent]

    def arguments(self, size: Size) -> list[tuple[str, bool, Any]]:
        """(what it is, whether replicates have their own, its shape or those of its rows) of each argument, in order."""
        k, words = self.kernel, self.assembly.keyed
        made = [("mine", True, stored_shape(name, size.tiles)) for name in k.owned]
        made += [("mine", True, _slots(size, words[key].dtype)) for key in k.spent]
        made += [("column", True, stored_shape(name, size.tiles)) for name in k.columns]
        made += [("word", True, self._word(words[key], size)) for key in k.words]
        return [
            *made,
            ("polity", True, shape((len(k.polity), size.places), "uint32")),
            ("scalars", size.apart, shape((len(k.scalars),), "uint32")),
            ("placed", size.apart, shape((len(k.placed), size.places), "uint32")),
            ("keys", True, shape((len(k.streams), SCHEDULE), "uint32")),
            ("base", False, shape((size.tiles, 1, WIDTH), "uint32")),
            ("place", False, shape((size.places,), "uint32")),
            ("day", False, shape((), "uint32")),
            ("masks", False, shape((size.tiles, size.masks, WIDTH), "uint32")),
            ("chunks", False, shape((size.tiles, CHUNKS), "int32")),
        ]

    def results(self, size: Size, workers: int) -> list[Any]:
        """Shapes: what it writes, counts of its words and of what was passed on, rows that are kept."""
        made = [
            _slots(size, self.assembly.keyed[name].dtype) if name in self.kernel.spent else stored_shape(name, size.tiles)
            for name in self.kernel.writes
        ]
        made += [shape((workers, size.places, len(word.events), size.masks), "int32") for word in self.counted]
        return made + [shape((size.tiles, WIDTH), "uint32")] * sum(len(self.kept(word)) for word in self.words)

    @cached_property
    def counted(self) -> list[Word]:
        """The words that it counts."""
        return self.words + ([self.passed_on] if self.passed_on else [])

    def _word(self, word: Word, size: Size) -> Any:
        if not word.key.endswith("echo"):
            return _slots(size, word.dtype)
        return (shape((size.tiles, WIDTH), "uint32"),) * len(word.events)

    def in_place(self) -> dict[int, int]:
        """argument -> result that is written over it."""
        writes = self.kernel.writes
        return {i: writes.index(name) for i, name in enumerate((*self.kernel.owned, *self.kernel.spent))}


def _slots(size: Size, dtype: str) -> Any:
    return shape((size.tiles, LANES, WIDTH), dtype)


def workers() -> int:
    """How many share the tiles: as many as there are processors for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_of(phase: Phase, size: Size) -> str:
    """The text of a phase's code, for any number of tiles, places and people."""
    given, first = phase.arguments(size), 0
    numbered: dict[str, list[tuple[int, Any]]] = {}
    flat: list[Argument] = []
    for what, own, shapes in given:
        leaves = jax.tree.leaves(shapes)
        numbered.setdefault(what, []).append((first, shapes))
        flat += [Argument(len(leaf.shape), leaf.dtype.itemsize, own) for leaf in leaves]
        first += len(leaves)
    lowering, k = Lowering(), phase.kernel
    made = lowering.run(traced(_by_rows(phase), _traced_shapes(phase)), _givens(phase, numbered))
    results = phase.results(size, 1)
    for i, (name, value) in enumerate(zip(k.writes, made, strict=True)):
        lowering.store(value, first + i, results[i].dtype.name, fresh=name not in k.owned)
    at = {what: places[0][0] for what, places in numbered.items()}
    tallies = _tallies(phase, first, numbered)
    body = over_tiles(lowering.code, first + len(results), tallies, size.masks, at["masks"], at["chunks"])
    flat += [Argument(len(result.shape), result.dtype.itemsize, True) for result in results]
    many = size.replicates is not None
    return body + handler(
        building.PLACEHOLDER, flat, len(results), [tally.counts for tally in tallies], workers(), many=many,
        tiled=at["chunks"], placed=at["place"], keyed=at["keys"],
    )  # fmt: skip


def _by_rows(phase: Phase) -> Callable[..., Any]:
    """The kernel, with what ties passed on as rows of bits instead of words."""
    words = [phase.assembly.keyed[key] for key in phase.kernel.words]

    def function(mine: Any, columns: Any, given: Any, *rest: Any) -> Any:
        whole = tuple(
            from_rows(word, one) if isinstance(one, tuple) else one for word, one in zip(words, given, strict=True)
        )
        return phase.kernel.function(mine, columns, whole, *rest)

    return function


def _traced_shapes(phase: Phase) -> tuple[Any, ...]:
    """What the kernel is traced with: all that is given by place or by row as lines of words."""
    k, size, line = phase.kernel, Size(TRACED, 1, 1), shape((TRACED, 1, WIDTH), "uint32")
    by_what: dict[str, list[Any]] = {}
    for what, _, shapes in phase.arguments(size):
        by_what.setdefault(what, []).append((line,) * len(shapes) if isinstance(shapes, tuple) else shapes)
    return (
        tuple(by_what.get("mine", ())), tuple(by_what.get("column", ())), tuple(by_what.get("word", ())),
        (line,) * len(k.polity), by_what["scalars"][0], shape((len(k.placed), TRACED, 1, WIDTH), "uint32"),
        by_what["keys"][0], line, line, by_what["day"][0],
    )  # fmt: skip


def _givens(phase: Phase, numbered: dict[str, list[tuple[int, Any]]]) -> list[Given]:
    """What the traced arguments are among the code's."""
    line, made = (TRACED, 1, WIDTH), []
    small = Size(TRACED, 1, 1)
    shapes = {what: leaves for what, leaves in numbered.items()}
    for what in ("mine", "column", "word"):
        traced_shapes = [s for kind, _, s in phase.arguments(small) if kind == what]
        for (first, _), each in zip(shapes.get(what, ()), traced_shapes, strict=True):
            rows = isinstance(each, tuple)
            for j, leaf in enumerate(jax.tree.leaves(each)):
                made.append(Given(first + j, line if rows else leaf.shape, leaf.dtype.name))
    k = phase.kernel
    at = {what: places[0][0] for what, places in numbered.items()}
    made += [Given(at["polity"], line, "uint32", 0, j * WIDTH, True) for j in range(len(k.polity))]
    return [
        *made,
        Given(at["scalars"], (len(k.scalars),), "uint32"),
        Given(at["placed"], (len(k.placed), *line), "uint32", by_place=True),
        Given(at["keys"], (len(k.streams), SCHEDULE), "uint32"),
        Given(at["base"], line, "uint32"),
        Given(at["place"], line, "uint32", by_place=True),
        Given(at["day"], (), "uint32"),
    ]


def _tallies(phase: Phase, first: int, numbered: dict[str, list[tuple[int, Any]]]) -> list[Tallied]:
    """The words as they are turned and counted. first: the first result."""
    writes, made = list(phase.kernel.writes), []
    counts = first + len(writes)
    row = counts + len(phase.counted)
    for i, word in enumerate(phase.words):
        bits = phase.kept(word)
        kept = {bit: row + j for j, bit in enumerate(bits)}
        row += len(bits)
        made.append(Tallied(word.dtype, len(word.events), counts + i, first + writes.index(word.key), (), kept))
    if phase.passed_on is not None:
        at, _ = numbered["word"][phase.kernel.words.index(phase.passed_on.key)]
        events = len(phase.passed_on.events)
        made.append(Tallied("uint32", events, counts + len(phase.words), None, tuple(range(at, at + events))))
    return made


def phase_job(phase: Phase, size: Size) -> Job:
    """What to compile for a phase: its arguments -> (what it writes, counts of each word that it counts,
    (places, events, masks) int32, the rows that are kept of each word that it decides).
    """
    name = building.register(code_of(phase, size), compiled_folder())
    shapes = tuple(of_each(size, own, shapes) for _, own, shapes in phase.arguments(size))
    results = [of_each(size, True, result) for result in phase.results(size, workers())]
    mine = len(phase.kernel.owned) + len(phase.kernel.spent)

    def function(owned: Any, *given: Any) -> Any:
        call = jax.ffi.ffi_call(name, results, input_output_aliases=phase.in_place())
        return _sorted(list(call(*owned, *jax.tree.leaves(given))), phase)

    return Job(phase.kernel.name, function, (shapes[:mine], *shapes[mine:]), (0,))


def of_each(size: Size, own: bool, shapes: Any) -> Any:
    """Shapes for all replicates, where they have their own."""
    if size.replicates is None or not own:
        return shapes
    return jax.tree.map(lambda s: shape((size.replicates, *s.shape), s.dtype.name), shapes)


def compiled_folder() -> Path | None:
    """Where XLA keeps compiled kernels."""
    found = jax.config.jax_compilation_cache_dir
    return Path(found) if found else None


def _sorted(made: list[Any], phase: Phase) -> tuple[Any, Any, Any]:
    """Results by kind."""
    written, counted = len(phase.kernel.writes), len(phase.counted)
    counts = tuple(of_workers.sum(-4) for of_workers in made[written : written + counted])
    rows, rest = [], made[written + counted :]
    for word in phase.words:
        number = len(phase.kept(word))
        rows.append(tuple(rest[:number]))
        rest = rest[number:]
    return tuple(made[:written]), counts, tuple(rows)
