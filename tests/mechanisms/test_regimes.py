"""Regimes close and open, and what a country is shows at the end of a quarter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.quantity import ONE
from sousveil.mechanisms.regimes import RegimeChange, Standing
from stage import Stage


def turns(values: Any = None, presence: float = 1, **columns: Any) -> dict[str, Any]:
    return Stage(80).put(**{"openness": 0.5, **columns}).decide(RegimeChange(**(values or {})), presence=presence)


def test_no_regime_opens_and_closes_at_once() -> None:
    made = turns({"closing": 0.4, "opening": 0.4})
    assert not (made["opens"] & made["closes"]).any() and made["opens"].any() and made["closes"].any()


@pytest.mark.parametrize("columns", [{"system": "full_system"}, {"copied": True}, {"unrest": 0.9}])
def test_system_law_and_unrest_close_more_regimes(columns: Any) -> None:
    plain, more = turns()["closes"], turns(**columns)["closes"]
    assert (more | ~plain).all() and more.sum() > plain.sum()


def test_unrest_opens_too_and_an_absent_leader_lets_more_close() -> None:
    assert turns(unrest=0.9)["opens"].sum() > turns(unrest=0)["opens"].sum()
    assert turns(presence=0)["closes"].sum() > turns(presence=1)["closes"].sum()
    level = {"system": 1, "law": 1, "unwatched": 1, "street": 1}
    made, plain = turns(level, 0, system="full_system", copied=True, unrest=0.9), turns(level)
    assert all((made[name] == plain[name]).all() for name in made)


def test_a_step_is_a_step_and_openness_stays_within_bounds() -> None:
    for event, openness, after in (
        ("opens", 0.5, 0.53),
        ("closes", 0.5, 0.47),
        ("closes", 0.01, 0),
        ("opens", 0.99, 1),
    ):
        stage = Stage(1).put(openness=openness).update(RegimeChange(step=0.03, drift=0), events={event: True})
        assert stage.stored["openness"].min() == stage.stored["openness"].max()
        assert stage.stored["openness"][0, 0] / ONE == pytest.approx(after, abs=2 / ONE)


def test_regimes_drift_towards_those_near_and_who_has_nobody_stays() -> None:
    stage = Stage(1).put(openness=0.5, kin_openness=0.8)
    for quarter in range(1, 400):
        stage.update(RegimeChange(drift=0.02), quarter)
    # half a 65536th over the speed
    assert stage.stored["openness"][0, 0] / ONE == pytest.approx(0.8, abs=1 / ONE / 0.02)
    alone = Stage(1).put(openness=0.5, kin_openness=0)
    assert (alone.update(RegimeChange(drift=0.5)).stored["openness"] == ONE // 2).all()


def test_standing_says_what_is_so() -> None:
    stage, random = Stage(), np.random.default_rng(1)
    for field in ("running", "from_exporter", "reachable", "copied", "leaning"):
        stage.put(random.random(stage.shape) < 0.5, **{field: True})
    stage.put(random.random(stage.shape) < 0.3, stance="supporting")
    stage.put(random.random(stage.shape) < 0.3, openness=0.5)
    people, made = stage.people(), stage.decide(Standing())
    assert (made["runs_system"] == people.running).all()
    assert (made["runs_exporters"] == (people.running & people.from_exporter)).all()
    assert (made["is_reachable"] == (people.running & people.reachable)).all()
    assert (made["stands_for"] == people.supporting).all() and (made["stands_against"] == people.opposing).all()
    assert (made["is_open"] == (stage.stored["openness"] >= ONE // 2)).all()


def test_shares_are_of_all_countries_and_of_those_that_run_a_system() -> None:
    made = Stage(1).settle(Standing(), {"runs_system": 50, "runs_exporters": 40, "has_copied": 20}, 200)
    assert [made[n][0] for n in ("running_share", "exporter_share", "copied_share")] == [
        ONE // 4, ONE * 40 // 50, ONE // 10,
    ]  # fmt: skip
    none = Stage(1).settle(Standing(), {}, 200)
    assert [int(none[n][0]) for n in ("running_share", "exporter_share", "copied_share")] == [0, 0, 0]
