"""Scores, ranks, hazards and regressions against cases that can be done by hand, or by another way."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.world.hazards import hazard_ratio
from sousveil.world.logistic import logistic
from sousveil.world.ranks import rank_correlation, ranks
from sousveil.world.scores import brier, compared


def test_brier_of_a_certain_forecast_is_nothing_or_one() -> None:
    chances = np.array([[1.0, 0.0], [1.0, 0.0], [0.5, 0.5]])
    happened = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert brier(chances, happened).tolist() == [0.0, 1.0, 0.25]


def test_of_two_equal_forecasts_neither_gains() -> None:
    luck = np.random.default_rng(3)
    chance = luck.random(50)
    forecast = np.stack([chance, 1 - chance], axis=1)
    happened = np.eye(2)[(luck.random(50) < chance).astype(int)]
    score = compared(forecast, forecast, happened)
    assert (score.gain, score.low, score.high) == (0, 0, 0)
    assert compared(happened, forecast, happened).low > 0


def test_the_interval_of_a_gain_is_that_of_its_standard_error() -> None:
    # where gains of rows are independent, the bootstrap of their mean is their standard error (here 200 rows)
    luck = np.random.default_rng(4)
    right = np.eye(2)[(luck.random(200) < 0.5).astype(int)]
    even = np.full((200, 2), 0.5)
    sure = np.tile([1.0, 0.0], (200, 1))
    score = compared(even, sure, right)
    gains = brier(sure, right) - brier(even, right)
    reach = 1.96 * gains.std() / np.sqrt(200)
    assert score.high - score.gain == pytest.approx(reach, rel=0.1)  # the ends of 4,000 draws, on a grid of 1/200
    assert score.gain - score.low == pytest.approx(reach, rel=0.1)


def test_ties_share_their_rank() -> None:
    assert ranks(np.array([3, 1, 3, 2])).tolist() == [3.5, 1, 3.5, 2]


def test_rank_correlation_of_five_by_the_textbook() -> None:
    # 1 - 6 * sum of squared differences of ranks / (n * (n^2 - 1)), differences 0, 1, 1, 1, 1 of five
    one, other = np.array([1, 2, 3, 4, 5]), np.array([1, 3, 2, 5, 4])
    assert rank_correlation(one, other) == pytest.approx(1 - 6 * 4 / (5 * 24))
    assert rank_correlation(one, -one) == pytest.approx(-1)
    assert np.isnan(rank_correlation(one, np.ones(5)))


def test_a_hazard_that_is_trebled_is_found_whatever_the_trend() -> None:
    luck, quarters, rate = np.random.default_rng(5), 32, 0.01
    shape = (200, 300)
    seminar = np.where(luck.random(shape) < 0.6, luck.integers(1, quarters, shape), 0)
    law = np.zeros(shape, int)
    for quarter in range(1, quarters + 1):
        trend = 1 + 2 * quarter / quarters  # both more seminars behind and more laws ahead, later on
        chance = rate * trend * np.where((seminar > 0) & (seminar < quarter), 3, 1)
        law[(law == 0) & (luck.random(shape) < chance)] = quarter
    found = hazard_ratio(seminar, law, quarters)
    assert found.mean() == pytest.approx(3, abs=4 * found.std() / np.sqrt(len(found)) + 0.1)  # means of ratios lean up
    none = hazard_ratio(seminar, luck.permuted(law, axis=1), quarters)
    assert none.mean() == pytest.approx(1, abs=4 * none.std() / np.sqrt(len(none)) + 0.05)


def test_the_logistic_regression_of_one_share_is_its_log_odds() -> None:
    outcome, group = np.array([[1, 1, 1, 0, 1, 0, 0, 0]]), np.array([[0], [0], [0], [0], [1], [1], [1], [1]])
    found = logistic(outcome, group.astype(float))
    assert found[0] == pytest.approx([np.log(3), np.log(1 / 3) - np.log(3)], abs=1e-4)


def test_the_logistic_regression_finds_what_was_put_in() -> None:
    luck = np.random.default_rng(6)
    reasons, truth = luck.random((4000, 2)), np.array([-1.0, 2.0, -1.5])
    chance = 1 / (1 + np.exp(-(truth[0] + reasons @ truth[1:])))
    found = logistic(luck.random((100, 4000)) < chance, reasons)
    # to four standard errors of the mean over a hundred samples
    assert (np.abs(found.mean(axis=0) - truth) < 4 * found.std(axis=0) / 10).all()
