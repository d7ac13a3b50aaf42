"""An experiment: a phase or a day in one compiled function, against a kernel for each step. Nothing of it is the lab's.

The kernels are the lab's own, traced one after another into one function. Shared numbers are those of the morning,
because settling them is not the device's work, and it is the same day every time; so it costs what a day costs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any
from unittest.mock import patch

import jax
import numpy as np

from benchmarks.ladder.rung import Society
from sousveil.contract.phases import Phase
from sousveil.engine import loop
from sousveil.engine.assemble import Word
from sousveil.engine.loop import Machine, World
from sousveil.engine.setting import Setting

ARRAYS = ("group_masks", "ranges", "heads", "present", "sociable", "partner", "housemates")
DAY, RUNS = 2, 10
GROUPS = {"phase": [(phase,) for phase in Phase], "whole": [tuple(Phase)]}


class Inside(World):
    """A world whose phases are traced: it keeps counts on the device and settles nothing."""

    def __init__(self, machine: Machine, made: tuple[Any, Any, Any], wide: dict[str, Any], lines: Any) -> None:
        self.machine, self.layout = machine, machine.setting.layout
        self.columns, self.words, self.rows = map(dict, made)
        self.base, self.place = lines
        self._wide, self.counts, self._rooms, self._on_processor = wide, {}, {}, False

    def live(self, phases: tuple[Phase, ...]) -> None:
        """Some phases of a day, as `World.step` lives them."""
        for phase in phases:
            echo = self.machine.assembly.word(f"{phase.name}.echo")
            if echo is not None:
                self._spread(echo)
            self._play(phase, "decide", DAY)
            self._play(phase, "update", DAY)
            for word in self.machine.assembly.words:
                if word.phase is phase and word is not echo:
                    self._tally(word, self.machine.compiled[f"pack {word.key}"](self.words[word.key]))
            self._let_go(phase.name)

    def _tally(self, word: Word, packed: Any) -> None:
        s, kernels = self.machine.setting, self.machine.compiled
        chunks, rows = kernels[f"count {word.key}"](packed, s.group_masks)
        self.rows.update((word.events[bit].name, row) for bit, row in zip(self.machine.kept(word), rows, strict=True))
        self.counts[word.key] = kernels[f"places {word.key}"](chunks, s.ranges)


def ways(society: Society, people: int, *, whole: bool) -> dict[str, Any]:
    """Seconds of a day of so many people in kernels, in phases and (`whole`) in one function; and of compiling each."""
    made, _ = society.course(people)
    machine = Machine(made.assembly, made.setting, [made.seed])
    machine.build()
    world = World(machine, made.values(1))
    world.begin()
    names = {name for kernel in machine.kernels.values() for name in kernel.polity}
    wide = {name: world._polity(name) for name in names}
    given = ({name: getattr(made.setting, name) for name in ARRAYS}, machine.fixed, wide, (world.base, world.place))
    begun = {name: np.asarray(column) for name, column in world.columns.items()} if people < 1 << 20 else None
    spent, _ = _timed(lambda _: world.step(DAY), lambda: world.columns)
    found: dict[str, Any] = {
        "people": people, "day_s": {"kernels": spent}, "compile_s": {"kernels": machine.compile_s}, "counts_agree": {},
    }  # fmt: skip
    if begun is not None:  # small enough to be lived again from the start
        world.columns = {name: jax.numpy.asarray(column) for name, column in begun.items()}
        world._wide.update(wide)
        world.step(DAY)
    expected, columns = world.counts, world.columns
    for way in ("phase", "whole") if whole else ("phase",):
        started = time.perf_counter()
        pieces = _compiled(machine, made.setting, columns, given, GROUPS[way])
        found["compile_s"][way] = time.perf_counter() - started
        if begun is not None:
            columns = {name: jax.numpy.asarray(column) for name, column in begun.items()}
            columns, counts = pieces(columns)
            found["counts_agree"][way] = all((np.asarray(counts[key]) == expected[key][0]).all() for key in counts)
        spent, columns = _timed(lambda columns, live=pieces: live(columns)[0], None, columns)
        found["day_s"][way] = spent
    return found


def _compiled(
    machine: Machine, setting: Setting, columns: Any, given: Any, groups: list[tuple[Phase, ...]]
) -> Callable[[Any], tuple[Any, Any]]:
    """A day of so many functions: columns -> (columns, counts)."""
    opened = lambda jobs: {job.key: jax.jit(job.function, inline=True) for job in jobs}  # noqa: E731
    with patch.object(loop, "compile_all", opened):
        machine = Machine(machine.assembly, setting, machine.seeds)
        machine.build()
    functions, shapes = [], (_shapes(columns), {}, {})
    for phases in groups:
        traced = jax.jit(_traced(machine, setting, phases), donate_argnums=0).lower(*shapes, given)
        functions.append(traced.compile())
        shapes = _shapes(traced.out_info)[:3]

    def live(columns: Any) -> tuple[Any, Any]:
        words, rows, counts = {}, {}, {}
        for function in functions:
            columns, words, rows, counted = function(columns, words, rows, given)
            counts |= counted
        return columns, counts

    return live


def _shapes(tree: Any) -> Any:
    return jax.tree.map(lambda leaf: jax.ShapeDtypeStruct(leaf.shape, leaf.dtype), tree)


def _traced(machine: Machine, setting: Setting, phases: tuple[Phase, ...]) -> Callable[..., Any]:
    def some(columns: Any, words: Any, rows: Any, given: Any) -> Any:
        arrays, fixed, wide, lines = given
        arrays = dict(arrays)
        housemates = arrays.pop("housemates")
        machine.setting = replace(setting, **arrays)
        machine.setting.__dict__["housemates"] = housemates
        machine.fixed = fixed
        inside = Inside(machine, (columns, words, rows), dict(wide), lines)
        inside.live(phases)
        return inside.columns, inside.words, inside.rows, inside.counts

    return some


def _timed(live: Any, made: Any, columns: Any = None) -> tuple[float, Any]:
    """Median seconds of `live`, and what it made last."""
    spent = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        columns = live(columns)
        jax.block_until_ready(columns if made is None else made())
        spent.append(time.perf_counter() - started)
    return median(spent[1:]), columns
