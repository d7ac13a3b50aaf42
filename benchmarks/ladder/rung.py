"""One rung of the ladder: so many people, as many days as fit, and what a day costs."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from statistics import median
from typing import Any

import jax

from benchmarks.ladder.plain import Plain
from sousveil import simulate
from sousveil.engine.copies import repeated
from sousveil.engine.course import Course
from sousveil.engine.layout import TILE
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.engine.recorder import Recorder
from sousveil.engine.setting import Friends
from sousveil.population.ties import Topology

YEAR = 365
DEAREST = 12
"""Kernels of which the time is kept."""


class Society:
    """Courses of a scenario, of any size: people of more than about `base` are copies of so many drawn ones."""

    def __init__(self, scenario: Plain, base: int) -> None:
        self.scenario, self.base = scenario, base
        self._drawn: dict[int, Course] = {}

    def course(self, people: int) -> tuple[Course, int]:
        """A course of about so many people, and how many copies of the drawn ones they are."""
        copies = max(1, round(people / self.base))
        made = self._of(people if copies == 1 else self.base)
        if copies == 1:
            return made, 1
        places = made.setting.layout.places

        def tied(block_place: Any) -> Friends:
            ties = Topology(block_place, places)
            return Friends(ties.partner, ties.masks, ties.thresholds)

        return replace(made, setting=repeated(made.setting, copies, tied, made.seed)), copies

    def _of(self, people: int) -> Course:
        if people not in self._drawn:
            self._drawn[people] = simulate.course_of(replace(self.scenario, people=people, days=YEAR))
        return self._drawn[people]


class Watch:
    """Calls of kernels: seconds, and bytes of what they are given and give, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.bytes: dict[str, int] = defaultdict(int)
        self.live = 0
        """Most bytes of arrays at the same time, in all."""

    def around(self, key: str, kernel: Callable[..., Any]) -> Callable[..., Any]:
        """The kernel, which waits for what it makes."""

        def call(*arguments: Any) -> Any:
            read = _bytes(arguments)
            started = time.perf_counter()
            made = jax.block_until_ready(kernel(*arguments))
            self.seconds[key] += time.perf_counter() - started
            self.bytes[key] += read + _bytes(made)
            self.live = max(self.live, sum(array.nbytes for array in jax.live_arrays()))
            return made

        return call


def _bytes(tree: Any) -> int:
    return sum(leaf.nbytes for leaf in jax.tree.leaves(tree) if hasattr(leaf, "nbytes"))


def climb(society: Society, people: int, days: int, seconds: float, limits: Mapping[str, float]) -> dict[str, Any]:
    """Live as many days of so many people as fit, at most `days`; the figures of the rung."""
    started, before = time.perf_counter(), _peak()
    made, copies = society.course(people)
    jax.block_until_ready(made.setting.mutual)
    machine = Machine(made.assembly, made.setting, [made.seed])
    settled = time.perf_counter()
    machine.build()
    world = World(machine, made.values(1))
    world.begin()
    recorder = Recorder(world, YEAR)
    if copies > 1:
        recorder.snapshots = ()  # everybody's columns would have to be carried here
    ready = time.perf_counter()
    stepped, recorded = _days(made, world, recorder, days, seconds)
    watch = _watched(machine, world, len(stepped) + 1)
    slots = made.setting.layout.tiles * TILE
    line = {
        "people": int(made.setting.people[:, 0].sum()), "slots": slots, "copies": copies, "days": len(stepped),
        "setting_s": settled - started, "compile_s": machine.compile_s, "begin_s": ready - settled - machine.compile_s,
        "first_day_s": stepped[0], **_costs(made, stepped, recorded, watch, machine, limits),
        "stepping_s": sum(stepped), "keeping_s": sum(recorded), **_memory(watch, before),
    }  # fmt: skip
    return line


def _days(made: Course, world: World, recorder: Recorder, days: int, seconds: float) -> tuple[list[float], list[float]]:
    """Seconds of every day: what is lived, and what is kept of it."""
    stepped: list[float] = []
    recorded: list[float] = []
    for day in range(1, days + 1):
        started = time.perf_counter()
        if day in made.changes:
            world.set_parameters(made.values(day))
        world.step(day)
        jax.block_until_ready(world.columns)
        lived = time.perf_counter()
        recorder.day(day)
        stepped.append(lived - started)
        recorded.append(time.perf_counter() - lived)
        if day > 1 and sum(stepped) + sum(recorded) > seconds:
            break
    return stepped, recorded


def _watched(machine: Machine, world: World, day: int) -> Watch:
    """One more day, kernel by kernel."""
    watch, compiled = Watch(), machine.compiled
    machine.compiled = {key: watch.around(key, kernel) for key, kernel in compiled.items()}
    world.step(day)
    machine.compiled = compiled
    return watch


def _costs(
    made: Course, stepped: list[float], recorded: list[float], watch: Watch, machine: Machine,
    limits: Mapping[str, float],
) -> dict[str, Any]:  # fmt: skip
    people = int(made.setting.people[:, 0].sum())
    day, keeping = median(stepped[1:] or stepped), median(recorded[1:] or recorded)
    words = 2 * made.setting.layout.tiles * TILE * sum(len(kernel.streams) for kernel in machine.kernels.values())
    moved = sum(watch.bytes.values())
    dearest = sorted(watch.seconds.items(), key=lambda item: -item[1])[:DEAREST]
    whole = len(stepped) == YEAR
    return {
        "day_s": day, "recording_s": keeping, "person_days_per_s": people / day,
        "person_days_per_s_recorded": people / (day + keeping),
        "year_s": sum(stepped) + sum(recorded) if whole else (day + keeping) * YEAR,
        "year_is": "run" if whole else f"extrapolated from {len(stepped)} days",
        "moved_bytes_per_slot": moved / (made.setting.layout.tiles * TILE),
        "bandwidth_share": moved / day / limits["copied_bytes_per_s"],
        "words_per_day": words, "luck_share": words / limits["words_per_s"] / day,
        "kernels_s": {key: round(spent, 6) for key, spent in dearest}, "kernels_sum_s": sum(watch.seconds.values()),
    }  # fmt: skip


def _peak() -> int:
    return (jax.devices()[0].memory_stats() or {}).get("peak_bytes_in_use", 0)


def _memory(watch: Watch, before: int) -> dict[str, Any]:
    """The device's own peak where this rung set it, and the arrays of the fullest moment without what kernels use."""
    peak = _peak()
    return {"peak_bytes": peak if peak > before else None, "array_bytes": watch.live}


def forget() -> None:
    """Let go of everything that a rung left on the device."""
    gc.collect()
    jax.clear_caches()
