"""Distraction, and the flood after a shock."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.contract.quantity import ONE
from sousveil.mechanisms.propaganda import Flood, Propaganda
from stage import Stage


def test_calm_times_have_the_published_number_of_posts() -> None:
    # King, Pan and Roberts 2017: 448 million posts a year, 1.41 billion people; .00087 a person a day
    posts = 448e6 / 365 / 1.41e9
    assert posts == pytest.approx(0.00087, abs=5e-6)
    made = [Stage(100).decide(Propaganda(readers=20), day, {"online": True})["distracted"] for day in range(8)]
    n = sum(mask.size for mask in made)
    # the share of posts is stored in 65536ths and loses its last bit in the product: 56/65536
    assert abs(sum(mask.sum() for mask in made) / n - 20 * 56 / ONE) < 3 * np.sqrt(0.0174 / n)


def test_nobody_offline_abroad_or_small_is_distracted() -> None:
    assert not Stage().decide(Propaganda(), flood=1.0)["distracted"].any()
    for state in ({"age": "age_0_14"}, {"abroad": True}):
        assert not Stage().put(**state).decide(Propaganda(), events={"online": True}, flood=1.0)["distracted"].any()


def test_posts_burst_after_a_shock_and_run_off() -> None:
    levels, flood = [], 0.0
    for day in range(12):
        shock = {"protest": 5} if day == 3 else {}
        flood = Stage().settle(Flood(), shock, people=10_000, flood=flood)["flood"][0] / ONE
        levels.append(flood)
    assert levels[:3] == [0, 0, 0]
    assert levels[3] == pytest.approx(5 * 1000 / 10_000, abs=1 / ONE)
    # a fifth runs off every day; each day truncates by at most 2/65536
    assert levels[8] == pytest.approx(levels[3] * 0.8**5, abs=10 / ONE)
    calm, burst = (Stage().decide(Propaganda(), events={"online": True}, flood=f)["distracted"] for f in (0, levels[3]))
    assert burst.sum() > 5 * calm.sum() and not (calm & ~burst).any()


def test_one_protester_counts_for_a_thousand_complaints() -> None:
    protest = Stage().settle(Flood(), {"protest": 1}, people=10_000)["flood"][0]
    complaints = Stage().settle(Flood(), {"complaint": 1000}, people=10_000)["flood"][0]
    assert protest == complaints == pytest.approx(ONE / 10, abs=2)  # truncation


def test_no_shock_no_flood_and_never_more_than_full() -> None:
    assert Stage().settle(Flood(), {})["flood"][0] == 0
    assert Stage().settle(Flood(), {"protest": 9_000}, people=10_000, flood=0.9)["flood"][0] <= ONE
