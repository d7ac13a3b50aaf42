"""The lab's own day, kernel by kernel: nanoseconds a person-day beside the floor of luck, of the same process."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp

from sousveil import simulate
from sousveil.contract.draws import threefry2x32
from sousveil.engine.loop import Machine, World
from sousveil.engine.memory import keep_pages, peak_bytes
from sousveil.engine.recorder import Recorder

if TYPE_CHECKING:
    from sousveil.scenario import Scenario

DAYS = 5
YEAR = 365
"""Days whose rhythm of snapshots the recording has."""


@dataclass(frozen=True)
class Row:
    """A kernel. ns: nanoseconds a person-day, the best of the days; floor_ns: what its streams cost by themselves."""

    kernel: str
    ns: float
    streams: int
    floor_ns: float


@dataclass(frozen=True)
class DayTable:
    """A day of a scenario; word_ns: what a random word costs, drawn and thrown away."""

    scenario: str
    people: int
    days: int
    compile_s: float
    word_ns: float
    rows: list[Row]
    person_days_per_s: int
    bytes_per_person: int

    def document(self) -> dict[str, Any]:
        """Everything, for a JSON document."""
        return asdict(self)


def word_seconds(people: int = 1 << 22, runs: int = 5) -> float:
    """Seconds a random word, drawn in a fused kernel that keeps a byte a person."""
    counter = jnp.arange(people, dtype=jnp.uint32)

    @jax.jit
    def draw(counter: Any, day: Any) -> Any:
        total = jnp.zeros(counter.shape, jnp.uint32)
        for stream in range(4):
            first, second = threefry2x32((day, jnp.uint32(stream)), (counter, day))
            total = total + (first >> 28) + (second >> 28)
        return total.astype(jnp.uint8)

    draw(counter, jnp.uint32(0)).block_until_ready()
    spent = []
    for day in range(runs):
        started = time.perf_counter()
        draw(counter, jnp.uint32(day)).block_until_ready()
        spent.append(time.perf_counter() - started)
    return median(spent) / people / 8


class _Stopwatch:
    """Seconds by name."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)

    def timed(self, key: str, function: Any) -> Any:
        """The function, which waits for what it makes."""

        def call(*arguments: Any) -> Any:
            started = time.perf_counter()
            made = jax.block_until_ready(function(*arguments))
            self.spent[key].append(time.perf_counter() - started)
            return made

        return call


def measured(scenario: Scenario, days: int = DAYS) -> DayTable:
    """Live some days after one that does not count, and time every kernel of them."""
    keep_pages()
    people, course = scenario.people, simulate.course_of(scenario)
    machine = Machine(course.assembly, course.setting, [course.seed])
    machine.build()
    world = World(machine, course.values(1))
    world.begin()
    recorder = Recorder(world, YEAR)
    world.step(1)
    recorder.day(1)
    watch = _Stopwatch()
    machine.compiled = {key: watch.timed(key, function) for key, function in machine.compiled.items()}
    step, keep = watch.timed("one day", world.step), watch.timed("recording", recorder.day)
    for day in range(2, days + 2):
        step(day)
        keep(day)
    word, streams = word_seconds(), {k.name: len(k.streams) for k in machine.kernels.values()}
    rows = [
        Row(key, min(times) * 1e9 / people, streams.get(key, 0), 2 * streams.get(key, 0) * word * 1e9)
        for key, times in watch.spent.items()
    ]
    rate = people / (median(watch.spent["one day"]) + median(watch.spent["recording"]))
    return DayTable(
        scenario.name, people, days, machine.compile_s, word * 1e9, rows, round(rate), round(peak_bytes() / people)
    )
