"""Scores instead of answers: the rates of equal errors again without the lab, and the exhibit played small."""

from __future__ import annotations

from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest
from few import Few

LAW = NormalDist()
CASES = [("one", 1, 0.0), ("two", 2, 0.0), ("three", 3, 0.0), ("half", 2, 0.5), ("alike", 2, 1.0)]


@pytest.fixture(scope="module")
def made() -> Few:
    return Few("portrait-scores", 3)


def rate(sensors: int, correlation: float, separation: float = 2) -> float:
    """Errors at a threshold of half the separation: the mean score has this variance."""
    variance = (1 + (sensors - 1) * correlation) / sensors
    return LAW.cdf(-separation / 2 / variance**0.5)


@pytest.mark.parametrize(("figure", "sensors", "correlation"), CASES)
def test_rates_are_those_of_the_normal_law(made: Few, figure: str, sensors: int, correlation: float) -> None:
    assert made.published(figure) == pytest.approx(rate(sensors, correlation), abs=6e-6)  # given to five digits
    random, n = np.random.default_rng(1), 400_000
    spread = np.full((sensors, sensors), correlation) + (1 - correlation) * np.eye(sensors)
    wrong = (random.multivariate_normal(np.zeros(sensors), spread, n).mean(axis=1) > 1).mean()
    assert abs(wrong - made.published(figure)) < 4 * np.sqrt(made.published(figure) / n)


def test_a_majority_is_counted_again(made: Few) -> None:
    wrong = np.random.default_rng(1).normal(size=(400_000, 3)) > 1
    assert abs((wrong.sum(axis=1) >= 2).mean() - made.published("vote")) < 4 * np.sqrt(made.published("vote") / 400_000)


def test_the_order_of_the_rules_holds_in_every_seed(made: Few) -> None:
    order = [made[figure] for figure in ("three", "vote", "two", "half", "one")]
    assert all((better < worse).all() for better, worse in pairwise(order))
    n = 3 * 6 * 16_000
    assert abs(made.mean("alike") - rate(2, 1)) < 4 * np.sqrt(rate(2, 1) / n)


def test_a_sensor_of_ones_own() -> None:
    mine = Few("portrait-scores", 3, {"score_fusion.separation": 3, "score_fusion.threshold": 1.5})
    expected = rate(2, 0, 3)
    assert abs(mine.mean("two") - expected) < 4 * np.sqrt(expected / (3 * 6 * 16_000)) + 1e-4
