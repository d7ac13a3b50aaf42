"""The numbers of cascade-window, from generating functions and from fixed points of the rule."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, comb, exp, lgamma, log

import pytest

from sousveil import replications
from sousveil.replications import replicate

THRESHOLD, VULNERABLE = 0.18, 5  # whoever has at most five near joins when one of them has


def poisson(k: int, mean: float) -> float:
    return exp(k * log(mean) - mean - lgamma(k + 1))


def trigger(mean: float) -> float:
    """Chance that one person reaches the large vulnerable cluster: 1 - exp(-z (1 - H)), H = 1 - G(1) + G(H)."""

    def reached(x: float) -> float:
        return sum(k * poisson(k, mean) / mean * x ** (k - 1) for k in range(1, VULNERABLE + 1))

    outside = 0.0
    for _ in range(20_000):
        outside = 1 - reached(1) + reached(outside)
    return 1 - exp(-mean * (1 - outside))


def joins(k: int, others: int, share: float) -> float:
    """Chance that enough of `others` have joined, for somebody with k near."""
    enough = range(ceil(THRESHOLD * k - 1e-9), others + 1)
    return sum(comb(others, m) * share**m * (1 - share) ** (others - m) for m in enough)


def size(mean: float) -> float:
    """Share of people whom a cascade takes once it is large: the rule on a tree, from a thousandth upwards."""
    degrees, along = range(1, 40), 1e-3
    for _ in range(200):
        along = sum(poisson(k, mean) * k / mean * joins(k, k - 1, along) for k in degrees)
    return sum(poisson(k, mean) * joins(k, k, along) for k in degrees)


def giant(mean: float) -> float:
    """Share of people who hang together."""
    share = 0.9
    for _ in range(3_000):
        share = 1 - exp(-mean * share)
    return share


def edges(most: int) -> list[float]:
    """Mean degrees at which the window opens and closes: z P[Poisson(z) <= K - 2] = 1, for K = most."""

    def condition(mean: float) -> float:
        return mean * sum(poisson(k, mean) for k in range(most - 1)) - 1

    steps = [step / 2_000 for step in range(1, 20_000)]
    return [a for a, b in pairwise(steps) if (condition(a) > 0) != (condition(b) > 0)]


def test_published_numbers_follow_from_the_formulas() -> None:
    claims = replications.load("cascade-window").claim.claims
    said = {claim.figure: claim.published for claim in claims}
    for figure, mean in (("three", 3), ("sparse", 1.5), ("five", 5), ("inside", 5.6)):
        assert said[f"large_{figure}"] == pytest.approx(trigger(mean), abs=5e-5)
    for figure, mean in (("three", 3), ("sparse", 1.5), ("five", 5)):
        assert said[f"size_{figure}"] == pytest.approx(size(mean), abs=5e-5)
    # inside the window, but close to its beginning, a large cascade takes whoever hangs together
    for mean in (3, 5):
        assert size(mean) == pytest.approx(giant(mean), abs=1e-4)
    for figure, mean in (("apart", 0.9), ("outside", 5.9), ("far", 6.5)):
        assert said[f"large_{figure}"] == 0 and trigger(mean) < 1e-3


def test_the_window_opens_and_closes_where_the_claims_say_and_above_a_quarter_there_is_none() -> None:
    assert edges(5) == pytest.approx([1.0207, 5.7647], abs=1e-3)
    assert edges(3) == []
    text = " ".join(claim.quantity for claim in replications.load("cascade-window").claim.claims)
    assert "begins at 1.02" in text and "ends at 5.76" in text


def test_any_threshold_and_mean_degree_can_be_asked_for() -> None:
    """A threshold of nothing takes everybody who has anybody near, at the first step of all; few seeds are enough."""
    rows = replicate("cascade-window", ["threshold=0", "degree=2", "days=3"], replicates=2)["rows"]
    assert {row["verdict"] for row in rows} == {"unstated"}
    taken = next(row for row in rows if row["quantity"].startswith("people whom a large cascade takes"))
    # all but those with nobody near, exp(-2) of 10,000, at three standard errors
    assert taken["simulated"] == pytest.approx(1 - exp(-2), abs=3 * (exp(-2) / 10_000) ** 0.5)
