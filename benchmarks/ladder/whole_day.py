"""An experiment: a day in one compiled function, against one kernel a phase. Nothing of it is part of the lab.

The kernels are the lab's own, traced one after another into a single function. Shared numbers are those of the morning,
because settling them is not the device's work, and the day is the same every time; so it costs what a day costs, and
what comes out is not kept.
"""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median
from typing import Any
from unittest.mock import patch

import jax

from benchmarks.ladder.rung import Society
from sousveil.engine import loop
from sousveil.engine.assemble import Word
from sousveil.engine.loop import Machine, World
from sousveil.engine.setting import Setting

ARRAYS = ("group_masks", "ranges", "heads", "present", "sociable", "partner", "housemates")
DAY, RUNS = 2, 10


class Inside(World):
    """A world whose day is traced: it keeps counts on the device and settles nothing."""

    def __init__(self, machine: Machine, columns: dict[str, Any], wide: dict[str, Any], lines: tuple[Any, Any]) -> None:
        self.machine, self.layout = machine, machine.setting.layout
        self.columns, self._wide = dict(columns), wide
        self.base, self.place = lines
        self.words, self.rows, self.counts, self._grouped = {}, {}, {}, {}

    def _tally(self, word: Word, packed: Any) -> None:
        s, kernels = self.machine.setting, self.machine.compiled
        chunks, rows = kernels[f"count {word.key}"](packed, s.group_masks)
        self.rows.update((word.events[bit].name, row) for bit, row in zip(self.machine.kept(word), rows, strict=True))
        self.counts[word.key] = kernels[f"places {word.key}"](chunks, s.ranges)

    def _settle(self, phase: Any, day: int) -> None:
        pass


def whole_day(society: Society, people: int) -> dict[str, Any]:
    """Seconds of a day of so many people both ways, and of compiling it."""
    made, _ = society.course(people)
    machine = Machine(made.assembly, made.setting, [made.seed])
    machine.build()
    world = World(machine, made.values(1))
    world.begin()
    apart = _timed(lambda: world.step(DAY), lambda: world.columns)
    names = {name for kernel in machine.kernels.values() for name in kernel.polity}
    wide = {name: world._polity(name) for name in names}
    given = ({name: getattr(made.setting, name) for name in ARRAYS}, machine.fixed, wide, (world.base, world.place))
    started = time.perf_counter()
    day = jax.jit(_traced(machine, made.setting), donate_argnums=0).lower(world.columns, given).compile()
    compile_s, columns = time.perf_counter() - started, world.columns

    def live() -> None:
        nonlocal columns
        columns, _ = day(columns, given)

    whole = _timed(live, lambda: columns)
    return {
        "people": people, "by_phase_day_s": apart, "by_phase_compile_s": machine.compile_s, "whole_day_s": whole,
        "whole_compile_s": compile_s, "whole_is": "shared numbers of the morning, counts left on the device",
    }  # fmt: skip


def _traced(machine: Machine, setting: Setting) -> Any:
    with patch.object(loop, "compile_all", lambda jobs: {job.key: jax.jit(job.function, inline=True) for job in jobs}):
        open_machine = Machine(machine.assembly, setting, machine.seeds)
        open_machine.build()

    def day(columns: Any, given: Any) -> Any:
        arrays, fixed, wide, lines = given
        arrays = dict(arrays)
        housemates = arrays.pop("housemates")
        open_machine.setting = replace(setting, **arrays)
        open_machine.setting.__dict__["housemates"] = housemates
        open_machine.fixed = fixed
        inside = Inside(open_machine, columns, dict(wide), lines)
        inside.step(DAY)
        return inside.columns, inside.counts

    return day


def _timed(live: Any, made: Any) -> float:
    spent = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        live()
        jax.block_until_ready(made())
        spent.append(time.perf_counter() - started)
    return median(spent[1:])
