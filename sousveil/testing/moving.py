"""The law of numbers: a parameter that moves nothing is a promise not kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from sousveil.contract import columns as table
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import Parameter
from sousveil.contract.quantity import Count
from sousveil.testing.noting import NotingStage, anybody, anything

OWN = {"statement_due": 2, "least_share": 0.1, "bar_majority": 200 * 256, "bar_minority": 200 * 256}
"""Shared numbers of a size of their own, by what they mean: 256ths of a point among them."""
FIRST, ONE, SEVERAL, DATED = range(1, 2), range(64, 65), range(60, 72), range(22, 34)
"""Days played where one does not tell, a multiple of 64 among them; and the quarters in which the dated things lie."""


def traces(mechanism: Mechanism, days: range) -> list[Any]:
    """Everything the mechanism says and writes when anything happens to anybody, and what it settles."""
    found: list[Any] = []
    polity: dict[str, Any] = {s.name: 100 if s.quantity is Count else 0.5 for s in table.SHARED.values()} | OWN
    for day in days:
        stage: NotingStage = anybody(seed=day)
        stage.stored["days_left"] %= 4  # terms end
        stage.stored["score"][0] %= 8  # some scores are a few points
        given = anything(stage, mechanism, seed=day)
        found += list(stage.decide(mechanism, day, given, **polity).values())
        stage.update(mechanism, day, given, **polity)
        found += [stage.stored[name] for name in mechanism.owns]
        stage.begin(mechanism)
        found += [stage.stored[name] for name in mechanism.owns]
        for nothing in ("", *mechanism.uses):
            found += [value.q for value in stage.settled(mechanism, np.random.default_rng(day), nothing).values()]
        found += list(stage.settle(mechanism, dict.fromkeys(mechanism.hears, 3), day=day, **polity).values())
    return found


def every_number_moves_something(mechanism: type[Mechanism], parameter: Parameter) -> None:
    """Between the ends of its range, every parameter changes something that the mechanism does."""
    # the other numbers at their defaults, then in the middle of their ranges: some are nothing by default
    middle = {key: sum(p.within) / 2 for key, p in mechanism.parameters.items()}
    for others, days in (({}, ONE), (middle, ONE), ({}, FIRST), ({}, SEVERAL), (middle, SEVERAL), ({}, DATED)):
        first, second = (traces(mechanism(**{**others, parameter.name: end}), days) for end in parameter.within)
        if any(not np.array_equal(a, b) for a, b in zip(first, second, strict=True)):
            return
    low, high = parameter.within
    raise AssertionError(f"{mechanism.name}.{parameter.name} moves nothing between {low:g} and {high:g}")
