"""What worlds of countries will need, before anything is allocated. Imports no JAX."""

from __future__ import annotations

from sousveil.engine.layout import CHUNK
from sousveil.engine.memory import Estimate, countries_estimate
from sousveil.scenario import Scenario
from sousveil.world.question import CONDITIONS

COMPILING, QUARTERS_A_SECOND = 12.0, 4900.0
"""Seconds until worlds are lived where kernels are new, and quarters of a world lived in a second, on two cores."""


def worlds_needed(scenario: Scenario, replicates: int = 1, guesses: int = 0) -> Estimate:
    """The memory that worlds of countries will need under every condition of the question; allocates nothing."""
    worlds = len(CONDITIONS) * (replicates + guesses)
    slots = worlds * -(-scenario.people // CHUNK) * CHUNK
    return countries_estimate(scenario.people, slots)


def worlds_seconds(scenario: Scenario, replicates: int = 1, guesses: int = 0) -> float:
    """About how long they will take on two CPU cores: a rule of thumb."""
    lived = len(CONDITIONS) * (replicates + guesses) * scenario.days / QUARTERS_A_SECOND
    return COMPILING + lived
