"""A course of days: compile, begin, step, record; what comes out is a History."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from sousveil.contract.columns import BYTES_A_PERSON
from sousveil.engine.assemble import Assembly
from sousveil.engine.checkpoint import restore
from sousveil.engine.digest import state_hash
from sousveil.engine.keeper import Keeper
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine, Sets, Values
from sousveil.engine.memory import give_back, peak_bytes
from sousveil.engine.nights import Nightly, quiet
from sousveil.engine.recorder import SNAPSHOTS, Recorder
from sousveil.engine.setting import Setting, replicate_seed
from sousveil.engine.sizes import MOST_BINS
from sousveil.engine.sizes import together as together
from sousveil.records.hashed import Hashed
from sousveil.records.history import History

EachDay = Callable[[World, int, int], None]
"""Called with the world as it is after a day, the day, and the number of the first replicate in it. Changes nothing."""


def look_away(world: World, day: int, replicate: int) -> None:
    """Look at nothing."""


@dataclass(frozen=True)
class Course:
    """What to run. Seeds of replicates come from (seed, replicate); `values(day)` gives parameters by path."""

    assembly: Assembly
    setting: Setting
    days: int
    seed: int
    replicates: int
    values: Callable[[int], Sets]
    changes: frozenset[int] = frozenset()
    """Days on which parameter values change."""
    told: Callable[[str, int, int], None] = lambda text, done, total: None
    """Called with what is going on, days done and days in all."""
    each_day: EachDay = look_away
    nights: Nightly = quiet
    """What works on a world between two days."""
    most_bins: int = MOST_BINS
    """Bins of time that are kept of the replicates that are stepped together."""
    pictures: int = SNAPSHOTS
    """Days after the start on which columns are pictured."""


class InterruptedRunError(Exception):
    """The run was stopped; `day` is the last complete day."""

    def __init__(self, day: int) -> None:
        super().__init__(f"stopped after day {day}")
        self.day = day


def live(course: Course, keeper: Keeper | None = None, *, last: bool = False) -> History:
    """Run every replicate and join their histories; a keeper says where to begin, and keeps checkpoints.

    last: the setting is not needed again and lends its memory.
    """
    batch = together(course.replicates, course.setting.layout.slots)
    seeds = [replicate_seed(course.seed, r) for r in range(course.replicates)]
    machine, histories, done = None, [], 0
    for number, start in enumerate(range(0, course.replicates, batch)):
        mine = seeds[start : start + batch]
        if machine is None:
            machine = Machine(course.assembly, course.setting, mine)
            what = f"compiling {len(course.assembly.mechanisms)} mechanisms{course.setting.devices.described}"
            course.told(what, 0, course.days * course.replicates)
            machine.build()
        else:
            machine.reseed(mine)
        lent = last and start + batch == len(seeds)
        histories.append(_batch(course, machine, done, keeper, number, last=lent))
        done += batch * course.days
    whole = joined(histories, course)
    if keeper is not None:
        whole.performance["checkpoint_s"] = round(keeper.pace.spent, 3)
    return whole


def variants(course: Course, others: Iterable[Callable[[int], Values]]) -> Iterator[History]:
    """The same people, luck (of the first replicate) and kernels under other parameter values: a history for each.

    Which parameters vary by place has to be as in the course, since the kernels are compiled once.
    """
    machine = Machine(course.assembly, course.setting, [replicate_seed(course.seed, 0)])
    machine.build()
    for number, values in enumerate(others):
        yield _batch(replace(course, values=values), machine, number * course.days)


def _batch(
    course: Course, machine: Machine, done: int, keeper: Keeper | None = None, number: int = 0, *, last: bool = False
) -> History:
    saved = None if keeper is None else keeper.saved.get(number)
    world, recorder, lived, before = begun(course, machine, saved, last=last)
    started, day, width = time.perf_counter() - before, lived, len(machine.seeds)
    try:
        for day in range(lived + 1, course.days + 1):
            if day in course.changes:
                world.set_parameters(course.values(day))
            world.step(day)
            recorder.day(day)
            if keeper is not None and day < course.days:
                keeper.day(number, world, recorder, day, time.perf_counter() - started)
            told = time.perf_counter()
            course.each_day(world, day, number * width)
            course.told("living", done + day * width, course.days * course.replicates)
            started += time.perf_counter() - told  # whoever is told may take time, or wait: that is no living
    except KeyboardInterrupt:
        raise InterruptedRunError(max(day - 1, lived)) from None
    made = saved.attributes.get("state_hash") if saved is not None else None
    history = finished(machine, world, recorder, made, time.perf_counter() - started)
    if keeper is not None and made is None and (keeper.more or (number + 1) * width < course.replicates):
        keeper.batch(number, recorder, history.state_hash, float(history.performance["simulate_s"]))
    return history


def begun(
    course: Course, machine: Machine, saved: Hashed | None, *, last: bool = False
) -> tuple[World, Recorder, int, float]:
    """World and recorder before the first day to be lived, the days lived already and the seconds they took."""
    lived = 0 if saved is None else int(saved.attributes["day"])
    give_back()
    world = World(machine, course.values(min(lived + 1, course.days)), last=last, nights=course.nights)
    give_back()
    if saved is None:
        world.begin()
        recorder = Recorder(world, course.days, course.most_bins, course.pictures)
        recorder.picture(0)
        return world, recorder, 0, 0.0
    recorder = Recorder(world, course.days, course.most_bins, course.pictures)
    restore(saved, world, recorder)
    return world, recorder, lived, float(saved.attributes["simulate_s"])


def finished(machine: Machine, world: World, recorder: Recorder, state: str | None, seconds: float) -> History:
    """What was recorded; `state`: the state hash, where it is known already."""
    recorder.catch_up()
    if state is None:
        whole = {name: world.devices.whole(column) for name, column in world.columns.items()}
        state = state_hash(world.layout, {n: column[0] if machine.many else column for n, column in whole.items()})
    rules = {**machine.assembly.emitters} | {
        event.name: "ties" for word in machine.assembly.words if word.key.endswith("echo") for event in word.events
    }
    return History(
        recorder.events, recorder.grouping.names, recorder.time, recorder.counts, recorder.polity,
        recorder.snapshots, recorder.pictures, machine.setting.people, world.layout.places, recorder.case_file(), rules,
        state, {"compile_s": machine.compile_s, "simulate_s": seconds, **world.nights.performance()},
        recorder.cases_left_out, machine.setting.adults,
    )  # fmt: skip


def joined(histories: list[History], course: Course) -> History:
    """The histories of batches of replicates as one."""
    first = histories[0]
    whole = History(
        first.events, first.groups, first.time, np.concatenate([h.counts for h in histories]),
        _joined_arrays([h.polity for h in histories]), first.snapshots,
        _joined_arrays([h.histograms for h in histories]), first.people, first.places, first.case, first.mechanisms,
        first.state_hash, cases_left_out=first.cases_left_out, adults=first.adults,
    )  # fmt: skip
    people = int(course.setting.people[:, 0].sum())
    seconds = sum(float(h.performance["simulate_s"]) for h in histories)
    nightly = {key for h in histories for key in h.performance} - {"compile_s", "simulate_s"}
    whole.performance = {
        "compile_s": round(float(first.performance["compile_s"]), 3),
        "simulate_s": round(seconds, 3),
        "person_days_per_s": round(people * course.days * course.replicates / max(seconds, 1e-9)),
        "peak_bytes": peak_bytes(),
        "bytes_per_person": BYTES_A_PERSON,
        "bytes_per_person_is": "the columns' own bytes",
        "device": course.setting.devices.kind,
        "devices": course.setting.devices.count,
        **{key: round(sum(float(h.performance.get(key, 0)) for h in histories), 3) for key in sorted(nightly)},
    }
    return whole


def _joined_arrays(parts: list[Mapping[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
