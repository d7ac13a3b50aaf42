"""The watch list: every closed form again without the lab, and the exhibit played small."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from few import Few

TPIR, FPIR, LIST = 0.89, 1 / 6000, 10_000


def published(figure: str) -> Any:
    return Few("watch-list", 1).published(figure)


def wilson(k: int, n: int) -> list[float]:
    """The 95 % interval of Wilson."""
    z, p = 1.959964, k / n
    middle, half = p + z * z / 2 / n, z * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    return [float((middle + sign * half) / (1 + z * z / n)) for sign in (-1, 1)]


@pytest.mark.parametrize(
    ("figure", "crowd", "wanted"),
    [("precision", 50_000, 10), ("precision_wide", 170_000, 10), ("precision_ten_thousand", 1_000_000, 100)],
)
def test_the_share_of_right_alerts_is_counted_again_crowd_by_crowd(figure: str, crowd: int, wanted: int) -> None:
    random, crowds = np.random.default_rng(1), 20_000
    right, wrong = random.binomial(wanted, TPIR, crowds), random.binomial(crowd - wanted, FPIR, crowds)
    n = right.sum() + wrong.sum()
    found = right.sum() / n
    # three standard errors of a share, and the digits to which the claim is given
    assert abs(published(figure) - found) < 3 * np.sqrt(found * (1 - found) / n) + 1e-4


def test_the_closed_forms() -> None:
    assert published("false_alerts") == pytest.approx(49_990 * FPIR, abs=1e-4)
    assert published("right_alerts") == pytest.approx(10 * TPIR)
    per_comparison = -np.expm1(np.log1p(-FPIR) / LIST)
    assert per_comparison == pytest.approx(1.6668e-8, rel=1e-4)
    assert published("long_fpir") == pytest.approx(-np.expm1(500_000 * np.log1p(-per_comparison)), abs=1e-7)


def test_the_range_of_rates_carried_over_to_cardiff() -> None:
    low, high = (169_990 * (1 - (1 - rate) ** (500_000 / images)) for rate, images in ((FPIR, LIST), (1e-3, 3_000)))
    contested = Few("watch-list", 1).claim("long_false").contested
    assert contested is not None
    # given as whole alerts, and in hundreds
    assert contested.low == pytest.approx(low, abs=1) and contested.high == pytest.approx(high, abs=50)


@pytest.mark.parametrize(
    ("figure", "k", "n"),
    [
        ("cardiff_precision", 173, 2470),
        ("london_acted", 26, 42),
        ("london_stopped", 22, 26),
        ("london_right", 8, 22),
        ("london_right_of_all", 8, 42),
    ],
)
def test_published_ranges_are_intervals_of_wilson(figure: str, k: int, n: int) -> None:
    assert published(figure) == pytest.approx(wilson(k, n), abs=6e-4)  # given to three digits


def test_a_crowd_of_ones_own() -> None:
    """A rate quoted for 3,000 images and used on 1,200: false alerts fall with the list."""
    made = Few("watch-list", 12, others=30_000, wanted=20, list=1200, fpir=0.001, quoted_list=3000, tpir=0.7)
    false, right = made.mean("false_alerts"), made.mean("right_alerts")
    expected = 30_000 * (1 - (1 - 0.001) ** (1200 / 3000))
    # four standard errors of the mean of 12 x 8 crowds
    assert abs(false - expected) < 4 * np.sqrt(expected / 96)
    assert abs(right - 14) < 4 * np.sqrt(20 * 0.7 * 0.3 / 96)
    # the mean of shares lies a little beside the share of means
    assert made.mean("precision") == pytest.approx(right / (right + false), abs=0.01)


def test_the_funnel_lies_inside_the_intervals_and_is_no_test() -> None:
    made = Few("watch-list", 3)
    for figure in ("london_acted", "london_stopped", "london_right", "london_right_of_all"):
        low, high = made.published(figure)
        assert low < made.mean(figure) < high, figure
        assert made.verdict(figure) == "unstated"


def test_a_rate_carried_over_meets_the_formula_and_fails_cardiff() -> None:
    made = Few("watch-list", 3)
    assert made.verdict("long_fpir") == "kept"
    assert made.verdict("long_false") == "broken"
    expected = 169_990 * published("long_fpir")
    assert abs(made.mean("long_false") - expected) < 4 * np.sqrt(expected / 24)  # three replicates of eight days


def test_where_comparisons_repeat_each_other_the_longer_list_adds_nothing() -> None:
    assert Few("watch-list", 2).mean("repeated_false") < 40  # 28.3 expected; the formula has 1,411


def test_a_parameter_may_add_to_what_stands_there() -> None:
    scenario = Few("watch-list", 1, others=30_000, wanted=20).figures.play.scenario("crowd")
    assert scenario.people == 30_020
    assert [cell.count for cell in scenario.population.cells or []] == [30_000, 20]
