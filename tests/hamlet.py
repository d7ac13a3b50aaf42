"""A small world on a graph or a grid: one place, everybody grown up and at home, person i in slot i."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sousveil.contract.columns import BY_NAME
from sousveil.contract.draws import threefry2x32
from sousveil.contract.ground import Graph, Grid
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.places import Place
from sousveil.engine.assemble import assemble
from sousveil.engine.course import Course
from sousveil.engine.devices import ONE
from sousveil.engine.layout import BLOCK
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.engine.nearby import EDGES
from sousveil.engine.setting import Friends, prepare, replicate_seed, stream_key


def fields(column: str, **values: Any) -> Any:
    """A column of fields from yes/no arrays."""
    shifts = BY_NAME[column].shifts
    return sum(np.asarray(value).astype(BY_NAME[column].dtype) << shifts[name][0] for name, value in values.items())


def course(
    mechanisms: list[Mechanism], people: int, ground: Graph | Grid | None, *, days: int = 20, seed: int = 1,
    replicates: int = 1, devices: Any = ONE, places: int = 1, **columns: Any,
) -> Course:  # fmt: skip
    """A course of so many people; `columns` are stored values by person."""
    blocks = -(-people // BLOCK)
    given = {"age": 3, "traits": fields("traits", present=1, urban=1, head=1), **columns}
    laid = {}
    for name, values in given.items():
        column = np.zeros(blocks * BLOCK, BY_NAME[name].dtype)
        column[:people] = values
        laid[name] = column.reshape(blocks, BLOCK)
    where = tuple(Place(f"Hamlet {i}", "Hamlet", "urban") for i in range(places))
    nobody = Friends(np.zeros((0, blocks), np.int64), (), ())
    block_place = np.minimum(np.arange(blocks), places - 1).astype(np.int32)
    setting = prepare(laid, where, block_place, nobody, seed, devices, ground)
    values = {f"{m.name}.{key}": value for m in mechanisms for key, value in m.values.items()}
    return Course(assemble(mechanisms), setting, days, seed, replicates, lambda day: values.__getitem__)


def world_of(one: Course) -> World:
    """Its world before the first day."""
    seeds = [replicate_seed(one.seed, r) for r in range(one.replicates)]
    machine = Machine(one.assembly, one.setting, seeds)
    machine.build()
    world = World(machine, one.values(1))
    world.begin()
    return world


def stored(world: World, name: str) -> Any:
    """(replicates, people) a column as it is, everybody in the order of their numbers."""
    made = np.asarray(world.columns[name])
    made = made if world.machine.many else made[None]
    return made.reshape(len(made), -1)[:, np.asarray(world.machine.setting.seats)]


def counts(one: Course, event: str) -> Iterator[Any]:
    """Day by day (replicates,) how many people an event befell."""
    world = world_of(one)
    for day in range(1, one.days + 1):
        world.step(day)
        found = world.counted(event)
        assert found is not None
        yield found[:, 0, 0]


def daily(one: Course, event: str) -> Any:
    """(days, replicates) how many people an event befell."""
    return np.stack(list(counts(one, event)))


def edges(seed: int, ground: Graph, people: int) -> list[list[int]]:
    """The two ends of every edge, in whole numbers without end."""
    edge = np.arange(ground.edges(people), dtype=np.uint32)
    words = threefry2x32(stream_key(seed, EDGES), (edge, np.zeros_like(edge)))
    return [[int(word) * people >> 32 for word in row] for row in words]


def along(ends: list[list[int]], flags: Any) -> Any:
    """How many of `flags` are tied to each person, edge by edge."""
    count = np.zeros(len(flags), int)
    for one, other in zip(*ends, strict=True):
        if one != other:
            count[one] += flags[other]
            count[other] += flags[one]
    return count
