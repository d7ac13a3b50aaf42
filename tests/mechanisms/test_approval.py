"""Knowing moves the line, tastes last, and nobody comes to approve by knowing."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.mechanisms.approval import Approval
from stage import Stage

BLOCKS = 200
ERROR = 3 * 0.5 / np.sqrt(BLOCKS * 256)


@pytest.mark.parametrize("unaware, knowing", [(0.53, 0.3622), (0.8216, 0.3622), (0.5, 1), (0.3, 2), (1, 0.3), (0.4, 0)])
def test_knowing_multiplies_the_odds(unaware: float, knowing: float) -> None:
    stage, rule = Stage(BLOCKS), Approval(unaware=unaware, knowing=knowing)
    assert stage.decide(rule)["approves_system"].mean() == pytest.approx(unaware, abs=ERROR)
    foreseen = unaware * knowing / (1 - unaware + unaware * knowing)
    told = stage.decide(rule, events={"learnt": True})["approves_system"].mean()
    aware = stage.put(aware=True).decide(rule)["approves_system"].mean()
    assert told == aware == pytest.approx(foreseen, abs=ERROR + 1 / 512)  # the factor is kept in 256ths


def test_nobody_comes_to_approve_by_knowing_and_tastes_last() -> None:
    stage = Stage(BLOCKS)
    before = stage.decide(Approval(), 1)["approves_system"]
    after = stage.put(aware=True).decide(Approval(), 300)["approves_system"]
    assert (before | ~after).all() and after.sum() < before.sum()


def test_children_and_people_abroad_are_not_asked() -> None:
    for who in ({"age": "age_0_14"}, {"abroad": True}):
        assert not Stage(4).put(**who).decide(Approval(unaware=1))["approves_system"].any()
