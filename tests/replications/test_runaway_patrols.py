"""The numbers of runaway-patrols, from the published formulas and from an urn written anew."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil import replications
from sousveil.replications import replicate

RATES, PRIOR, DAYS = (3.68511, 2.816466), (609.0, 379.0), 1000


def claimed() -> list[Any]:
    return [one.published for one in replications.load("runaway-patrols").claim.claims]


def limit(discovered: float) -> float:
    """Root in [0, 1] of (c+d-a-b)x^2 + (a-2c-d)x + c: a visited region yields its rate, another what is reported."""
    (a, d), (b, c) = RATES, [(1 - discovered) * rate for rate in (RATES[1], RATES[0])]
    # rows of the update matrix: what is added to A and B when A is visited (a, b), when B is visited (c, d)
    roots = np.roots([c + d - a - b, a - 2 * c - d, c])
    return float(next(root for root in roots if 0 <= root <= 1))


def urn(fade: float, runs: int = 1000, seed: int = 1) -> np.ndarray:
    """(runs,) chance of region A after DAYS days of one visit a day, which adds a Poisson number to the record."""
    luck, record = np.random.default_rng(seed), np.tile(np.array(PRIOR), (runs, 1))
    for _ in range(DAYS):
        at = (luck.random(runs) >= record[:, 0] / record.sum(axis=1)).astype(int)
        record *= 1 - fade
        record[np.arange(runs), at] += luck.poisson(np.array(RATES)[at])
    return record[:, 0] / record.sum(axis=1)


def test_published_numbers_follow_from_rates_and_priors() -> None:
    kept, discovered, reported, corrected, order = claimed()
    for number, fade in ((kept, 0.0), (discovered, 0.01)):
        made = urn(fade)
        assert number == pytest.approx(made.mean(), abs=4 * made.std() / len(made) ** 0.5)
    assert reported == pytest.approx(limit(0.7), abs=5e-5)
    assert corrected == pytest.approx(RATES[0] / sum(RATES), abs=5e-5)
    assert order == [0.9, 1]
    assert limit(1.0) == pytest.approx(1)


def test_your_own_regions_have_figures_and_no_verdict() -> None:
    """Equal rates and a small record: the share of patrols stays where luck puts it, and its mean where it began."""
    given = ["rate_a=3", "rate_b=3", "prior_a=30", "prior_b=30", "days=200"]
    rows = replicate("runaway-patrols", given, replicates=40)["rows"]
    kept = rows[0]
    assert {row["verdict"] for row in rows} == {"unstated"}
    assert kept["simulated"] == pytest.approx(0.5, abs=4 * kept["standard_error"])
