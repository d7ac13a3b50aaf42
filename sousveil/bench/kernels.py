"""The lab's own day, kernel by kernel: nanoseconds a person-day beside a floor that was measured in the same process.

The floor of a kernel is the time in which its bytes could be moved, its random words drawn and its bits counted, each
at the best this machine did, one after another.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import jax
import numpy as np

from sousveil import simulate
from sousveil.bench.ceilings import Ceilings, ceilings
from sousveil.engine.layout import TILE
from sousveil.engine.loop import World
from sousveil.engine.machine import DAY, Machine
from sousveil.engine.memory import keep_pages, peak_bytes
from sousveil.engine.recorder import Recorder

if TYPE_CHECKING:
    from sousveil.scenario import Scenario

DAYS = 5
YEAR = 365
"""Days whose rhythm of snapshots the recording has."""


@dataclass(frozen=True)
class Row:
    """A kernel, by person-day. ns: the best of the days. counted: bits of people counted, in words of 32."""

    kernel: str
    ns: float
    bytes: float
    words: int
    counted: float
    floor_ns: float


@dataclass(frozen=True)
class DayTable:
    """A day of a scenario; byte_ns, word_ns, counted_ns: what a byte, a random word and a count cost at best."""

    scenario: str
    people: int
    days: int
    compile_s: float
    byte_ns: float
    word_ns: float
    counted_ns: float
    rows: list[Row]
    day_ns: float
    """The median day, recording included."""
    floor_ns: float
    person_days_per_s: int
    bytes_per_person: int

    def document(self) -> dict[str, Any]:
        """Everything, for a JSON document."""
        return asdict(self)


class _Stopwatch:
    """Seconds and bytes by name; bytes that are only written over are not read."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.bytes: dict[str, list[int]] = defaultdict(list)

    def timed(self, key: str, function: Any, unread: int = 0) -> Any:
        """The function, which waits for what it makes."""

        def call(*arguments: Any) -> Any:
            moved = sum(a.nbytes for a in jax.tree.leaves(arguments) if isinstance(a, jax.Array))
            started = time.perf_counter()
            made = jax.block_until_ready(function(*arguments))
            self.spent[key].append(time.perf_counter() - started)
            new = sum(a.nbytes for a in jax.tree.leaves(made) if isinstance(a, jax.Array))
            self.bytes[key].append(moved - unread + new)
            return made

        return call


def measured(scenario: Scenario, days: int = DAYS) -> DayTable:
    """Live some days after one that does not count, and time every kernel of them."""
    keep_pages()
    people, course, best = scenario.people, simulate.course_of(scenario), ceilings()
    machine = Machine(course.assembly, course.setting, [course.seed])
    machine.build()
    world = World(machine, course.values(1))
    world.begin()
    recorder = Recorder(world, YEAR)
    world.step(1)
    recorder.day(1)
    watch, whole = _Stopwatch(), _Stopwatch()
    step, keep = whole.timed("one day", world.step), whole.timed("recording", recorder.day)
    for day in range(2, days + 2):
        step(day)
        jax.block_until_ready(world.columns)
        keep(day)
    unread = _unread(machine)
    machine.compiled = {k: watch.timed(k, function, unread.get(k, 0)) for k, function in machine.compiled.items()}
    for day in range(days + 2, 2 * days + 2):
        world.step(day)
    rows = [_row(machine, key, times, watch.bytes[key], days, best) for key, times in watch.spent.items()]
    day_s = median(map(sum, zip(*whole.spent.values(), strict=True)))
    return DayTable(
        scenario.name, people, days, machine.compile_s, best.byte * 1e9, best.word * 1e9, best.counted * 1e9, rows,
        day_s * 1e9 / people, sum(row.floor_ns for row in rows), round(people / day_s), round(peak_bytes() / people),
    )  # fmt: skip


def _unread(machine: Machine) -> dict[str, int]:
    """kernel -> bytes of arguments that it only writes over."""
    slots, words = machine.setting.layout.tiles * TILE, machine.assembly.keyed
    return {k.name: sum(slots * np.dtype(words[n].dtype).itemsize for n in k.spent) for k in machine.kernels.values()}


def _row(machine: Machine, key: str, times: list[float], moved: list[int], days: int, best: Ceilings) -> Row:
    """Of all calls of a day: a kernel may be called for several shared numbers."""
    people, calls = int(machine.setting.people[:, 0].sum()), len(times) // days
    streams = {k.name: len(k.streams) for k in machine.kernels.values()}.get(key, 0)
    masks, slots = machine.setting.group_masks.shape[1], machine.setting.layout.tiles * TILE
    counted = _events(machine, key) * masks * slots / 32 / people
    bytes_ = sum(moved) / days / people
    floor = bytes_ * best.byte + 2 * streams * best.word * slots / people + counted * best.counted
    return Row(key, min(times) * calls * 1e9 / people, bytes_, 2 * streams, counted, floor * 1e9)


def _events(machine: Machine, key: str) -> int:
    """How many events a kernel counts: those of a word, or of all words of a phase."""
    words = machine.assembly.words
    if key.startswith("count "):
        return sum(len(word.events) for word in words if key == f"count {word.key}")
    return sum(len(word.events) for word in words if key == f"{word.phase.name}.{DAY}")
