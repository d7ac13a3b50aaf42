"""Mechanisms with the numbers that a safeguard leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from sousveil.contract.mechanism import Mechanism
from sousveil.scenario import Scenario, load

M = TypeVar("M", bound=Mechanism)


@cache
def baseline() -> Scenario:
    """The flagship, small."""
    return load("everything-app", people=6_000, days=14, seed=3)


def bounded(cls: type[M], safeguard: str, **numbers: float) -> M:
    """The mechanism as the flagship has it under a safeguard; numbers by place are left at their defaults."""
    values = baseline().guarded({safeguard: numbers}).parameters
    mine = {key: values[f"{cls.name}.{key}"] for key in cls.parameters}
    return cls(**{key: value for key, value in mine.items() if not isinstance(value, Mapping)})
