"""No float is kept as state, and none is calculated with in a kernel: bits would then depend on the compiler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jax
import numpy as np
import pytest

from sousveil import simulate
from sousveil.contract.columns import BY_NAME, COLUMNS
from sousveil.engine.kernels import arguments
from sousveil.engine.loop import World
from sousveil.engine.machine import Machine
from sousveil.scenario import load

WHOLE = "iub"  # signed, unsigned and boolean, as NumPy names them


def arrays(thing: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Every array inside mappings, sequences and objects of the engine, and where it was found."""
    if hasattr(thing, "dtype") and hasattr(thing, "shape"):
        yield where, thing
    elif isinstance(thing, Mapping):
        for key, item in thing.items():
            yield from arrays(item, f"{where}.{key}")
    elif isinstance(thing, list | tuple):
        for i, item in enumerate(thing):
            yield from arrays(item, f"{where}.{i}")
    elif type(thing).__module__.startswith("sousveil.engine") and hasattr(thing, "__dict__"):
        yield from arrays(vars(thing), where)


@pytest.fixture(scope="module")
def world() -> World:
    """The flagship, every mechanism on, after three days."""
    course = simulate.course_of(load("everything-app", people=2_000, days=3, seed=1))
    machine = Machine(course.assembly, course.setting, [course.seed])
    machine.build()
    made = World(machine, course.values(1))
    made.begin()
    for day in (1, 2, 3):
        made.step(day)
    return made


def test_every_column_is_declared_in_whole_numbers() -> None:
    assert {np.dtype(column.dtype).kind for column in COLUMNS} == {"u"}


def test_what_a_run_keeps_from_day_to_day_is_whole_numbers(world: World) -> None:
    found = dict(arrays(world))
    assert len(found) > 100  # columns, words, shared numbers, parameters, keys, masks: they were looked at
    assert {where: array.dtype for where, array in found.items() if array.dtype.kind not in WHOLE} == {}


def test_columns_are_kept_as_they_are_declared_and_shared_numbers_in_64_bits(world: World) -> None:
    assert {name: str(column.dtype) for name, column in world.columns.items()} == {
        name: BY_NAME[name].dtype for name in world.columns
    }
    assert {values.dtype for values in world.polity.values()} == {np.dtype(np.int64)}


def floats(function: Any, shapes: Any) -> set[str]:
    """What a kernel calculates in floats."""
    return {str(item.primitive) for item in _equations(jax.make_jaxpr(function)(*shapes).jaxpr)}


def _equations(jaxpr: Any) -> Iterator[Any]:
    for equation in jaxpr.eqns:
        if any(np.dtype(out.aval.dtype).kind not in WHOLE for out in equation.outvars):
            yield equation
        for inner in jax.tree.leaves(list(equation.params.values()), is_leaf=lambda item: hasattr(item, "jaxpr")):
            if hasattr(inner, "jaxpr"):
                yield from _equations(inner.jaxpr)


def test_no_kernel_of_a_phase_calculates_in_floats(world: World) -> None:
    machine, tiles = world.machine, world.layout.tiles
    assert len(machine.kernels) > 8
    for kernel in machine.kernels.values():
        assert floats(kernel.function, arguments(kernel, machine.assembly, tiles)) == set(), kernel.name


def test_a_float_in_a_kernel_is_found_out() -> None:
    assert floats(jax.jit(lambda words: (words * 0.5).astype("uint32")), (np.zeros(4, np.uint32),)) == {
        "convert_element_type",
        "mul",
    }
