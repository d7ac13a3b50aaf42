"""A phase as one function: who decides what, what that changes, and how many of whom it befell.

XLA goes over all people once a kernel. Here deciding, updating, turning bits and counting follow each other within a
tile, while it is in the cache; and what several results are made of is made once. Luck, rules and rounding are those of
the kernels that XLA compiles, read from the same traced operations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax

from sousveil.contract.columns import AVERAGED
from sousveil.contract.draws import SCHEDULE
from sousveil.engine.kernels import Job, from_rows, shape, stored_shape
from sousveil.engine.layout import WIDTH
from sousveil.engine.native import building
from sousveil.engine.native.arguments import Phase, Size, numbered
from sousveil.engine.native.compiling import compiled_folder, of_each, workers
from sousveil.engine.native.handler import Argument, handler
from sousveil.engine.native.homes import mean_pass
from sousveil.engine.native.lowering import Lowering, traced
from sousveil.engine.native.passes import Tallied
from sousveil.engine.native.tiles import over_tiles
from sousveil.engine.native.values import TRACED, Given

LINE = (TRACED, 1, WIDTH)


def phase_job(phase: Phase, size: Size) -> Job:
    """What to compile for a phase: (what is written over, then each other argument) -> (what it writes, counts of each
    word that it counts, (places, events, masks) int32, the rows that are kept of each word that it decides).
    """
    text, folder = code_of(phase, size), compiled_folder()
    shapes = [of_each(size, item.own, item.shapes) for item in phase.items(size)]
    results = [of_each(size, True, result) for result in phase.results(size, workers())]
    mine = len(phase.mine(size))
    written, counted = len(phase.kernel.writes), len(phase.counted)

    def function(owned: Any, *given: Any) -> Any:
        name = building.register(text, folder)  # here, where the compiler's threads come by
        call = jax.ffi.ffi_call(name, results, input_output_aliases={i: i for i in range(mine)})
        made = list(call(*owned, *jax.tree.leaves(given)))
        counts = tuple(of_workers.sum(-4) for of_workers in made[written : written + counted])
        rows = iter(made[written + counted :])
        kept = tuple(tuple(next(rows) for _ in phase.kept(word)) for word in phase.decided)
        return tuple(made[:written]), counts, kept

    return Job(phase.kernel.name, function, (tuple(shapes[:mine]), *shapes[mine:]), (0,))


def code_of(phase: Phase, size: Size) -> str:
    """The text of a phase's code, for any number of tiles, places, replicates and people."""
    items, results = phase.items(size), phase.results(size, 1)
    at = {item.what: first for first, item in numbered(items)}
    given = sum(len(item.leaves) for item in items)
    lowering = Lowering()
    made = lowering.run(traced(_by_rows(phase), _traced_shapes(phase)), _givens(phase, given + len(results)))
    for i, (value, result) in enumerate(zip(made, results, strict=False)):  # counts and rows come after them
        lowering.store(value, given + i, result.dtype.name, fresh=i >= len(phase.kernel.owned))
    tallies, own = _tallies(phase, given), given + len(results)
    before = [
        mean_pass(phase.argument_of(AVERAGED[name]), at["mates"], own + k, phase.steps, f"mean.{k}", of_tile=True)
        for k, name in enumerate(phase.averaged)
    ]
    body = over_tiles(
        lowering.code, own, tallies, size.masks, at["masks"], at["chunks"], before=before, rooms=len(before)
    )
    flat = [Argument(leaf.ndim, leaf.dtype.itemsize, item.own) for item in items for leaf in item.leaves]
    flat += [Argument(result.ndim, result.dtype.itemsize, own=True) for result in results]
    return body + handler(
        building.PLACEHOLDER, flat, len(results), [tally.counts for tally in tallies], workers(),
        many=size.replicates is not None, tiled=at["chunks"], placed=at["place"], keyed=at["keys"],
    )  # fmt: skip


def _by_rows(phase: Phase) -> Callable[..., Any]:
    """The kernel, with what ties passed on as rows of bits instead of words."""

    def function(mine: Any, columns: Any, given: Any, *rest: Any) -> Any:
        whole = (
            from_rows(word, one) if isinstance(one, tuple) else one
            for word, one in zip(phase.heard, given, strict=True)
        )
        return phase.kernel.function(mine, columns, tuple(whole), *rest)

    return function


_SMALL = Size(TRACED, 1, 1)


def _traced_shapes(phase: Phase) -> tuple[Any, ...]:
    """What the kernel is traced with: all that is given by place or as a row is a line of words there."""
    k, line = phase.kernel, shape(LINE, "uint32")
    of_people = phase.of_people(_SMALL)
    return (
        tuple(item.shapes for item in phase.mine(_SMALL)),
        tuple(stored_shape(name, TRACED) for name in k.columns),
        tuple(jax.tree.map(_as_line, item.shapes) for item in of_people if item.what == "word"),
        (line,) * len(k.polity), shape((len(k.scalars),), "uint32"), shape((len(k.placed), *LINE), "uint32"),
        shape((len(k.streams), SCHEDULE), "uint32"), line, line, shape((), "uint32"),
    )  # fmt: skip


def _as_line(given: Any) -> Any:
    return shape(LINE, "uint32") if given.shape == (TRACED, WIDTH) else given


def _givens(phase: Phase, own: int) -> list[Given]:
    """What each traced argument is among those of the code; own: the number of the first room for means of a tile."""
    made: list[Given] = []
    k = phase.kernel
    by_place = {"placed": (len(k.placed), *LINE), "place": LINE}
    for first, item in numbered(phase.items(_SMALL)):
        if item.what == "column":
            continue
        if len(made) == len(phase.mine(_SMALL)):
            made += [_column(phase, name, own) for name in k.columns]
        if item.what == "polity":
            made += [Given(first, LINE, "uint32", 0, row * WIDTH, by_place=True) for row in range(len(k.polity))]
        elif item.what in by_place:
            made.append(Given(first, by_place[item.what], "uint32", by_place=True))
        elif item.what not in ("masks", "chunks", "mates"):
            lines = map(_as_line, item.leaves)
            made += [Given(first + i, leaf.shape, leaf.dtype.name) for i, leaf in enumerate(lines)]
    return made


def _column(phase: Phase, name: str, own: int) -> Given:
    """A column as it is given, or the mean of one, which was made of the tile just before."""
    column = stored_shape(name, TRACED)
    if name in phase.averaged:
        return Given(own + phase.averaged.index(name), column.shape, column.dtype.name, of_tile=True)
    return Given(phase.argument_of(name), column.shape, column.dtype.name)


def _tallies(phase: Phase, given: int) -> list[Tallied]:
    """The words as they are turned and counted; results are numbered after so many arguments."""
    counts = given + len(phase.kernel.writes)
    row = counts + len(phase.counted)
    made = []
    for i, word in enumerate(phase.decided):
        bits = phase.kept(word)
        at, kept = given + len(phase.kernel.owned) + i, {bit: row + j for j, bit in enumerate(bits)}
        made.append(Tallied(word.dtype, len(word.events), counts + i, at, (), kept))
        row += len(bits)
    if phase.passed_on is not None:
        words = [first for first, item in numbered(phase.items(_SMALL)) if item.what == "word"]
        first, events = words[phase.heard.index(phase.passed_on)], len(phase.passed_on.events)
        rows = tuple(range(first, first + events))
        made.append(Tallied("uint32", events, counts + len(phase.decided), None, rows))
    return made
