"""The numbers of the exhibit derived anew, and what it has to obey however few seeds there are."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import exp, factorial
from typing import Any

import numpy as np
import pytest

from sousveil import replications

RATES, UNITS = (8, 6, 4, 3, 1.5), 6
ALLOCATIONS = [units for units in product(range(UNITS + 1), repeat=len(RATES)) if sum(units) == UNITS]


def published(start: str) -> float:
    claims = replications.load("chasing-hits").claim.claims
    (found,) = [claim.published for claim in claims if claim.quantity.startswith(start)]
    assert isinstance(found, float)
    return found


@cache
def found_by(rate: float, units: int) -> float:
    """The mean of the lesser of units and a Poisson number."""
    return sum(exp(-rate) * rate**n / factorial(n) * min(units, n) for n in range(80))


def found(units: tuple[int, ...]) -> float:
    return sum(map(found_by, RATES, units))


def ways(units: tuple[int, ...]) -> float:
    """The chance that units placed independently fall like this."""
    many = factorial(UNITS)
    for count in units:
        many //= factorial(count)
    return many / len(RATES) ** UNITS


def test_the_best_allocation_and_the_mean_allocation():
    assert len(ALLOCATIONS) == 210
    best = max(ALLOCATIONS, key=found)
    assert best == (3, 2, 1, 0, 0)
    assert found(best) == pytest.approx(published("found a day by the best"), abs=5e-5)
    mean = sum(ways(units) * found(units) for units in ALLOCATIONS)
    assert mean == pytest.approx(published("found a day by units placed at random"), abs=5e-5)
    assert sum(RATES) == published("incidents found and missed")


def test_binomial_numbers_differ_from_poisson_numbers_by_less_than_the_tolerance():
    people, gap = 3072, 0.0
    for rate, units in zip(RATES, (3, 2, 1, 0, 0), strict=True):
        chance, none = rate / people, (1 - rate / people) ** people
        law = [none]
        for n in range(1, 60):
            law.append(law[-1] * (people - n + 1) / n * chance / (1 - chance))
        gap += sum(p * min(units, n) for n, p in enumerate(law)) - found_by(rate, units)
    assert abs(gap) < 0.0005


@cache
def small() -> dict[str, Any]:
    """Few seeds and days: laws that luck cannot break."""
    return replications.replicate("chasing-hits", ["days=121"], replicates=3)


def bars(title: str) -> dict[str, float]:
    (picture,) = [one for one in small()["pictures"] if one["title"].startswith(title)]
    return {row["name"]: row["value"] for row in picture["rows"]}


def test_nobody_finds_more_than_there_are_units_and_no_verdict_is_given():
    assert all(0 < value <= UNITS for value in bars("What is found").values())
    assert all(value > 0 for value in bars("What is missed").values())
    assert {row["verdict"] for row in small()["rows"]} == {"unstated"}


def test_where_attention_lowers_rates_fewer_incidents_happen_than_where_rates_stand_still():
    still = small()["rows"][0]["simulated"]
    assert all(bars("What is found")[name] + missed < still for name, missed in bars("What is missed").items())


def reference(policy: str, days: int, seed: int) -> tuple[float, float]:
    """Units at random or never moving, rates that answer: found and missed a day, in plain NumPy."""
    luck, rates, found_, missed = np.random.default_rng(seed), np.array(RATES), 0, 0
    for _ in range(days):
        units = luck.multinomial(UNITS, [0.2] * 5) if policy == "random" else np.array([3, 2, 1, 0, 0])
        happened = luck.poisson(rates)
        hits = np.minimum(units, happened)
        found_, missed = found_ + hits.sum(), missed + (happened - hits).sum()
        rates = np.where(units == 0, rates + 0.05, np.maximum(0, rates - 0.05 * units))
    return found_ / days, missed / days


def test_units_at_random_do_what_another_program_says():
    runs = np.array([reference("random", 120, seed) for seed in range(200)])
    mean, spread = runs.mean(axis=0), runs.std(axis=0)
    # three seeds here: four of their standard errors
    for at, title in enumerate(("What is found", "What is missed")):
        assert abs(bars(title)["at random"] - mean[at]) < 4 * spread[at] / np.sqrt(3)
