"""The number that a model wrote overnight, within the day: it stays, and tiers follow it."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.mechanisms.model_score import ModelScore
from sousveil.mechanisms.scoring import Lists
from stage import Stage

CUTS = (200, 400, 600, 800, 950)


def test_everybody_begins_in_the_tier_in_which_lists_begin() -> None:
    stage = Stage(1).begin(ModelScore()).begin(Lists())
    assert set(stage.people().score.q.ravel().tolist()) == {700}
    assert not any(mask.any() for mask in stage.decide(ModelScore(), 1).values())


def test_nothing_that_happens_within_a_day_moves_it() -> None:
    stage = Stage(1).put(score=444)
    made = stage.decide(ModelScore(), 1, {"incident_seen": True, "good_deed": True})
    stage.update(ModelScore(), 1, {**made, "incident_seen": True})
    assert set(stage.people().score.q.ravel().tolist()) == {444}


@pytest.mark.parametrize("tier", range(5))
def test_a_tier_begins_at_its_cut(tier: int) -> None:
    for score, step in ((CUTS[tier] - 1, tier), (CUTS[tier], tier + 1)):
        made = Stage(1).put(score=score, tier=step).decide(ModelScore(), 1)
        assert not made["tier_fell"].any() and not made["tier_rose"].any()
        assert Stage(1).put(score=score, tier=step + 1).decide(ModelScore(), 1)["tier_fell"].all()
        if step:
            assert Stage(1).put(score=score, tier=step - 1).decide(ModelScore(), 1)["tier_rose"].all()


def test_only_adults_at_home_in_the_highest_tier_are_praised_and_only_once() -> None:
    luck = ModelScore(praise=1)
    assert Stage(1).put(score=950).decide(luck, 1)["praised"].all()
    for others in ({"score": 949}, {"redlist": True}, {"age": "age_0_14"}, {"abroad": True}):
        assert not Stage(1).put(**{"score": 950, **others}).decide(luck, 1)["praised"].any()


def test_praise_comes_at_its_rate() -> None:
    praised = Stage(400).put(score=1000).decide(ModelScore(praise=0.1), 1)["praised"]
    # 102,400 people: a standard error of .00094; five of them
    assert abs(np.mean(praised) - 0.1) < 5 * np.sqrt(0.09 / praised.size)
