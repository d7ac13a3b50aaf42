"""Lives: a course lived again, with a look at some events of everybody, or at every day of a few people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.engine.assemble import Word
from sousveil.engine.course import Course, InterruptedRunError
from sousveil.engine.layout import LANES
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine

Integers = npt.NDArray[Any]
Watch = Callable[[str, int, Integers], None]
"""Called with an event, the day, and its rows: (tiles, 256) packed words."""


def relive(course: Course, watch: Watch, each_day: Callable[[int, World], None]) -> World:
    """Live the first replicate; `each_day` is called with day 0 before the first day, and after every day."""
    machine = Machine(course.assembly, course.setting, [course.seed])
    course.told(f"compiling {len(course.assembly.mechanisms)} mechanisms", 0, course.days)
    machine.build()
    world = World(machine, course.values(1), nights=course.nights)
    world.begin()
    each_day(0, world)
    today, day = 0, 0

    def seen(word: Word, packed: Any) -> None:
        rows = np.asarray(packed)
        for bit, event in enumerate(word.events):
            watch(event.name, today, rows[:, bit])

    world.watchers.append(seen)
    try:
        for day in range(1, course.days + 1):
            today = day
            if day in course.changes:
                world.set_parameters(course.values(day))
            world.step(day)
            each_day(day, world)
            course.told("living again", day, course.days)
    except KeyboardInterrupt:
        raise InterruptedRunError(max(day - 1, 0)) from None
    return world


@dataclass
class Noted:
    """What befell everybody, of some events: whether, how often, and first when. (tiles, 32, 256) each."""

    ever: dict[str, Integers] = field(default_factory=dict)
    times: dict[str, Integers] = field(default_factory=dict)
    first: dict[str, Integers] = field(default_factory=dict)


def note(course: Course, ever: Sequence[str], times: Sequence[str], first: Sequence[str]) -> tuple[Noted, World]:
    """Live the course and note these events; the world is that of the last day."""
    shape = (course.setting.layout.tiles, LANES, 256)
    packed = {name: np.zeros((shape[0], shape[2]), np.uint32) for name in {*ever, *times, *first}}
    counts = {name: np.zeros(shape, np.uint16) for name in times}
    days = {name: np.zeros(shape, np.uint16) for name in first}

    def watch(name: str, day: int, rows: Integers) -> None:
        if name not in packed:
            return
        if name in days:
            days[name][unpacked(rows & ~packed[name])] = day
        if name in counts:
            counts[name] += unpacked(rows)
        packed[name] |= rows

    world = relive(course, watch, lambda day, world: None)
    noted = Noted({name: unpacked(rows) for name, rows in packed.items()}, counts, days)
    return noted, world


def unpacked(rows: Integers) -> Integers:
    """(tiles, 256) packed words as (tiles, 32, 256) booleans."""
    lane = np.arange(LANES, dtype=np.uint32)[None, :, None]
    return np.asarray((rows[:, None, :] >> lane) & 1 != 0)


@dataclass(frozen=True)
class Life:
    """Every event of one person, (day, name) in the order of the day, and every stored column, (days + 1,)."""

    person: int
    events: list[tuple[int, str]]
    columns: Mapping[str, Integers]


def lives(course: Course, people: Sequence[int]) -> list[Life]:
    """The lives of these people; raises KeyError where there is no such slot."""
    at = [course.setting.layout.position(person) for person in people]
    tile, lane, word = (np.array(axis, np.int64) for axis in zip(*at, strict=True))
    events: list[list[tuple[int, str]]] = [[] for _ in people]
    columns: dict[str, list[Integers]] = {}

    def watch(name: str, day: int, rows: Integers) -> None:
        for who in np.flatnonzero((rows[tile, word] >> lane.astype(np.uint32)) & 1):
            events[who].append((day, name))

    def each_day(day: int, world: World) -> None:
        for name, column in world.columns.items():
            columns.setdefault(name, []).append(np.asarray(column[tile, lane, word]))

    relive(course, watch, each_day)
    series = {name: np.stack(values, axis=1) for name, values in columns.items()}
    return [
        Life(person, events[who], {name: values[who] for name, values in series.items()})
        for who, person in enumerate(people)
    ]
