"""Units that find one incident each, what they make one expect, and where they are sent."""

from __future__ import annotations

from math import exp, factorial
from typing import Any

import numpy as np
import pytest

from sousveil.contract.columns import GROUPS, SHARED
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.quantity import RATE_MAX
from sousveil.contract.views import Polity, Tally
from sousveil.mechanisms.attention import (
    Expectation,
    FixedUnits,
    GreedyUnits,
    ProportionalUnits,
    ScatteredUnits,
    at_least,
    of_them,
)
from sousveil.mechanisms.hotspots import Hotspots, UnitSearch
from stage import Stage

RATES = np.array([8.0, 6.0, 4.0, 3.0, 1.5])


def settled(mechanism: Mechanism, day: int = 2, incidents: Any = 0, **shared: Any) -> dict[str, Any]:
    """The shared numbers of five places, from those given as they are stored."""
    given = {name: np.broadcast_to(np.asarray(shared.get(name, 0), np.int64), (5,)) for name in SHARED}
    counts = np.zeros((5, len(GROUPS)), np.int64)
    counts[:, 0] = incidents
    tally = Tally(lambda name: counts, tuple(GROUPS), counts + 1000, np.zeros(5, bool))
    stage = Stage()
    made = stage.bound(mechanism, wide=True).settle(
        Polity(given), tally, stage.luck_of_places(mechanism, day, 5), day
    )  # fmt: skip
    return {name: value.q for name, value in made.items()}


def poisson(rate: float, most: int = 60) -> Any:
    return np.array([exp(-rate) * rate**k / factorial(k) for k in range(most)])


def test_a_unit_finds_one_incident_and_what_is_found_is_the_lesser():
    made = settled(Hotspots(), incidents=[5, 1, 0, 2, 7], units_here=[2, 3, 1, 0, 7])
    assert made["hits"].tolist() == [2, 1, 0, 0, 7]
    assert (made["search_share"] / 65536).round(3).tolist() == [0.4, 1, 1, 0, 1]


def test_neglect_raises_a_rate_and_every_unit_lowers_it_but_not_below_nothing():
    step = 1e-5
    made = settled(
        Hotspots(shift=step), units_here=[0, 1, 3, 0, 9], incident_rate=[1000, 10**6, 10**6, RATE_MAX, 10**5]
    )
    step_q = round(step * 2**32)
    assert made["incident_rate"].tolist() == [1000 + step_q, 10**6 - step_q, 10**6 - 3 * step_q, RATE_MAX, 0]


def test_the_first_day_opens_the_places():
    assert (settled(Hotspots(rate=0.01), day=1, incident_rate=77)["incident_rate"] == round(0.01 * 2**32)).all()


def test_every_incident_is_as_likely_as_another_to_be_among_those_found():
    stage = Stage()
    happened = np.zeros(stage.shape, bool)
    happened[::2] = True
    seen = stage.decide(UnitSearch(), events={"incident": happened}, search_share=0.25)["incident_seen"]
    assert not (seen & ~happened).any()
    # five standard deviations of a binomial number
    n = happened.sum()
    assert abs(seen.sum() - n / 4) < 5 * np.sqrt(n * 3 / 16)


def test_chances_are_those_of_poisson():
    found = np.array(at_least(RATES, 6))
    meant = np.array([[1 - poisson(rate)[:k].sum() for rate in RATES] for k in range(1, 7)])
    np.testing.assert_allclose(found, meant, atol=1e-12)


def test_the_share_that_units_find_is_the_mean_of_the_lesser_over_incidents():
    covered = np.cumsum(of_them(RATES, 6), axis=0)
    counts = np.arange(60)
    for units in range(1, 7):
        of = np.where(counts == 0, 1, np.minimum(units, counts) / np.maximum(counts, 1))
        np.testing.assert_allclose(covered[units - 1], [(poisson(rate) * of).sum() for rate in RATES], atol=1e-9)


