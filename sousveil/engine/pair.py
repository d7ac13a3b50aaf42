"""Two courses of the same people with the same luck, lived beside each other: where does a life part first?

State follows from events, so two lives are the same, bit by bit, until an event befalls one and not the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.events import BY_NAME
from sousveil.contract.events import EVENTS as ALL_EVENTS
from sousveil.engine.assemble import Word
from sousveil.engine.course import Course, InterruptedRunError, begun, finished, joined, together
from sousveil.engine.layout import LANES, WIDTH, Layout
from sousveil.engine.loop import Suppressed, World
from sousveil.engine.machine import Machine
from sousveil.engine.setting import replicate_seed
from sousveil.engine.struck import here, positions
from sousveil.records.history import History

Integers = npt.NDArray[Any]
NEVER = 0


Seen = dict[str, tuple[Word, Any]]
"""Key of a word -> the word, and its packed rows today."""
FATES_AT_MOST = 5_000_000
"""Differences of fate that are kept, one by one; later ones are only counted."""


@dataclass
class Parting:
    """Where the lives of the first replicate part. day, event: (tiles, 32, 256); the day is 0 where they never do."""

    layout: Layout
    events: tuple[str, ...]
    """Every event of either side, in the order of the day."""
    day: Integers
    event: Integers
    only_reform: Integers
    """(tiles, 32, 256) True where the event befell them in the reform and not in the baseline."""
    fates: list[tuple[Integers, Integers, int, int]] = field(default_factory=list)
    """Persons and sides of a fate (number in `events`) that befell them on a day on one side only."""
    fates_kept: int = 0
    fates_left_out: int = 0
    _parted: Integers = field(default_factory=lambda: np.zeros(0, np.uint32))
    _today: tuple[Seen, Seen] = field(default_factory=lambda: ({}, {}))

    @classmethod
    def of(cls, layout: Layout, events: set[str]) -> Parting:
        """Nobody has parted yet."""
        slots = (layout.tiles, LANES, WIDTH)
        ordered = tuple(event.name for event in ALL_EVENTS if event.name in events)
        return cls(layout, ordered, np.zeros(slots, np.uint16), np.zeros(slots, np.int16), np.zeros(slots, bool),
                   _parted=np.zeros((layout.tiles, WIDTH), np.uint32))  # fmt: skip

    def watch(self, world: World, side: int) -> None:
        """Note what befalls whom in a world: side 0 is the baseline, 1 the reform."""
        today, many = self._today[side], world.machine.many

        def seen(word: Word, packed: Any) -> None:
            # brought here when the day is over: to wait now would hold up what the device could do meanwhile
            today[word.key] = word, packed[0] if many else packed

        world.watchers.append(seen)

    def close(self, day: int) -> None:
        """Compare the day that both sides have lived."""
        nobody = np.zeros_like(self._parted)
        sides = [_rows(today) for today in self._today]
        for number, name in enumerate(self.events):
            one, other = (rows.get(name, nobody) for rows in sides)
            apart = one ^ other
            if not apart.any():
                continue
            if BY_NAME[name].is_fate:
                self._keep_fate(apart, other, day, number)
            self._part(apart & ~self._parted, other, day, number)
        for today in self._today:
            today.clear()

    def _part(self, new: Integers, other: Integers, day: int, number: int) -> None:
        where = positions(*here(new))
        self.day[where], self.event[where], self.only_reform[where] = day, number, _bits(other, where)
        self._parted |= new

    def _keep_fate(self, apart: Integers, other: Integers, day: int, number: int) -> None:
        where = positions(*here(apart))
        if self.fates_left_out or self.fates_kept + len(where[0]) > FATES_AT_MOST:
            self.fates_left_out += len(where[0])
            return
        self.fates.append((self.layout.person(*where), _bits(other, where), day, number))
        self.fates_kept += len(where[0])

    def people(self) -> dict[str, Integers]:
        """person, day, event (number in `events`) and only_reform of everybody whose life parts, by person."""
        where = np.nonzero(self.day)
        person = self.layout.person(*where)
        made = {"person": person, "day": self.day[where], "event": self.event[where],
                "only_reform": self.only_reform[where]}  # fmt: skip
        order = np.argsort(person, kind="stable")
        return {name: column[order] for name, column in made.items()}

    def fate_rows(self) -> dict[str, Integers]:
        """person, day, event and only_reform of every fate that befell somebody on one side only."""
        none = np.zeros(0, np.int64)
        days = [np.full(len(who), day) for who, _, day, _ in self.fates]
        kinds = [np.full(len(who), number) for who, _, _, number in self.fates]
        return {
            "person": np.concatenate([none, *(who for who, *_ in self.fates)]),
            "day": np.concatenate([none, *days]),
            "event": np.concatenate([none, *kinds]),
            "only_reform": np.concatenate([none.astype(bool), *(side for _, side, *_ in self.fates)]),
        }


def _rows(today: Seen) -> dict[str, Integers]:
    """Event -> its packed words, (tiles, 256)."""
    made = {}
    for word, packed in today.values():
        rows = np.asarray(packed)
        made.update({event.name: rows[:, bit] for bit, event in enumerate(word.events)})
    return made


def _bits(words: Integers, where: tuple[Integers, Integers, Integers]) -> Integers:
    """The bits of packed words, (tiles, 256), at [tile, lane, word]."""
    tile, lane, word = where
    return np.asarray((words[tile, word] >> lane.astype(np.uint32)) & 1 != 0)


Taken = Mapping[int, Sequence[Suppressed]]


def live_pair(
    baseline: Course, reform: Course, suppressed: tuple[Taken, Taken] = ({}, {})
) -> tuple[History, History, Parting]:
    """Live both courses; they have the same people, days, seed and replicates.

    suppressed: for each side, day -> events that are taken back as soon as they are decided.
    """
    courses = (baseline, reform)
    batch = together(baseline.replicates, baseline.setting.layout.slots)
    seeds = [replicate_seed(baseline.seed, r) for r in range(baseline.replicates)]
    happening = {name for course in courses for name in course.assembly.event_names}
    parting = Parting.of(baseline.setting.layout, happening)
    machines: list[Machine] = []
    histories: tuple[list[History], list[History]] = ([], [])
    for start in range(0, len(seeds), batch):
        mine = seeds[start : start + batch]
        if machines:
            for machine in machines:
                machine.reseed(mine)
        else:
            machines = [_built(course, mine) for course in courses]
        made = _side_by_side(courses, machines, parting if start == 0 else None, start, suppressed)
        for history, kept in zip(made, histories, strict=True):
            kept.append(history)
    one, other = (joined(kept, course) for kept, course in zip(histories, courses, strict=True))
    return one, other, parting


def _built(course: Course, seeds: list[int]) -> Machine:
    machine = Machine(course.assembly, course.setting, seeds)
    course.told(f"compiling {len(course.assembly.mechanisms)} mechanisms", 0, course.days * course.replicates)
    machine.build()
    return machine


def _side_by_side(
    courses: tuple[Course, Course], machines: list[Machine], parting: Parting | None, done: int,
    suppressed: tuple[Taken, Taken],
) -> list[History]:  # fmt: skip
    sides = [begun(course, machine, None, last=False) for course, machine in zip(courses, machines, strict=True)]
    width, days = len(machines[0].seeds), courses[0].days
    for (world, *_), taken in zip(sides, suppressed, strict=True):
        world.suppressed = taken
    if parting is not None:
        for side, (world, *_) in enumerate(sides):
            parting.watch(world, side)
    day = 0
    try:
        for day in range(1, days + 1):
            for course, (world, recorder, *_) in zip(courses, sides, strict=True):
                if day in course.changes:
                    world.set_parameters(course.values(day))
                world.step(day)
                recorder.day(day)
            if parting is not None:
                parting.close(day)
            courses[0].told("living both", done * days + day * width, days * courses[0].replicates)
    except KeyboardInterrupt:
        raise InterruptedRunError(max(day - 1, 0)) from None
    return [
        finished(machine, world, recorder, None, 0.0)
        for machine, (world, recorder, *_) in zip(machines, sides, strict=True)
    ]
