"""The limits of epstein-three-ways, and that its numbers can be overridden. Its bursts are in the slow tests."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from sousveil import replications
from sousveil.contract.ground import Grid
from sousveil.replications.drivers.bursts import begun
from sousveil.replications.given import defaults, given
from sousveil.scenario.cells import spec_of


def test_published_limits_follow_from_the_rule() -> None:
    said = {claim.figure: claim.published for claim in replications.load("epstein-three-ways").claim.claims}
    threshold, legitimacy = 0.1, 0.8
    assert said["no_police"] == pytest.approx(1 - threshold / (1 - legitimacy))
    assert said["content"] == 0
    rest = 1 - legitimacy
    assert said["certain"] == pytest.approx((rest - threshold) ** 2 / (2 * rest))


def test_in_the_certain_arm_everybody_sees_officers_enough() -> None:
    """All begin at one site and take one step, so that people and officers stand within two steps of each other."""
    exhibit = replications.load("epstein-three-ways")
    made = exhibit.scenario("certain", defaults(exhibit))
    grid, officers = spec_of(made.population).ground, made.people - 10_000
    assert isinstance(grid, Grid) and made.days == 1
    far = [(right, down) for right, down in grid.disc if grid.vision - 1 < (right**2 + down**2) ** 0.5]
    for right, down in far:
        seen = sum((x - right) ** 2 + (y - down) ** 2 <= grid.vision**2 for x, y in grid.disc) / len(grid.disc)
        # on the first day nobody else is active yet; a quarter of the officers in sight is far below what luck gives
        assert seen > 0.35 and exp(-2.3 * 0.25 * officers) < 1e-9


def test_its_numbers_reach_the_scenario() -> None:
    exhibit = replications.load("epstein-three-ways")
    said = given(exhibit, ["legitimacy=0.7", "officers=100", "longest=5", "grievance.k=3"])
    made = exhibit.scenario("floored", defaults(exhibit) | said.values, said.changes)
    asked = {"grievance.legitimacy": 0.7, "round_up.longest": 5, "grievance.k": 3, "grievance.rounding": 2}
    assert {path: made.parameters[path] for path in asked} == asked
    assert [cell.count for cell in made.population.cells or []] == [100, 1120]


def test_a_burst_begins_where_many_follow_on_few() -> None:
    days = np.array([[0, 50, 51, 60, 50, 51, 0], [60, 60, 10, 10, 10, 10, 10], [0, 0, 0, 0, 0, 0, 0]])
    assert begun(days).tolist() == [2, 0, 0]
