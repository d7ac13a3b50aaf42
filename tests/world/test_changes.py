"""Distinct countries and what became of them, on bits made by hand; and that to follow them moves nothing."""

from __future__ import annotations

import numpy as np

from sousveil.records.history import History
from sousveil.scenario import load
from sousveil.world.arm import Arm, nations_of
from sousveil.world.calendar import DATE, QUARTERS
from sousveil.world.changes import Follower
from sousveil.world.globe import Globe

EMITTED = ("first_system", "runs_system", "seminar", "signs_support")
EVERYBODY = np.ones((3, 1), np.bool_)


def lived(*bits: tuple[str, int, int], quarters: int = DATE + 2 * QUARTERS) -> Follower:
    """A world of three countries in which (event, quarter, country) is all that happens."""
    follower = Follower(EMITTED, 1, EVERYBODY, quarters)
    for quarter in range(1, quarters + 1):
        found = np.zeros((len(EMITTED), 1, 3), np.bool_)
        for event, when, country in bits:
            found[EMITTED.index(event), 0, country] |= quarter == when
        follower.hear(EMITTED, found)
        follower.close()
    return follower


def adopted(follower: Follower) -> list[int]:
    return follower.changed["adopted"][0, :, 0].tolist()[-2:]


def test_who_adopts_twice_is_one_country() -> None:
    assert adopted(lived(("first_system", DATE + 1, 0), ("first_system", DATE + 3, 0))) == [1, 1]


def test_who_had_one_at_the_date_does_not_adopt_when_it_buys_again() -> None:
    assert adopted(lived(("runs_system", DATE, 0), ("first_system", DATE + 2, 0))) == [0, 0]


def test_what_happened_by_the_date_is_no_change_since() -> None:
    assert adopted(lived(("first_system", DATE, 0), ("first_system", DATE + 1, 1))) == [1, 1]


def test_a_change_is_told_from_the_year_on_in_which_it_came() -> None:
    assert adopted(lived(("first_system", DATE + 1, 0), ("first_system", DATE + QUARTERS + 1, 2))) == [1, 2]


def test_a_change_whose_events_nobody_emits_is_not_told() -> None:
    assert set(lived().changed) == {"adopted"}


def test_the_first_time_is_kept_and_how_often_up_to_the_date() -> None:
    follower = lived(("seminar", 5, 1), ("seminar", 9, 1), ("seminar", 41, 2), ("signs_support", 27, 0),
                     ("signs_support", DATE, 0), ("signs_support", DATE + 1, 0))  # fmt: skip
    assert follower.first["seminar"].tolist() == [[0, 5, 0]]  # the 41st is after the record
    assert follower.times["signs_support"].tolist() == [[2, 0, 0]]


def test_to_follow_countries_moves_nothing() -> None:
    quarters = DATE + 2
    scenario = load("world-2020", quarters=quarters)

    def lives(*, followed: bool) -> History:
        globe = Globe(scenario, nations_of(scenario), [Arm("a", 2)])
        if not followed:
            globe.panel.listeners.clear()
            globe.follower = Follower((), 2, globe.panel.members, quarters)
        for quarter in range(1, quarters + 1):
            globe.quarter(quarter)
        return globe.histories(0.0)["a"]

    with_, without = lives(followed=True), lives(followed=False)
    assert with_.state_hash == without.state_hash
    assert np.array_equal(with_.counts, without.counts)
    assert with_.panel is not None and with_.panel.first["seminar"].any()
    assert without.panel is not None and not without.panel.first


def test_what_holds_later_holds_from_its_quarter_on() -> None:
    arm = Arm("a", 2, {"x.y": [0.1, 0.2], "x.z": 0.5}, {"x.y": 0.0}, since=33)
    assert arm.by_place("x.y", 32) == {"a-1": 0.1, "a-2": 0.2}
    assert arm.by_place("x.y", 33) == {"a": 0.0}
    assert arm.by_place("x.z", 33) == {"a": 0.5}
    assert arm.by_place("x.w", 33) == {}
