"""Values as people write them, in the parameter's own unit."""

import pytest

from sousveil.contract.errors import RequestError
from sousveil.contract.parameter import Parameter
from sousveil.contract.quantity import Count, Factor, Rate, Share
from sousveil.scenario.units import number


def parameter(kind, unit, high=1.0):
    return Parameter("x", 0.0, kind, unit, (0, high), "assumed", "", "")


CHANCE, DAILY = parameter(Rate, "chance a search"), parameter(Rate, "1/day")
SHARE, FADING = parameter(Share, "share"), parameter(Share, "share a day")
DAYS, POINTS, MULTIPLE = (
    parameter(Count, "days", 5000),
    parameter(Count, "points", 5000),
    parameter(Factor, "multiple", 9),
)


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [
        ("5 %", SHARE, 0.05),
        ("5%", SHARE, 0.05),
        ("0.2", SHARE, 0.2),
        ("0.2 share", SHARE, 0.2),
        ("1 in 6000", CHANCE, 1 / 6000),
        ("1 in 6_000", CHANCE, 1 / 6000),
        ("3/year", DAILY, 3 / 365),
        ("3 a year", DAILY, 3 / 365),
        ("3 per week", DAILY, 3 / 7),
        ("1/month", DAILY, 12 / 365),
        ("50 % a year", DAILY, 0.5 / 365),
        ("2 %/week", FADING, 0.02 / 7),
        ("1 in 100 a day", DAILY, 0.01),
        ("2 weeks", DAYS, 14),
        ("1 month", DAYS, 30),  # 30.4, and days are whole
        ("3 years", DAYS, 1095),
        ("20 points", POINTS, 20),
        ("150 %", MULTIPLE, 1.5),
        ("2 x", MULTIPLE, 2),
        ("3 times", MULTIPLE, 3),
    ],
)
def test_a_value_is_converted_by_the_unit_of_its_parameter(text, of, value):
    # the same arithmetic in another order may differ in the last bit
    assert number(text, of, "here") == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "of", "nearest"),
    [
        ("2 weaks", DAYS, "week"),
        ("2 weeks", SHARE, ""),
        ("3/year", SHARE, ""),
        ("5 %", POINTS, ""),
        ("5 parsecs", DAILY, ""),
    ],
)
def test_an_unknown_unit_is_refused_with_those_that_are_known(text, of, nearest):
    with pytest.raises(RequestError, match="unknown unit") as caught:
        number(text, of, "here")
    assert of.unit in caught.value.allowed and caught.value.nearest == nearest


@pytest.mark.parametrize("value", ["many", "", "1 in 0", True, None, [1], float("nan"), "1e999", "200 %", -1, "-1 %"])
def test_what_is_no_number_in_the_range_is_refused(value):
    with pytest.raises(RequestError):
        number(value, SHARE, "here")


def test_counts_are_whole_and_nothing_is_rounded_to_nought():
    with pytest.raises(RequestError, match="not a whole number"):
        number(2.5, DAYS, "here")
    with pytest.raises(RequestError, match="too small"):
        number(1e-6, SHARE, "here")  # a share is kept in 65536ths
    assert number(1e-9, DAILY, "here") == 1e-9
