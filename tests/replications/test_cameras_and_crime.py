"""Cameras and crime: the law of deterrence in three places, and what is left without belief."""

from __future__ import annotations

import numpy as np
import pytest
from few import Few

REPLICATES = 3


@pytest.fixture(scope="module")
def made() -> Few:
    return Few("cameras-and-crime", REPLICATES)


def test_what_is_prevented_is_what_is_calculated_times_what_is_deterred() -> None:
    made = Few("cameras-and-crime", REPLICATES, deterred=0.4, calculated_night=0.25)
    n = REPLICATES * 4000 * 0.002 * 180  # offences in a place without cameras
    for figure, calculated in (("car_park", 1.0), ("centre", 0.75), ("night_out", 0.25)):
        prevented = 0.4 * calculated
        # luck is common, so a prevented offence is one that would have happened: binomial; arrests prevent half a
        # per cent at most
        assert abs(made.mean(figure) - prevented) < 4 * np.sqrt(prevented * (1 - prevented) / n) + 0.005


def test_orders_hold_in_every_seed_and_the_old_size_fails(made: Few) -> None:
    for figure in ("fewer", "car_park_first", "active_more"):
        assert made[figure].tolist() == [1.0] * REPLICATES, figure
    assert made.verdict("car_park") == "broken"
    assert made.verdict("night_out") == "unstated"
    # arrests prevent a little where nobody is deterred, and never add offences
    assert 0 <= made.mean("unknown") < 0.005 < made.mean("everywhere")


def test_cameras_lower_what_happens_and_raise_what_is_on_record(made: Few) -> None:
    picture = made.exhibit.claim.pictures[1]
    bars = {name: made.figures.of(figure, name).mean() for name, figure in picture.bars.items()}
    assert bars["with cameras: happened"] < bars["without cameras: happened"]
    # without: .27 reported; with: .06 seen and .27 of the rest
    expected = (0.06 + 0.94 * 0.27) / 0.27 * (1 - made.mean("everywhere"))
    # some 3,500 records a side, most of them the same: three per cent are two standard errors if none were
    assert bars["with cameras: on record"] / bars["without cameras: on record"] == pytest.approx(expected, rel=0.03)
    assert bars["watched: on record"] > bars["with cameras: on record"] > bars["without cameras: on record"]
