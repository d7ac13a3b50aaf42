"""Grievance against risk, arrests and terms: exact limits of the published rule, and what is read how."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from sousveil.mechanisms.unrest import AS_PRINTED, FLOORED, ROUNDED, Grievance, RoundUp
from stage import Stage

PEOPLE = 400 * 256
READINGS = (AS_PRINTED, ROUNDED, FLOORED)


def active(legitimacy, officers=0, others=0, **of):
    """Share of active people, everybody seeing the same."""
    stage = Stage(PEOPLE // 256).put(officers_near=officers, active_near=others)
    return stage.decide(Grievance(legitimacy=legitimacy, **of))["protest"].mean()


def sure(share):
    """Three standard errors of a share of so many people, and what rounding parameters to 65536ths can move."""
    return 3 * (share * (1 - share) / PEOPLE) ** 0.5 + 1e-4


@pytest.mark.parametrize("legitimacy", [0.0, 0.7, 0.8, 0.82, 0.89])
@pytest.mark.parametrize("rounding", READINGS)
def test_without_police_the_active_share_is_what_hardship_leaves_above_the_threshold(legitimacy, rounding):
    exact = 1 - 0.1 / (1 - legitimacy)
    assert active(legitimacy, rounding=rounding) == pytest.approx(exact, abs=sure(exact))


@pytest.mark.parametrize("legitimacy", [0.9, 0.95, 1.0])
def test_from_nine_tenths_of_legitimacy_nobody_is_ever_active(legitimacy):
    assert active(legitimacy) == 0


@pytest.mark.parametrize(("legitimacy", "published"), [(0.8, 0.02779), (0.82, 0.01976)])
@pytest.mark.parametrize("rounding", READINGS)
def test_where_everybody_sees_as_many_officers_as_active_people_all_readings_agree(legitimacy, published, rounding):
    # hardship h leaves (g h - T) / P of caution, for h from T/g to 1: (g - T)^2 / (2 g P)
    g, chance = 1 - legitimacy, 1 - exp(-2.3)
    exact = (g - 0.1) ** 2 / (2 * g * chance)
    assert exact == pytest.approx(published, abs=5e-6)
    found = active(legitimacy, officers=3, others=2, rounding=rounding)
    assert found == pytest.approx(exact, abs=sure(exact))


@pytest.mark.parametrize(("legitimacy", "published"), [(0.8, 0.025), (0.82, 0.01778)])
def test_where_arrest_is_sure_a_few_are_active_all_the_same(legitimacy, published):
    exact = (1 - legitimacy - 0.1) ** 2 / (2 * (1 - legitimacy))
    assert exact == pytest.approx(published, abs=5e-6)
    for officers, others in ((50, 0), (1_000_000, 0), (60_000, 1)):
        assert active(legitimacy, officers, others) == pytest.approx(exact, abs=sure(exact))


@pytest.mark.parametrize(("officers", "others", "read"), [
    (1, 1, (0.5, 0, 0)), (3, 1, (1.5, 2, 1)), (5, 1, (2.5, 2, 2)), (2, 2, (2 / 3, 1, 0)), (1, 2, (1 / 3, 0, 0)),
    (4, 0, (4, 4, 4)),
])  # fmt: skip
def test_officers_for_each_active_person_are_read_in_three_ways(officers, others, read):
    # halves go to the even number, as in Python, in which the rounding version is written
    assert round(0.5) == 0 and round(1.5) == round(2.5) == 2
    for rounding, ratio in zip(READINGS, read, strict=True):
        rule = Grievance(legitimacy=0, threshold=0, rounding=rounding)
        stage = Stage(40).put(officers_near=officers, active_near=others)
        seen = stage.bound(rule)._arrest(stage.people()).q / 65536
        # k is kept in 256ths; a 65536th for each rounding of the exponential and of the ratio times k
        assert seen == pytest.approx(1 - exp(-ratio * 589 / 256), abs=15 / 65536)


def test_officers_and_held_people_are_never_active():
    stage = Stage(40).put(np.s_[:, :100], officer=True).put(np.s_[:, 200:], status="held_administratively")
    made = stage.decide(Grievance(legitimacy=0, threshold=0))["protest"]
    assert not made[:, :100].any() and not made[:, 200:].any() and made[:, 100:200].mean() > 0.99


def test_hardship_and_caution_are_a_persons_own_and_last():
    first, later = (Stage(40).put(officers_near=1).decide(Grievance(), day=day)["protest"] for day in (1, 300))
    assert (first == later).all() and first.any()


def test_an_active_person_is_arrested_with_the_share_of_officers_to_active_people():
    for officers, others, chance in ((0, 5, 0), (1, 3, 0.25), (2, 2, 2 / 3), (5, 1, 1)):
        stage = Stage(40).put(active=True, officers_near=officers, active_near=others)
        taken = stage.decide(RoundUp())["detained_administratively"]
        # three standard errors of a share of 10,240 people
        assert taken.mean() == pytest.approx(chance, abs=3 * (chance * (1 - chance) / 10_240) ** 0.5)
    for state in ({"active": False}, {"officer": True}, {"status": "held_administratively"}):
        stage = Stage(4).put(active=True, officers_near=9).put(**state)
        assert not stage.decide(RoundUp())["detained_administratively"].any()


def test_terms_run_evenly_from_none_to_the_longest_and_end_when_they_end():
    stage, rule = Stage(400).put(active=True, officers_near=9), RoundUp(longest=4)
    stage.update(rule, 1, stage.decide(rule, 1))
    held = [stage.people().held_administratively.mean()]
    for day in range(2, 7):
        stage.put(active=False)
        made = stage.decide(rule, day)
        assert made["in_custody"].mean() == held[-1]
        stage.update(rule, day, made)
        held.append(stage.people().held_administratively.mean())
    # four in five have a day or more, one in five fewer each day; three standard errors of a share of 102,400 people
    assert held == pytest.approx([0.8, 0.6, 0.4, 0.2, 0, 0], abs=3 * (0.25 / 102_400) ** 0.5)
