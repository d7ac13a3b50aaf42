"""A test of risk: rates by group, a judge who reads the file, and false alarms moved by what turned out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.quantity import ONE
from sousveil.mechanisms.risk import FollowUp, Reoffending, RiskFlag, RiskTest
from stage import Stage


def test_who_will_offend_again_is_no_matter_of_luck() -> None:
    for conduct, expected in ((0.0, False), (0.49, False), (0.5, True), (1.0, True)):
        for seed in (1, 2):
            made = Stage(4, seed).put(conduct=conduct).decide(Reoffending())["reoffends"]
            assert (made == expected).all()


@pytest.mark.parametrize("minority", [False, True])
@pytest.mark.parametrize("reoffends", [False, True])
def test_the_test_is_wrong_as_often_as_its_group_is_told(minority: bool, reoffends: bool) -> None:
    test = RiskTest(missed_majority=0.4, missed_minority=0.1)
    stage = Stage().put(minority=minority)
    made = stage.decide(test, events={"reoffends": reoffends}, alarm_majority=0.2, alarm_minority=0.3)["tested_high"]
    chance = {(False, True): 0.6, (True, True): 0.9, (False, False): 0.2, (True, False): 0.3}[minority, reoffends]
    # four standard errors of a share of so many people
    assert abs(made.mean() - chance) < 4 * (chance * (1 - chance) / made.size) ** 0.5
    scored = stage.update(test, events={"tested_high": made}).stored["score"]
    assert (scored == made).all()


def test_the_judge_flags_by_the_file_alone() -> None:
    for conduct in (0.0, 1.0):
        for score, flagged in ((0, False), (1, True), (7, True)):
            assert (Stage(1).put(score=score, conduct=conduct).decide(RiskFlag())["high_risk"] == flagged).all()


def test_every_person_is_right_or_wrong_in_one_way() -> None:
    stage, random = Stage(), np.random.default_rng(1)
    events: dict[str, Any] = {name: random.random(stage.shape) < 0.4 for name in ("high_risk", "reoffends")}
    made = stage.decide(FollowUp(), events=events)
    assert (sum(mask.astype(int) for mask in made.values()) == 1).all()
    assert (made["flagged_wrongly"] == (events["high_risk"] & ~events["reoffends"])).all()
    assert (made["cleared_wrongly"] == (~events["high_risk"] & events["reoffends"])).all()


def alarms(test: FollowUp, day: int, now: float, right: int, wrong: int, cleared: int) -> float:
    tally = {"flagged_rightly": right, "flagged_wrongly": wrong, "cleared_rightly": cleared}
    made = Stage(1).settle(test, tally, day=day, alarm_majority=now, alarm_minority=now)
    return float(np.ravel(made["alarm_majority"])[0]) / ONE


def test_the_first_day_opens_the_rates() -> None:
    made = Stage(1).settle(FollowUp(first_majority=0.25, first_minority=0.5, speed=1), {"flagged_rightly": 5}, day=1)
    assert [int(np.ravel(made[f"alarm_{group}"])[0]) for group in ("majority", "minority")] == [ONE // 4, ONE // 2]


@pytest.mark.parametrize("precision", [0.4, 0.6, 0.9])
@pytest.mark.parametrize(("right", "wrong", "cleared"), [(600, 50, 950), (600, 700, 300), (1, 0, 1000)])
def test_false_alarms_are_moved_to_where_a_flag_means_what_it_is_to(
    precision: float, right: int, wrong: int, cleared: int
) -> None:
    innocent = wrong + cleared
    made = alarms(FollowUp(precision=precision, speed=1), 2, 0.3, right, wrong, cleared)
    expected = min(1.0, right * (1 - precision) / precision / innocent)
    assert made == pytest.approx(expected, abs=2e-4)
    if expected < 1:
        # people flagged wrongly are then as many as the wanted precision leaves
        assert right / (right + made * innocent) == pytest.approx(precision, abs=0.15 if right == 1 else 1e-3)


def test_at_no_speed_a_test_stays_as_it_began() -> None:
    assert alarms(FollowUp(speed=0), 5, 0.3, 600, 700, 300) == pytest.approx(0.3, abs=2e-5)
