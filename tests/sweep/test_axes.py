"""Axes: what may be swept, as it is written, and what is refused."""

from __future__ import annotations

import pytest

from sousveil.contract.errors import RequestError
from sousveil.scenario import load
from sousveil.sweep.axes import axes_of, axis_of

SCENARIO = load("everything-app", people=2000, days=20)


def test_a_range_a_list_and_one_value() -> None:
    assert axis_of(SCENARIO, "cameras.coverage=0:1:5").values == (0, 0.25, 0.5, 0.75, 1)
    assert axis_of(SCENARIO, "cameras.coverage = 0.1, 50 %").values == (0.1, 0.5)
    assert axis_of(SCENARIO, "people=1000,5_000").values == (1000, 5000)
    one = axis_of(SCENARIO, "cameras.coverage@urban=0.3:0.6")
    assert (one.path, one.place, one.low, one.high, one.values) == ("cameras.coverage", "urban", 0.3, 0.6, ())


def test_numbers_along_the_way() -> None:
    listed, free = axis_of(SCENARIO, "fear.own=0.1,0.2,0.4"), axis_of(SCENARIO, "fear.own=0.1:0.3")
    assert [listed.at(share) for share in (0, 0.34, 0.99, 1)] == [0.1, 0.2, 0.4, 0.4]
    assert [free.at(share) for share in (0, 0.5, 1)] == pytest.approx([0.1, 0.2, 0.3])
    whole = axis_of(SCENARIO, "days=5:7")
    # three days, a third each
    assert [whole.at(share) for share in (0, 0.33, 0.34, 0.66, 0.67, 1)] == [5, 5, 6, 6, 7, 7]


def test_a_stated_range_is_that_of_guesses() -> None:
    axis = axis_of(SCENARIO, "fear.standing")
    assert axis.guess and (axis.low, axis.high) == (0, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cameras.coverge=0:1:3", "did you mean 'cameras.coverage'?"),
        ("camera.coverage=0:1:3", "cameras.coverage"),
        ("coverage=0:1:3", "unknown path"),
        ("cameras.coverage=0:2:3", "a number from 0 to 1"),
        ("cameras.coverage=-1,0", "a number from 0 to 1"),
        ("cameras.coverage=0.5:0.1", "the range is empty"),
        ("cameras.coverage=0.5:0.5:3", "the range is empty"),
        ("cameras.coverage=", "no value"),
        ("cameras.coverage=,", "no value"),
        ("cameras.coverage=0:1:1", "2 to"),
        ("cameras.coverage=0:1:many", "2 to"),
        ("cameras.coverage=0:1:3:4", "not a range"),
        ("cameras.coverage=0,0.5,0", "stands twice"),
        ("cameras.coverage=nan,0", "a number from 0 to 1"),
        ("people=0.5,2", "not a whole number"),
        ("people=abc", "not a number"),
        ("people", "no stated range"),
        ("appeal.sucess=0,1", "did you mean"),
        ("appeal.success@urban=0,1", "holds everywhere"),
        ("with=1,2", "unknown path"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(RequestError) as refused:
        axis_of(SCENARIO, text)
    assert said in str(refused.value)
    assert f"--over {text}" in refused.value.where


def test_nothing_and_the_same_twice_are_refused() -> None:
    with pytest.raises(RequestError, match="nothing is swept"):
        axes_of(SCENARIO, [])
    with pytest.raises(RequestError, match="swept twice"):
        axes_of(SCENARIO, ["fear.own=0,1", "fear.own=0.2,0.3"])
