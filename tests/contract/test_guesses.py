"""Where a guess may lie: the rule, declared ranges, definitions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.contract.parameter import Parameter, param
from sousveil.contract.quantity import Count, Factor, Share


def parameter(kind: type, default: float, within: tuple[float, float], plausible: tuple[float, float] | None = None):
    return Parameter("x", default, kind, "1", within, "assumed", "", "a test", plausible)


@pytest.mark.parametrize(
    ("kind", "within", "value", "span"),
    [
        (Factor, (0, 100), 3.0, (1.5, 6.0)),
        (Factor, (0, 5), 3.0, (1.5, 5.0)),  # never outside what is permitted
        (Share, (0, 1), 0.5, (1 / 3, 2 / 3)),  # odds of 1:1 become 1:2 and 2:1
        (Share, (0, 1), 0.9, (9 / 11, 18 / 19)),
        (Share, (0, 1), 0.0, (0.0, 0.0)),  # a switch stays as it is
        (Share, (0, 1), 1.0, (1.0, 1.0)),
        (Count, (0, 1000), 10, (5, 20)),
    ],
)
def test_the_rule_is_half_to_twice_the_value_and_for_shares_the_odds(kind, within, value, span) -> None:
    assert parameter(kind, value, within).span(value) == pytest.approx(span)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_share_and_its_rest_are_treated_alike(value: float, at: float) -> None:
    one = parameter(Share, 0.5, (0, 1))
    assert one.guess(value, at) == pytest.approx(1 - one.guess(1 - value, 1 - at), abs=1e-12)


@given(st.integers(0, 1000), st.floats(0, 1, exclude_max=True))
def test_guesses_of_counts_are_whole_and_something_stays_something(value: int, at: float) -> None:
    guess = parameter(Count, value, (0, 1500)).guess(value, at)
    assert guess.is_integer() and value / 2 <= guess <= 2 * value and (guess > 0) == (value > 0)


def test_a_declared_range_is_used_where_it_holds_the_value() -> None:
    one = parameter(Count, 960, (0, 65_535), (920, 990))
    assert one.span(960) == (920, 990) and one.guess(960, 0.5) == 955
    assert one.span(1200) == (600, 2400)  # somebody set another value: the range was not about that one


def test_a_definition_is_no_guess() -> None:
    one = parameter(Share, 0.5, (0, 1), (0.5, 0.5))
    assert one.is_definition and one.guess(0.5, 0.9) == 0.5 and one.guess(0.6, 0.1) == 0.6


@pytest.mark.parametrize("plausible", [(0.2, 0.4), (0.4, 0.2), (0.0, 2.0)])
def test_a_plausible_range_holds_the_default_and_is_permitted(plausible: tuple[float, float]) -> None:
    with pytest.raises(TypeError, match="plausible"):
        param(0.1, Share, unit="1", within=(0, 1), evidence="assumed", doc="x", plausible=plausible)
