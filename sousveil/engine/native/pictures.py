"""Histograms of columns by group in one pass: `engine.snapshots.histograms`, on all cores and without copies."""

from __future__ import annotations

from typing import Any

import jax

from sousveil.engine.groups import MEMBERS, coded
from sousveil.engine.kernels import Job, shape, stored_shape
from sousveil.engine.layout import CHUNKS
from sousveil.engine.native import building
from sousveil.engine.native.arguments import Size
from sousveil.engine.native.compiling import compiled_folder, of_each, workers
from sousveil.engine.native.handler import Argument, handler
from sousveil.engine.native.lowering import Lowering, traced
from sousveil.engine.native.tiles import over_tiles
from sousveil.engine.native.values import TRACED, Given
from sousveil.engine.snapshots import binned
from sousveil.records.history import BINS

CELLS = len(MEMBERS) * BINS
TABLES = 2
"""Of a worker, which its slots take in turns: a number that was just written cannot be read at once."""


def pictures_job(key: str, names: tuple[str, ...], size: Size) -> Job:
    """(the columns of these names, traits, age) -> of each column (codes x bins,) how many people, int32."""
    own = tuple(of_each(size, True, stored_shape(name, size.tiles)) for name in (*names, "traits", "age"))
    table = of_each(size, True, shape((workers() * TABLES, CELLS), "int32"))
    text, folder = _code(names, many=size.replicates is not None), compiled_folder()

    def function(columns: Any, chunks: Any) -> Any:
        name = building.register(text, folder)
        made = jax.ffi.ffi_call(name, [table] * len(names))(*columns, chunks)
        return tuple(of_workers.sum(-2) for of_workers in made)

    return Job(key, function, (own, shape((size.tiles, CHUNKS), "int32")))


def _code(names: tuple[str, ...], *, many: bool) -> str:
    """Its last argument before the results is one with tiles on its first axis, whatever is in it."""
    shapes = [stored_shape(name, TRACED) for name in (*names, "traits", "age")]

    def cells(*columns: Any) -> Any:
        row = coded(columns[-2], columns[-1]) * BINS
        return tuple(row + binned(name, one).astype("uint32") for name, one in zip(names, columns, strict=False))

    lowering, given = Lowering(), len(shapes) + 1
    made = lowering.run(traced(cells, shapes), [Given(i, s.shape, s.dtype.name) for i, s in enumerate(shapes)])
    for i, value in enumerate(made):
        lowering.count(value, given + i, TABLES, CELLS)
    flat = [Argument(3, s.dtype.itemsize, own=True) for s in shapes] + [Argument(2, 4, own=False)]
    flat += [Argument(2, 4, own=True) for _ in names]
    tables = range(given, given + len(names))
    tiled = len(shapes)
    return over_tiles(lowering.code, given + len(names), (), 0, 0, tiled) + handler(
        building.PLACEHOLDER, flat, len(names), tuple(tables), workers(), many=many, tiled=tiled, placed=tiled, keyed=0
    )
