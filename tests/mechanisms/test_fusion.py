"""Scores added up: the normal law they are drawn from, and the errors of the sum."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from sousveil.contract.draws import Luck
from sousveil.mechanisms.fusion import FINE, ScoreFusion, normal
from stage import Stage

PASSED = {"passed_camera": True}
LAW = NormalDist()


def errors(fusion: ScoreFusion, days: int = 8) -> tuple[float, float]:
    """Impostors let pass and genuine people missed, as shares."""
    made = []
    for listed, event in ((False, "face_alarm"), (True, "face_hit")):
        stage = Stage(400, seed=1 + listed).put(suspect=listed)
        made.append(np.mean([stage.decide(fusion, day, PASSED)[event].mean() for day in range(1, days + 1)]))
    return float(made[0]), 1 - float(made[1])


def test_deviates_follow_the_normal_law() -> None:
    words = np.random.default_rng(1).integers(0, 1 << 32, 1_000_000, dtype=np.uint32)
    found = np.sort(normal(Luck(words)) / FINE)
    at = np.linspace(-3.9, 3.9, 157)
    below = np.searchsorted(found, at) / len(found)
    # Kolmogorov and Smirnov at one in a thousand, and edges in 65536ths
    assert np.abs(below - [LAW.cdf(x) for x in at]).max() < 1.95 / 1000 + 1e-5
    assert abs(found.mean()) < 0.004 and abs(found.std() - 1) < 0.004  # four standard errors


@pytest.mark.parametrize(
    ("sensors", "own", "common"), [(1, 1, 0), (2, 1, 0), (3, 1, 0), (2, 0.5**0.5, 0.5**0.5), (3, 0, 1), (2, 0.6, 0.8)]
)
def test_both_errors_are_those_of_the_mean_score(sensors: int, own: float, common: float) -> None:
    expected = LAW.cdf(-1 / (own**2 / sensors + common**2) ** 0.5)
    n = 8 * 400 * 256
    for found in errors(ScoreFusion(sensors=sensors, own=own, common=common)):
        # four standard errors, and deviates in 4096ths, rounded down twice
        assert abs(found - expected) < 4 * np.sqrt(expected / n) + 1e-4


def test_a_higher_threshold_trades_one_error_for_the_other() -> None:
    low, high = (errors(ScoreFusion(threshold=t), 1) for t in (0.5, 1.5))
    assert high[0] < low[0] and high[1] > low[1]


def test_who_does_not_pass_is_not_scored() -> None:
    assert not any(mask.any() for mask in Stage().put(suspect=True).decide(ScoreFusion()).values())
