"""Points of a sweep that are stepped together are those that are lived alone, bit for bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sousveil.replications
from sousveil import simulate
from sousveil.engine.abreast import Abreast, room
from sousveil.engine.course import live
from sousveil.scenario import load, names
from sousveil.scenario.guesses import assumed_parameters, guessed, points

PEOPLE, DAYS, REPLICATES = 3000, 25, 2


def sets_of(scenario, number):
    """Scenarios in which everything assumed is guessed otherwise, first the scenario itself."""
    drawn = points(assumed_parameters(scenario), number - 1, 5)
    return [scenario, *(guessed(scenario, point) for point in drawn)]


def same(one, other):
    assert one.state_hash == other.state_hash
    assert one.time == other.time
    assert np.array_equal(one.counts, other.counts)
    for mine, theirs in ((one.polity, other.polity), (one.histograms, other.histograms)):
        assert mine.keys() == theirs.keys()
        assert all(np.array_equal(mine[name], theirs[name]) for name in mine)


FEW = ("everything-app", "city-points")
# of people: in a world of countries replicates are worlds side by side already
OTHERS = [name for name in names() if name not in FEW and not load(name).of_countries]
REST = [pytest.param(name, marks=pytest.mark.slow) for name in OTHERS]
EXHIBITS = sorted(Path(sousveil.replications.__file__).parent.glob("exhibits/*/scenario.yaml"))


@pytest.mark.parametrize("name", [*FEW, *REST])
def test_beside_others_or_alone(name):
    check(load(name, people=PEOPLE, days=DAYS))


@pytest.mark.slow
@pytest.mark.parametrize("path", EXHIBITS, ids=[path.parent.name for path in EXHIBITS])
def test_beside_others_or_alone_in_an_exhibit(path):
    scenario = load(path)
    check(scenario.patch({"days": min(scenario.days, DAYS)}), False)


def check(scenario, moves=True):
    course = simulate.course_of(scenario, REPLICATES)
    others = sets_of(scenario, 3)
    values = [simulate.values_of(one) for one in others]
    together = list(Abreast(course, 2).live(values, course.changes))
    one_by_one = Abreast(course, 1)
    alone = list(one_by_one.live(values, course.changes))
    assert len(together) == len(alone) == 3
    for one, other in zip(together, alone, strict=True):
        same(one, other)
    assert len({one.state_hash for one in alone}) > 1 or not moves or scenario.name == "all-off"
    same(together[0], live(course))


def test_how_many_fit():
    small = {"days": DAYS, "slots": 49_152, "events": 120, "places": 65}
    assert room(replicates=1, **small) > room(replicates=8, **small) > 1
    assert room(replicates=1 << 20, **small) == 1
    assert room(365, 1, 1 << 30, 120, 65) == 1


def test_points_may_have_luck_of_their_own():
    scenario = load("all-off", people=600, days=6)
    values = simulate.values_of(scenario)
    whole = live(simulate.course_of(scenario, 3))
    alone = simulate.course_of(scenario, 1)
    for width in (2, 1):
        made = list(Abreast(alone, width).live([values] * 3, luck=[0, 2, 1]))
        for history, replicate in zip(made, (0, 2, 1), strict=True):
            assert np.array_equal(history.counts[0], whole.counts[replicate])
            assert all(np.array_equal(kept[0], whole.polity[name][replicate]) for name, kept in history.polity.items())
        assert len({history.state_hash for history in made}) == 3
