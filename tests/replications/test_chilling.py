"""Silence without punishment: the regression by another method, the law of fear, and what breaks."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.replications import load, replicate
from sousveil.replications.drivers.chilling import broken_line, by_month, fitted
from sousveil.replications.given import defaults
from sousveil.replications.play import Play


def test_the_break_is_that_of_two_lines_fitted_apart() -> None:
    """Two lines, fitted apart by another program, have the same gap at the break and the same slopes."""
    luck = np.random.default_rng(2)
    months = 100 + luck.normal(0, 5, (6, 32)).cumsum(axis=1)
    first = 17
    foreseen, level, trend = broken_line(months, first)
    for row in range(6):
        before = np.polyfit(np.arange(first), months[row, :first], 1)
        after = np.polyfit(np.arange(first, 32), months[row, first:], 1)
        assert foreseen[row] == pytest.approx(np.polyval(before, first))
        assert level[row] == pytest.approx(np.polyval(after, first) - np.polyval(before, first))
        assert trend[row] == pytest.approx(after[0] - before[0])


def test_months_are_whole_on_either_side_of_the_day() -> None:
    daily = np.arange(100.0)[None]
    months, first = by_month(daily, 41)
    assert first == 1 and months.shape == (1, 3)
    assert months[0].tolist() == [daily[0, 10:40].sum(), daily[0, 40:70].sum(), daily[0, 70:100].sum()]


@pytest.fixture(scope="module")
def play() -> Play:
    exhibit = load("chilling")
    return Play(exhibit, defaults(exhibit), 2, 1)


def foreseen_fall(fear: float, window: int, aware: float = 0.87) -> float:
    """Fear approaches its standing level by .00767 a day; silence is fear x timidity x 1.5 x .8, at most one.

    1.5: how much criticism is feared; .8: a climate of a half takes away .4 of .5. Boldness is even from 0 to 1.
    """
    timid = 1 - (np.arange(8192) + 0.5) / 8192
    # told on day 2 and afraid from its evening on: day 3 is the first of silence, after one step
    reached = np.array([0.0] + [fear * (1 - (1 - 0.00767) ** day) for day in range(window - 1)])
    return float(aware * np.minimum(1, reached[:, None] * timid * 1.5 * 0.8).mean())


def test_the_fitted_fear_is_that_of_the_closed_form(play: Play) -> None:
    for target, window in ((0.05, 180), (0.1, 180)):
        fear = fitted(play, target, window)
        # 2 %: one of the fit, one of luck in eight replicates
        assert foreseen_fall(fear, window) == pytest.approx(target, rel=0.02)


def test_a_fall_that_no_fear_makes_is_refused(play: Play) -> None:
    with pytest.raises(RequestError, match="no fear silences"):
        fitted(play, 0.6, 60)
    with pytest.raises(RequestError, match="do not end before"):
        replicate("chilling", ["revealed=800", "window=180"])
    with pytest.raises(RequestError, match="no fear silences"):
        replicate("chilling", ["aware=0"])


def test_nobody_falls_silent_who_does_not_know_and_another_date_moves_the_break() -> None:
    made = replicate("chilling", ["target=0.08", "days=300", "revealed=121", "window=90"], replicates=2)
    assert {row["verdict"] for row in made["rows"]} == {"unstated"}
    assert made["breaks"][0]["broken"] == 0
    assert made["rows"][0]["simulated"] == pytest.approx(0.08, rel=0.03)
    shown = {row["x"]: row["y"] for row in made["pictures"][0]["rows"] if row["series"] == "what was said"}
    assert min(shown) == -4 and shown[-1] == pytest.approx(1, abs=0.02) and shown[4] < 0.92
