"""A point of a sweep is the scenario that a person would have written down for it."""

from __future__ import annotations

import pytest

from sousveil.contract.errors import RequestError
from sousveil.scenario import load
from sousveil.scenario.guesses import assumed_parameters, guessed
from sousveil.sweep.axes import Axis, axes_of
from sousveil.sweep.points import group_of, guesses_at, scenario_at

BASE = load("everything-app", people=2000, days=20)


def at(base, **numbers):
    axes = axes_of(base, [f"{name}={value:g}" for name, value in numbers.items()])
    return scenario_at(base, axes, list(numbers.values()))


def alike(one, other):
    """Equal in all that a run depends on; a changed file has another title."""
    told = {"title", "label", "about", "facts", "name"}
    assert one.model_dump(exclude=told) == other.model_dump(exclude=told)


@pytest.mark.parametrize("name", ["everything-app", "documented-2020", "welfare-fraud-score"])
def test_numbers_everywhere(name) -> None:
    base = load(name, people=2000, days=20)
    path = next(path for path, value in base.parameters.items() if isinstance(value, float) and 0 < value < 0.5)
    alike(at(base, **{path: 0.6}), load(name, [f"{path}=0.6"], people=2000, days=20))


def test_numbers_of_the_scenario_itself() -> None:
    made = at(BASE, **{"people": 3000, "days": 12, "seed": 4, "population.abroad": 0.1})
    alike(made, load("everything-app", ["population.abroad=0.1"], people=3000, days=12, seed=4))
    assert isinstance(made.people, int)


def test_numbers_in_a_place_leave_other_places_alone() -> None:
    made = at(BASE, **{"cameras.coverage@urban": 0.25, "cameras.coverage@R01-rural": 0.5})
    alike(made, load("everything-app", ["cameras.coverage={urban: 0.25, R01-rural: 0.5}"], people=2000, days=20))
    before = BASE.parameters["cameras.coverage"]
    assert made.parameters["cameras.coverage"]["default"] == (before["default"] if isinstance(before, dict) else before)


def test_everywhere_and_in_a_place() -> None:
    made = at(BASE, **{"fear.own": 0.3, "fear.own@rural": 0.1})
    assert made.parameters["fear.own"] == {"default": 0.3, "rural": 0.1}


def test_safeguards_are_put_in_with_their_number() -> None:
    alike(at(BASE, **{"appeal.success": 0.25}),
          load("everything-app", people=2000, days=20, with_={"appeal": {"success": 0.25}}))  # fmt: skip
    bound = at(BASE, **{"human_review.quality": 0.75})
    alike(bound, BASE.guarded({"human_review": {"quality": 0.75}}))
    assert bound != BASE


def test_a_guess_is_that_of_the_ranges_over_assumptions() -> None:
    free = assumed_parameters(BASE)
    names = list(free)[:3]
    axes = axes_of(BASE, names)
    point = dict(zip(names, (0.0, 0.3, 1.0), strict=True))
    assert scenario_at(BASE, axes, list(point.values())) == guessed(BASE, point, {name: free[name] for name in names})


def test_what_measures_assume_is_no_number_of_the_scenario() -> None:
    axes = [Axis("officer_hours.visit", "hours", 0, 1, guess=True)]
    assert scenario_at(BASE, axes, [0.2]) == BASE
    assert guesses_at(axes, [0.2]) == {"officer_hours.visit": 0.2}


def test_who_lives_there_tells_points_apart() -> None:
    axes = axes_of(BASE, ["people=1000,2000", "fear.own=0,1"])
    assert group_of(axes, (1000, 0)) == group_of(axes, (1000, 1)) != group_of(axes, (2000, 0))


def test_a_patch_after_the_last_day_is_refused() -> None:
    patched = BASE.patch({"fear.own": 0.3}, day=15)
    with pytest.raises(RequestError, match="after the last day"):
        at(patched, days=10)
