"""Performance as seen and favour as felt, of two models, on axes of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.mechanisms.narrative import Narrative
from stage import Stage

GRAIN = 2 / 256
AXES = ("seen_closed", "seen_open", "felt_closed", "felt_open")
GOOD = {"closed_growth": 0.55, "closed_growth_true": 0.55, "closed_health": 0.95, "closed_health_true": 0.95}
"""A shop window that does well, and reports what is so."""
BAD = {"open_growth": 0.45, "open_health": 0.7}


def lived(quarters: int = 40, events: Any = None, values: Any = None, presence: float = 1, **columns: Any) -> Stage:
    stage, mechanism = Stage(8).put(**columns), Narrative(**(values or {}))
    for quarter in range(1, quarters + 1):
        stage.update(mechanism, quarter, {**(events or {}), **stage.decide(mechanism, quarter)}, presence=presence)
    return stage


def mean(stage: Stage, column: str) -> float:
    return float(stage.stored[column].astype(float).mean()) / 256


def means(stage: Stage) -> list[float]:
    return [mean(stage, axis) for axis in AXES]


def test_favour_can_fall_while_performance_rises() -> None:
    # an open country in the shock, watching a closed model that does well: summer 2020 in fourteen rich countries
    before = lived(openness=0.9, closed_growth=0.52, closed_growth_true=0.52, closed_health=0.9, closed_health_true=0.9)
    seen, felt = mean(before, "seen_closed"), mean(before, "felt_closed")
    stage, mechanism = before.put(**GOOD), Narrative()
    for quarter in range(41, 45):
        stage.update(mechanism, quarter, {"hit_by_shock": True}, presence=1)
    assert mean(stage, "seen_closed") > seen + GRAIN and mean(stage, "felt_closed") < felt - GRAIN


def test_and_without_blame_the_same_performance_wins_favour() -> None:
    plain = lived(openness=0.9, values={"blame": 0}, events={"hit_by_shock": True})
    good = lived(openness=0.9, values={"blame": 0}, events={"hit_by_shock": True}, **GOOD)
    assert mean(good, "felt_closed") > mean(plain, "felt_closed") + GRAIN


def test_performance_of_one_model_leaves_the_axes_of_the_other_alone() -> None:
    usual = {"closed_growth": 0.52, "closed_growth_true": 0.52, "open_growth": 0.52, "open_health": 0.9,
             "closed_health": 0.9, "closed_health_true": 0.9}  # fmt: skip
    base, closed, open_ = means(lived(**usual)), means(lived(**{**usual, **GOOD})), means(lived(**{**usual, **BAD}))
    assert closed[0] > base[0] and closed[2] > base[2] and closed[1] == base[1] and closed[3] == base[3]
    assert open_[1] < base[1] and open_[3] < base[3] and open_[0] == base[0] and open_[2] == base[2]


def test_favour_does_not_move_what_is_seen() -> None:
    for harm in ({"home_fear": 0.9}, {"fear_next_door": 0.9}, {"stance": "opposing"}):
        plain, harmed = means(lived(**GOOD)), means(lived(**GOOD, **harm))
        assert harmed[2] < plain[2] - GRAIN
        assert harmed[:2] == plain[:2] and harmed[3] == plain[3]


def test_the_gap_to_what_is_true_is_seen_late_and_then_wholly() -> None:
    told = {"closed_growth": 0.55, "closed_growth_true": 0.52, "closed_health": 0.95, "closed_health_true": 0.85}
    honest = mean(lived(200, **{**told, "closed_growth": 0.52, "closed_health": 0.85}), "seen_closed")
    early, late, at_last = (mean(lived(quarters, **told), "seen_closed") for quarters in (6, 20, 200))
    assert early > late > at_last
    assert at_last == pytest.approx(honest, abs=3 * GRAIN)  # each of two shares of eight bits, rounded by luck


def test_order_in_societies_near_is_seen_and_nothing_comes_of_what_there_is_none_of() -> None:
    for where in ("home_order", "order_next_door"):
        assert mean(lived(**GOOD, **{where: 0.9}), "seen_closed") > mean(lived(**GOOD), "seen_closed")
    still = lived(**GOOD)
    for name in ("dread", "example"):
        # without societies, what these weigh is nothing
        assert means(lived(**GOOD, values={name: 1})) == means(still)


def test_messages_move_favour_for_their_own_model_and_those_of_the_open_need_their_leader() -> None:
    quiet = means(lived(values={"closed_reach": 0, "open_reach": 0}))
    closed = means(lived(values={"closed_reach": 0.2, "open_reach": 0}))
    open_ = means(lived(values={"closed_reach": 0, "open_reach": 0.2}))
    assert closed[2] > quiet[2] + GRAIN and closed[3] == quiet[3]
    assert open_[3] > quiet[3] + GRAIN and open_[2] == quiet[2]
    assert means(lived(values={"closed_reach": 0, "open_reach": 0.2}, presence=0)) == quiet


def test_who_leans_is_won_over_once_and_won_back_once() -> None:
    stage, mechanism = Stage(4).put(felt_closed=0.7, felt_open=0.3), Narrative()
    made = stage.decide(mechanism)
    assert made["won_over"].all() and not made["won_back"].any()
    stage.update(mechanism, events=made)
    assert (
        stage.people().leaning.all()
        and not stage.put(felt_closed=0.7, felt_open=0.3).decide(mechanism)["won_over"].any()
    )
    made = stage.put(felt_closed=0.2, felt_open=0.6, seen_closed=0.4, seen_open=0.6).decide(mechanism)
    assert made["won_back"].all()
    assert not stage.update(mechanism, events=made).people().leaning.any()


def test_a_world_begins_with_the_favour_that_each_regime_has_and_nobody_is_won_over_on_the_first_day() -> None:
    stage, random = Stage(4), np.random.default_rng(4)
    stage.stored["openness"] = random.integers(0, 1 << 16, stage.shape).astype(np.uint16)
    stage.begin(Narrative())
    made = stage.decide(Narrative())
    # favour is kept in eight bits, so that whoever stands at the border may fall to either side
    assert (made["won_over"] | made["won_back"]).mean() < GRAIN
    assert 0 < stage.people().leaning.mean() < 1


def test_one_likes_the_model_that_is_like_ones_own() -> None:
    closed, open_ = lived(openness=0.05), lived(openness=0.95)
    assert mean(closed, "felt_closed") > mean(open_, "felt_closed")
    assert mean(closed, "felt_open") < mean(open_, "felt_open")
    assert np.isfinite(means(closed)).all()
