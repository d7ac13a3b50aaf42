"""Seminars, and laws that come after them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.mechanisms.lawmaking import Copying, Seminars
from stage import Stage


def test_votes_and_strategy_bring_invitations() -> None:
    for column in ("alignment", "strategic"):
        low, high = (Stage().put(**{column: share}).decide(Seminars(rate=0.05))["seminar"] for share in (0, 0.99))
        assert (high | ~low).all() and high.sum() > low.sum()
    assert not Stage().put(exporter=True).decide(Seminars(rate=1))["seminar"].any()


def copies(trained: bool = True, values: Any = None, **columns: Any) -> Any:
    stage = Stage(200).put(trained=trained, **columns)
    return stage.decide(Copying(**{"untrained": 0.02, **(values or {})}))["copies_law"]


def test_after_a_seminar_the_hazard_is_that_many_times_as_high() -> None:
    ratio = 3.0
    before, after = copies(False, openness=0.99), copies(values={"trained": ratio}, openness=0.99)
    assert (after | ~before).all()
    # five standard errors of the logarithm of a ratio of two counts
    error = 5 * np.sqrt(1 / before.sum() + 1 / after.sum())
    assert np.log(after.mean() / before.mean()) == pytest.approx(np.log(ratio), abs=error)
    assert (copies(values={"trained": 1}) == copies(False)).all()


def test_what_was_learnt_becomes_law_only_after_the_lag() -> None:
    stage, mechanism = Stage(1), Copying(lag=3, untrained=0)
    stage.update(mechanism, events={"seminar": True})
    left = []
    for _ in range(4):
        left.append(int(stage.people().drafting.q[0, 0]))
        stage.update(mechanism)
    assert left == [3, 2, 1, 0]
    assert (copies(drafting=1) == copies(False)).all() and copies(drafting=0).sum() > copies(False).sum()


def test_a_second_seminar_does_not_set_the_clock_back() -> None:
    stage, mechanism = Stage(1), Copying(lag=5)
    for _ in range(3):
        stage.update(mechanism, events={"seminar": True})
    assert stage.people().trained.all() and int(stage.people().drafting.q[0, 0]) == 3


def test_closed_regimes_and_those_among_copiers_are_readier() -> None:
    assert copies(openness=0).sum() > copies(openness=0.9).sum()
    assert copies(kin_copied=1, values={"kin": 0.1}).sum() > copies(kin_copied=0, values={"kin": 0.1}).sum()


def test_a_law_is_copied_once_and_stays() -> None:
    stage, sure = Stage(1), Copying(untrained=1)
    stage.update(sure, events=stage.decide(sure))
    assert stage.people().copied.all() and not stage.decide(sure)["copies_law"].any()
