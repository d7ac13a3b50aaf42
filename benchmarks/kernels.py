"""python -m benchmarks.kernels [SCENARIO] [PEOPLE] [DAYS]: nanoseconds a person-day by kernel, beside the floor.

The floor of luck is measured in the same process: words of Threefry-2x32-20 an instant, drawn and thrown away.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from statistics import median
from typing import Any

import jax
import jax.numpy as jnp

from sousveil import simulate
from sousveil.contract.draws import threefry2x32
from sousveil.engine.loop import Machine, World
from sousveil.engine.memory import keep_pages, peak_bytes
from sousveil.engine.recorder import Recorder
from sousveil.scenario import load


def generator_rate(people: int = 1 << 22, runs: int = 5) -> float:
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


def main(name: str = "everything-app", people: int = 1_000_000, days: int = 5) -> None:
    """Print the table."""
    keep_pages()
    course = simulate.course_of(load(name, people=people, days=days + 1))
    machine = Machine(course.assembly, course.setting, [course.seed])
    machine.build()
    world = World(machine, course.values(1))
    world.begin()
    recorder = Recorder(world, 365)  # a year's rhythm of snapshots
    world.step(1)
    recorder.day(1)
    spent: dict[str, list[float]] = defaultdict(list)

    def timed(key: str, function: Any) -> Any:
        def call(*arguments: Any) -> Any:
            started = time.perf_counter()
            made = jax.block_until_ready(function(*arguments))
            spent[key].append(time.perf_counter() - started)
            return made

        return call

    machine.compiled = {key: timed(key, function) for key, function in machine.compiled.items()}
    step, keep = timed("one day", world.step), timed("recording", recorder.day)
    for day in range(2, days + 2):
        step(day)
        keep(day)
    word = generator_rate()
    streams = {k.name: len(k.streams) for k in machine.kernels.values()}
    print(f"{name}: {people:,} people, {days} days; compiled in {machine.compile_s:.1f} s; {word * 1e9:.2f} ns a word")
    print(f"{'kernel':28}{'ns':>8}{'streams':>9}{'floor of luck':>15}")
    for key, times in spent.items():
        drawn = streams.get(key, 0)
        print(f"{key:28}{min(times) * 1e9 / people:8.2f}{drawn:9}{2 * drawn * word * 1e9:15.2f}")
    rate = people / (median(spent["one day"]) + median(spent["recording"]))
    print(f"{rate / 1e6:.1f} million person-days a second; peak {peak_bytes() / people:.0f} bytes a person in all")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*given[:1], *(int(float(number)) for number in given[1:]))
