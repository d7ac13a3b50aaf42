"""Portrait arithmetic: every number again without the lab, and the exhibit played small."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from few import Few

STRONG, WEAK, HALL = 1 / 1000, 1 / 100, 100_000
HIT, FALSE, PRIOR = 0.9, 0.01, 1e-4
Masks = npt.NDArray[np.bool_]


def errors(rule: Callable[[Masks, Masks], Masks], halls: int = 200) -> tuple[float, float]:
    """Impostors let pass and genuine people missed in a hall of each, simulated without the lab."""
    random = np.random.default_rng(1)
    passed = missed = 0
    for _ in range(halls):
        luck = random.random((2, 2, HALL))
        passed += rule(luck[0, 0] < STRONG, luck[0, 1] < WEAK).sum()
        missed += (~rule(luck[1, 0] >= STRONG, luck[1, 1] >= WEAK)).sum()
    return passed / halls, missed / halls


def posterior(flags: int) -> float:
    """On the list, given so many independent flags, by the probability of every way to be flagged."""
    listed, other = PRIOR * HIT**flags, (1 - PRIOR) * FALSE**flags
    return listed / (listed + other)


@pytest.mark.parametrize(
    ("figure", "rule"),
    [("strong_alone", lambda one, other: one), ("either", np.logical_or), ("both", np.logical_and)],
)
def test_errors_are_counted_again_hall_by_hall(figure: str, rule: Callable[[Masks, Masks], Masks]) -> None:
    published = Few("portrait-arithmetic", 1).published(figure)
    assert abs(sum(errors(rule)) - published) < 4 * np.sqrt(published / 200)  # four standard errors of 200 halls


def test_the_closed_forms_of_the_two_rules() -> None:
    exhibit = Few("portrait-arithmetic", 1)
    either = HALL * (STRONG + WEAK - STRONG * WEAK), HALL * STRONG * WEAK
    assert exhibit.published("either") == pytest.approx(sum(either))
    assert exhibit.published("both") == pytest.approx(sum(either))
    assert exhibit.published("either_false") == exhibit.published("both_missed") == pytest.approx(either[0])


@pytest.mark.parametrize(
    ("figure", "flags"), [("one_flag", 1), ("two_flags", 2), ("three_flags", 3), ("same_flags", 1)]
)
def test_what_flags_are_worth(figure: str, flags: int) -> None:
    # given to four digits
    assert Few("portrait-arithmetic", 1).published(figure) == pytest.approx(posterior(flags), rel=3e-4)


def test_both_rules_lose_to_the_strong_test_and_a_weak_test_set_anew_does_not() -> None:
    made = Few("portrait-arithmetic", 2)
    strong = made.mean("strong_alone")
    assert made.mean("either") > 4 * strong and made.mean("both") > 4 * strong
    # 100,000 x (.001 + .0001) let pass and 100,000 x .001 x .1 missed
    assert abs(made.mean("reset") - 120) < 4 * np.sqrt(120 / 12)


def test_flags_of_ones_own() -> None:
    """Three better flags about a crowd in which one in a hundred is on the list."""
    made = Few("portrait-arithmetic", 3, listed=500, others=49_500, flag_miss=0.2, flag_false=0.05)
    expected = 0.01 * 0.8 / (0.01 * 0.8 + 0.99 * 0.05)
    for figure, share in (("one_flag", expected), ("same_flags", expected)):
        n = 18 * (500 * 0.8 + 49_500 * 0.05)  # flagged, in three replicates of six days
        assert abs(made.mean(figure) - share) < 4 * np.sqrt(share * (1 - share) / n)
    assert made.mean("believed") == pytest.approx(1 / (1 + 99 * (0.05 / 0.8) ** 3))
    n = 18 * (500 * 0.8**3 + 49_500 * 0.05**3)
    share = made.mean("believed")  # true of independent flags
    assert abs(made.mean("three_flags") - share) < 4 * np.sqrt(share * (1 - share) / n)
