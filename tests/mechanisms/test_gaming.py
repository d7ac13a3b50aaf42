"""People who know the bar: who raises a score to it, and what they show otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.mechanisms.gaming import Gaming
from stage import Stage

BAR = 256  # of a point


def everyone() -> Stage:
    """256 people, one with each number of points."""
    stage = Stage(1)
    stage.stored["means"] = np.arange(256, dtype=np.uint8).reshape(1, 256)
    return stage


@pytest.mark.parametrize(("cost", "reach"), [(5, 51), (10, 25), (2, 128), (255, 1), (0, 256)])
def test_those_raise_their_score_who_gain_more_than_it_costs(cost: float, reach: int) -> None:
    """A loan is worth 256 points over the cost: whoever misses the bar by no more goes to the expense."""
    stage, bar = everyone(), 200
    made = stage.decide(Gaming(cost_majority=cost), bar_majority=bar * BAR)["score_raised"][0]
    points = np.arange(256)
    np.testing.assert_array_equal(made, (points < bar) & (bar - points <= reach))


def test_a_score_shows_the_means_or_the_bar() -> None:
    stage, gaming = everyone(), Gaming(cost_majority=5)
    made = stage.decide(gaming, bar_majority=200 * BAR)
    shown = stage.update(gaming, events=made, bar_majority=200 * BAR).stored["score"][0]
    points = np.arange(256)
    np.testing.assert_array_equal(shown, np.where((points >= 149) & (points < 200), 200, points))


def test_each_group_has_its_cost_and_its_bar() -> None:
    stage = Stage(1).put(means=0.5, minority=True)
    gaming = Gaming(cost_majority=1, cost_minority=10)
    assert not stage.decide(gaming, bar_majority=150 * BAR, bar_minority=200 * BAR)["score_raised"].any()
    assert stage.decide(gaming, bar_majority=200 * BAR, bar_minority=150 * BAR)["score_raised"].all()
    stage.put(minority=False)
    assert stage.decide(gaming, bar_majority=200 * BAR, bar_minority=999 * BAR)["score_raised"].all()


def test_a_lottery_below_the_bar_is_not_worth_the_risk() -> None:
    """With a bar of 199.25 some with 199 points get the loan; whoever pays, pays for 200."""
    stage, gaming = everyone(), Gaming(cost_majority=5)
    made = stage.decide(gaming, bar_majority=199.25 * BAR)
    assert made["score_raised"][0, 199]
    assert stage.update(gaming, events=made, bar_majority=199.25 * BAR).stored["score"][0, 199] == 200


def test_children_do_not_ask() -> None:
    made = Stage(1).put(age="age_0_14", means=0.7).decide(Gaming(), bar_majority=200 * BAR)
    assert not any(mask.any() for mask in made.values())