@pytest.mark.parametrize("units", [1, 2, 6])
def test_the_expectation_is_the_rate_that_gives_as_many_finds(units):
    days = 400
    mean = np.array([(poisson(rate) * np.minimum(units, np.arange(60))).sum() for rate in RATES])
    found = np.rint(mean * days * 256)
    made = settled(Expectation(fade=0), day=30, record=found, units_sent=units * days * 256, days_attended=days * 256)
    # a 256th of an incident, and what rounding finds to 256ths does where nearly all units find something
    slope = np.array([(poisson(rate)[:units]).sum() for rate in RATES])
    assert (abs(made["expected"] / 256 - RATES) < 1 / 256 + 1 / (256 * days * slope)).all()


def test_nothing_is_expected_where_nothing_was_found_and_no_more_than_the_ceiling_where_all_was():
    shared = {"units_sent": 2560, "days_attended": 2560}
    assert (settled(Expectation(fade=0), day=30, record=0, **shared)["expected"] == 0).all()
    assert (settled(Expectation(fade=0), day=30, record=2560, **shared)["expected"] == 25 * 256).all()
    assert (settled(Expectation(fade=0), day=30)["expected"] == 0).all()


def test_between_estimates_and_before_the_first_nothing_changes():
    for day in (20, 31, 39):
        assert (settled(Expectation(), day=day, record=2560, days_attended=2560, expected=7)["expected"] == 7).all()


def test_finds_fade():
    made = settled(Expectation(fade=0.5), record=1024, units_sent=512, days_attended=256, hits=2, units_here=3)
    assert made["record"][0] == 512 + 2 * 256
    assert made["units_sent"][0] == 256 + 3 * 256
    assert made["days_attended"][0] == 128 + 256


def test_the_greedy_policy_finds_the_best_allocation():
    # by enumeration in tests/replications/test_chasing_hits.py
    made = settled(GreedyUnits(explore=0), expected=RATES * 256, strength=6)
    assert made["units_here"].tolist() == [3, 2, 1, 0, 0]


def test_expecting_nothing_the_greedy_stay_together_unless_they_are_restless():
    assert settled(GreedyUnits(explore=1), strength=6)["units_here"].tolist() == [6, 0, 0, 0, 0]
    placed = [settled(GreedyUnits(restless=1), day=day, strength=6)["units_here"] for day in range(2, 40)]
    assert {int(units.sum()) for units in placed} == {6}
    assert (np.sum(placed, axis=0) > 0).all()


def spread(evenness: float) -> float:
    """How far the shares found differ between places of which three hardly ever have an incident."""
    expected = np.rint(np.array([2, 2, 0.1, 0.1, 0.1]) * 256)
    units = settled(GreedyUnits(explore=0, evenness=evenness), expected=expected, strength=6)["units_here"]
    shares = np.concatenate([np.zeros((1, 5)), np.cumsum(of_them(expected / 256, 6), axis=0)])
    found = shares[units, np.arange(5)]
    assert units.sum() == 6
    return float(found.max() - found.min())


def test_evenness_bounds_how_far_the_shares_found_differ():
    assert spread(0.75) <= 0.75 < spread(1)


def test_units_go_by_lot_in_proportion():
    expected = np.array([4, 3, 2, 1, 0]) * 256
    days = range(2, 1002)
    placed = np.array(
        [settled(ProportionalUnits(explore=0), day, expected=expected, strength=6)["units_here"] for day in days]
    )
    assert (placed.sum(axis=1) == 6).all()
    chance = expected / expected.sum()
    # five standard errors of a binomial share
    assert (abs(placed.mean(axis=0) / 6 - chance) <= 5 * np.sqrt(chance * (1 - chance) / 6000)).all()


def test_scattered_units_go_anywhere_and_fixed_units_stay():
    placed = np.array([settled(ScatteredUnits(), day, strength=6)["units_here"] for day in range(2, 1002)])
    assert (placed.sum(axis=1) == 6).all()
    # each by itself: the variance of a binomial number; a tenth of it is five standard errors of a variance here
    assert abs(placed.var(axis=0) - 6 * 0.2 * 0.8).max() < 0.25
    assert (settled(FixedUnits(stationed=3))["units_here"] == 3).all()
