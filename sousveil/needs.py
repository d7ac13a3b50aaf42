"""What a scenario asks for, and what a run of it will need, before anything is allocated. Imports no JAX."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from sousveil.contract.errors import RequestError
from sousveil.contract.registry import mechanism
from sousveil.engine.assemble import Assembly, assemble
from sousveil.engine.memory import Estimate, estimate
from sousveil.engine.sizes import record_bytes, together
from sousveil.population import PopulationSpec, blocks_needed, places

if TYPE_CHECKING:
    from sousveil.scenario import Scenario

RATES = ((10_000, 1e6), (100_000, 6e6), (1_000_000, 2e7), (10_000_000, 2.8e7))
"""People, and person-days a second of the whole day's rules on two CPU cores; between them by proportion."""
COMPILING = 5.0
"""Seconds to compile the kernels for the first time; they are kept for later runs."""


def assembly_of(scenario: Scenario) -> Assembly:
    """The scenario's mechanisms, ordered and checked."""
    in_force = scenario.parameters_on(1)
    made = []
    for name in scenario.mechanisms:
        cls = mechanism(name)
        mine = {key: in_force[f"{name}.{key}"] for key in cls.parameters}
        made.append(cls(**{key: value for key, value in mine.items() if not isinstance(value, Mapping)}))
    days = {1, *(patch.day for patch in scenario.patches)}
    placed = {path for day in days for path, v in scenario.parameters_on(day).items() if isinstance(v, Mapping)}
    return assemble(made, omniscient=scenario.omniscient, by_place=placed)


def spec_of(scenario: Scenario) -> PopulationSpec:
    """What population the scenario asks for."""
    choice = scenario.population
    if choice.countries is not None:
        raise RequestError("this is a world of countries, and people are wanted here", where=scenario.name,
                           allowed=f"sousveil world {scenario.name}, or a scenario of people")  # fmt: skip
    if choice.cells is None:
        return PopulationSpec(table=choice.table, abroad=choice.abroad)
    from sousveil.scenario.cells import spec_of as of_cells

    return of_cells(choice)


def needs(scenario: Scenario, replicates: int = 1) -> Estimate:
    """The memory a run will need; allocates nothing."""
    spec = spec_of(scenario)
    slots = blocks_needed(spec, scenario.people) * 256
    batch = together(replicates, slots)
    assembly = assembly_of(scenario)
    one = record_bytes(scenario.days, batch, len(assembly.event_names), len(places(spec)))
    # twice: histories are joined at the end
    return estimate(scenario.people, slots, batch, 2 * one * (replicates - 1), assembly.small_world)


def check_memory(needed: Estimate) -> None:
    """Refuse more people than memory holds, and say how many fit."""
    if needed.available and needed.peak > needed.available:
        raise RequestError(
            f"{needed.people:,} people need about {needed.peak / 2**30:.1f} GiB",
            where="--people",
            found=f"{needed.available / 2**30:.1f} GiB of free memory",
            allowed=f"at most about {needed.largest:,} people on this machine",
        )


def seconds_of(scenario: Scenario, replicates: int = 1) -> float:
    """About how long a run will take on two CPU cores: a rule of thumb."""
    return COMPILING + scenario.people * scenario.days * replicates / _rate(scenario.people)


def _rate(people: int) -> float:
    if people <= RATES[0][0]:
        return RATES[0][1] * people / RATES[0][0]
    for (low, slow), (high, fast) in pairwise(RATES):
        if people <= high:
            return slow + (fast - slow) * (people - low) / (high - low)
    return RATES[-1][1]
