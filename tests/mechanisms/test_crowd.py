"""Thresholds against everybody of the place, and against those near: the published rules, person by person."""

from __future__ import annotations

from math import floor
from statistics import NormalDist

import numpy as np
import pytest

from hamlet import along, course, daily, edges, fields
from sousveil.contract.columns import BY_NAME
from sousveil.contract.ground import Graph
from sousveil.contract.quantity import ONE
from sousveil.mechanisms.crowd import Contagion, Crowd
from stage import Stage


def stored(thresholds, rounded=round):
    """Shares as the column holds them."""
    return [min(rounded(share * ONE + 1e-9), ONE - 1) for share in thresholds]


def in_the_street(thresholds, days, rounded=round, **start):
    return daily(course([Crowd(**start)], len(thresholds), None, days=days, threshold=stored(thresholds, rounded)),
                 "protest")[:, 0].tolist()  # fmt: skip


@pytest.mark.parametrize("rounded", [round, floor])  # parameters are rounded to the nearest, first values down
def test_granovetters_chain_takes_all_hundred_and_one_other_person_stops_it_at_one(rounded):
    chain = [k / 100 for k in range(100)]
    assert in_the_street(chain, 102, rounded) == [*range(1, 101), 100, 100]
    changed = [0, 0.02, *chain[2:]]
    assert in_the_street(changed, 5, rounded) == [1] * 5


def test_the_crowd_follows_the_published_rule_and_shrinks_as_it_grew():
    thresholds = [NormalDist(0.4, 0.18).inv_cdf((i + 0.5) / 500) for i in range(500)]
    assert min(thresholds) < 0 and max(thresholds) < 1
    for start in (0.2, 0.3, 0.7):
        share, meant = start, []
        for _ in range(12):
            share = sum(threshold <= share for threshold in thresholds) / 500
            meant.append(round(500 * share))
        assert in_the_street([max(t, 0) for t in thresholds], 12, start=start) == meant
        assert meant[0] != meant[-1]


def test_held_people_stay_away():
    stage = Stage(4).put(threshold=0.1).put(np.s_[:, :40], status="imprisoned")
    made = stage.decide(Crowd(), day=2, protest_share=0.5)["protest"]
    assert (made == (np.arange(256) >= 40)).all()


def test_contagion_follows_the_published_rule_person_by_person():
    people, ground, threshold = 400, Graph(3), 0.18
    active = np.arange(people) < 2
    columns = {"threshold": stored([threshold])[0], "street": fields("street", active=active)}
    found = daily(course([Contagion()], people, ground, days=25, **columns), "protest")[:, 0]
    ends, meant = edges(1, ground, people), []
    near = along(ends, np.ones(people, int))
    for _ in range(25):
        active = active | ((near > 0) & (along(ends, active) >= threshold * near))
        meant.append(int(active.sum()))
    assert found.tolist() == meant and meant[-1] > 200


def test_who_has_nobody_near_never_joins_and_who_joined_stays():
    stage = Stage(2).put(threshold=0.0, near=0, active_near=0)
    assert not stage.decide(Contagion())["protest"].any()
    stage.put(..., active=True)
    assert stage.decide(Contagion())["protest"].all()
    assert stage.put(status="imprisoned").decide(Contagion())["protest"].sum() == 0


@pytest.mark.parametrize(("seen", "near", "threshold", "joins"), [
    (1, 5, 0.18, True), (1, 6, 0.18, False), (1, 10, 0.1, True), (1, 11, 0.1, False), (1, 3, 1 / 3, True),
    (2, 3, 2 / 3, True), (7, 7, 1.0, True), (40_000, 120_000, 1 / 3, True), (39_990, 120_000, 1 / 3, False),
])  # fmt: skip
def test_who_ties_joins(seen, near, threshold, joins):
    stage = Stage(1).put(threshold=threshold, near=near, active_near=seen)
    assert (stage.decide(Contagion())["protest"] == joins).all()


def test_nobody_joins_whose_threshold_nobody_has_said():
    assert BY_NAME["threshold"].absent == ONE - 1
    assert not Stage(1).decide(Crowd(), day=2, protest_share=0.99)["protest"].any()
