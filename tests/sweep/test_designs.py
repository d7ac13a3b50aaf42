"""Designs: the points that were asked for, where they were asked for, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.sweep.axes import Axis
from sousveil.sweep.designs import designed, sobol

AXES = tuple(Axis(name, "share", 2.0, 4.0) for name in ("a.b", "c.d", "e.f"))
LISTED = (Axis("a.b", "share", 0, 2, (0, 1, 2)), Axis("c.d", "share", 5, 6, (5, 6)))


def test_a_grid_is_every_combination_the_last_axis_fastest() -> None:
    assert designed("grid", LISTED, None, 1) == [(0, 5), (0, 6), (1, 5), (1, 6), (2, 5), (2, 6)]


def test_a_hypercube_has_one_point_a_stratum() -> None:
    rows = np.array(designed("lhs", AXES, 10, 7))
    strata = np.floor((rows - 2) / 2 * 10).astype(int)
    assert [sorted(column) for column in strata.T] == [list(range(10))] * 3
    assert designed("lhs", AXES, 10, 7) == rows.tolist() or np.array_equal(designed("lhs", AXES, 10, 7), rows)


def test_another_axis_leaves_the_numbers_of_the_others_alone() -> None:
    few, more = (np.array(designed("lhs", axes, 10, 7)) for axes in (AXES[:2], AXES))
    assert np.array_equal(few, more[:, :2])


def test_sobol_points_fill_boxes_evenly_and_go_on() -> None:
    rows = np.array(sobol(2, 64, 3))
    # a net in base 2: each of the 64 boxes of 8 x 8 holds exactly one point (Sobol' 1967; kept by Owen's scrambling)
    boxes = np.floor(rows * 8).astype(int)
    assert len({tuple(box) for box in boxes}) == 64
    assert np.array_equal(np.array(sobol(2, 20, 3)), rows[:20])
    assert not np.array_equal(np.array(sobol(2, 64, 4)), rows)


@pytest.mark.parametrize(
    ("design", "axes", "points", "said"),
    [
        ("grid", AXES, None, "needs values"),
        ("grid", LISTED, 5, "has the points that its values make"),
        ("lhs", AXES, None, "needs a number of points"),
        ("lhs", AXES, 0, "needs a number of points"),
        ("sobl", AXES, 8, "did you mean 'sobol'?"),
        ("grid", [Axis(f"a.{i}", "", 0, 9, tuple(range(10))) for i in range(7)], None, "too many points"),
    ],
)
def test_what_is_refused(design, axes, points, said) -> None:
    with pytest.raises(RequestError) as refused:
        designed(design, axes, points, 1)
    assert said in str(refused.value)
