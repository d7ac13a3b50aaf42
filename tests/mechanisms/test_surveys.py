"""Lists hide single answers and still show how many support."""

from __future__ import annotations

from typing import Any

import numpy as np

from sousveil.mechanisms.surveys import ListExperiment
from stage import Stage


def answers(made: dict[str, Any], name: str, most: int) -> np.ndarray[Any, Any]:
    """Persons by answer."""
    return np.array([made[f"{name}_{n}"].sum() for n in range(most + 1)])


def estimate(mechanism: ListExperiment, supports: float, feigns: float, seed: int = 1) -> float:
    """Difference of the mean answers among 51,200 people, all asked."""
    stage = Stage(200, seed)
    at = np.arange(200 * 256).reshape(stage.shape) / (200 * 256)
    events = {"supports": at < supports, "falsifies": (at >= supports) & (at < supports + feigns)}
    made = stage.decide(mechanism, events=events)
    short, long = answers(made, "short_list", 4), answers(made, "long_list", 5)
    return float(long @ np.arange(6) / long.sum() - short @ np.arange(5) / short.sum())


def test_the_difference_of_means_is_support_whatever_is_said_aloud() -> None:
    # standard error with 25,600 in each half: sqrt(2.23 / 25,600) = .0093
    for supports, feigns in ((0.65, 0.25), (0.2, 0.0), (0.0, 1.0), (1.0, 0.0)):
        assert abs(estimate(ListExperiment(asked=1), supports, feigns) - supports) < 3 * 0.0094


def test_who_feigns_in_the_list_too_is_counted_as_a_supporter() -> None:
    assert abs(estimate(ListExperiment(asked=1, candour=0), 0.65, 0.25) - 0.9) < 3 * 0.0094
    assert abs(estimate(ListExperiment(asked=1, candour=0.5), 0.65, 0.25) - 0.775) < 3 * 0.0094


def test_harmless_answers_are_binomial_and_nobody_answers_both_lists() -> None:
    stage = Stage(200)
    made = stage.decide(ListExperiment(asked=1))
    short = answers(made, "short_list", 4)
    expected = short.sum() * np.array([1, 4, 6, 4, 1]) / 16
    assert ((short - expected) ** 2 / expected).sum() < 18.5  # chi-square, 4 degrees of freedom, p = .001
    together = sum(mask.astype(int) for mask in made.values())
    assert (together == 1).all()


def test_children_and_people_abroad_are_not_asked() -> None:
    stage = Stage(8).put(age="age_0_14")
    assert not any(mask.any() for mask in stage.decide(ListExperiment(asked=1)).values())
    stage = Stage(8).put(abroad=True)
    assert not any(mask.any() for mask in stage.decide(ListExperiment(asked=1)).values())
