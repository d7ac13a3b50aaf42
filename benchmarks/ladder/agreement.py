"""Does the device make what a processor makes? By hash and figures; and, kernel by kernel, which operation does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jax
import numpy as np

from benchmarks.ladder.marks import day_marks, first_difference
from benchmarks.ladder.plain import Plain
from benchmarks.ladder.prepared import Prepared, figures, outside, state
from sousveil import simulate
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.engine.recorder import Recorder
from sousveil.records.history import History


def agreement(prepared: Prepared) -> dict[str, Any]:
    """Live the prepared scenario on the default device; what agrees with the processor's, and what differs first."""
    course = simulate.course_of(prepared.scenario)
    machine = Machine(course.assembly, course.setting, [course.seed])
    machine.build()
    world, days, spent = World(machine, course.values(1)), [], 0.0
    world.begin()
    recorder = Recorder(world, course.days)
    recorder.picture(0)
    for day in range(1, course.days + 1):
        started = time.perf_counter()
        if day in course.changes:
            world.set_parameters(course.values(day))
        world.step(day)
        recorder.day(day)
        spent += time.perf_counter() - started
        days.append(day_marks(world))
    found = state(world)
    far = outside(figures(_history(recorder, course.setting.people, found)), prepared)
    return {
        "people": prepared.scenario.people, "days": course.days, "compile_s": machine.compile_s, "live_s": spent,
        "state_hash": found, "state_hash_agrees": found == prepared.state_hash,
        "first_difference": first_difference(days, prepared.marks),
        "figures": len(prepared.figures), "figures_outside": far, "replicates": prepared.replicates,
        "prepared_with": prepared.made_with,
    }  # fmt: skip


def _history(recorder: Recorder, people: Any, found: str) -> History:
    """As much of a history as figures are made of."""
    from sousveil.contract.columns import GROUPS

    recorder.catch_up()
    return History(
        recorder.events, tuple(GROUPS), recorder.time, recorder.counts, recorder.polity, recorder.snapshots,
        recorder.pictures, people, recorder.world.layout.places, {}, {}, found,
    )  # fmt: skip


def kernel_by_kernel(scenario: Plain, people: int = 100_000, days: int = 3) -> dict[str, Any]:
    """Give a processor's kernels what the device's are given, day after day; which of them answer differently.

    name -> what differs: output, how many elements of how many, the largest difference. Each kernel is compared by
    itself, so that one that is wrong does not hide the others. Empty slots are left out where an output has slots.
    """
    course = simulate.course_of(replace(scenario, people=people, days=days))
    machine = Machine(course.assembly, course.setting, [course.seed], at_once=False)  # kernels that both have
    machine.build()
    processor = jax.devices("cpu")[0]
    beside = Machine(course.assembly, course.setting, [course.seed], at_once=False)
    default = jax.config.jax_default_device
    jax.config.update("jax_default_device", processor)  # for all threads: kernels are compiled in several
    try:
        beside.build()
    finally:
        jax.config.update("jax_default_device", default)
    present = np.asarray(course.setting.present)[:, None, :] >> np.arange(32, dtype=np.uint32)[None, :, None] & 1 != 0
    found: dict[str, Any] = {}

    def both(key: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            given = jax.device_put(jax.tree.map(np.asarray, arguments), processor)
            made, again = machine_kernels[key](*arguments), beside.compiled[key](*given)
            for number, (one, other) in enumerate(zip(jax.tree.leaves(made), jax.tree.leaves(again), strict=True)):
                apart = _apart(np.asarray(one), np.asarray(other), present)
                if apart and key not in found:
                    found[key] = {"output": number, **apart}
            return made

        return call

    machine_kernels = machine.compiled
    machine.compiled = {key: both(key) for key in machine_kernels}
    world = World(machine, course.values(1))
    world.begin()
    for day in range(1, days + 1):
        world.step(day)
    return {"people": people, "days": days, "kernels": len(machine_kernels), "different": found}


def _apart(one: np.ndarray, other: np.ndarray, present: np.ndarray) -> dict[str, int]:
    differ = one != other
    if differ.shape == present.shape:
        differ &= present
    if not differ.any():
        return {}
    largest = np.abs(one[differ].astype(np.int64) - other[differ].astype(np.int64)).max()
    return {"elements": int(differ.sum()), "of": differ.size, "largest": int(largest)}
