"""Student's t and the intervals made from it."""

import math

import numpy as np
import pytest

from sousveil.measures.interval import estimate, t_cdf, t_quantile

# two-sided 95 % points as printed in statistical tables
TABLE = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 19: 2.093, 29: 2.045, 60: 2.000, 120: 1.980}


@pytest.mark.parametrize(("freedom", "printed"), TABLE.items())
def test_quantiles_are_those_of_the_tables(freedom, printed):
    assert t_quantile(freedom, 0.975) == pytest.approx(printed, abs=5e-4)  # tables are printed to three digits


def test_the_distribution_function_of_one_and_two_degrees_is_known_in_closed_form():
    for t in (-3.0, -0.5, 0.0, 0.7, 4.0):
        assert t_cdf(t, 1) == pytest.approx(0.5 + math.atan(t) / math.pi, rel=1e-12)
        assert t_cdf(t, 2) == pytest.approx(0.5 + t / (2 * math.sqrt(2 + t * t)), rel=1e-12)


@pytest.mark.parametrize("replicates", [3, 10])
def test_the_interval_covers_the_mean_in_93_to_97_of_100(replicates):
    rng = np.random.default_rng(20)
    runs = rng.normal(5.0, 2.0, (4000, replicates)).tolist()
    made = [estimate(values) for values in runs]
    covered = np.mean([one.low <= 5.0 <= one.high for one in made])
    # 4,000 trials at .95: standard error .0034, so .93 and .97 are nearly six of them away
    assert 0.93 <= covered <= 0.97


def test_by_hand():
    made = estimate([1.0, 2.0, 3.0])
    assert made.value == 2.0
    assert made.standard_error == pytest.approx(1 / math.sqrt(3))
    assert made.high - made.value == pytest.approx(4.302652729911275 / math.sqrt(3))


def test_one_replicate_has_no_interval_and_none_no_value():
    assert estimate([2.5]).low is None and estimate([2.5]).high is None
    assert estimate([]) is None and estimate([math.nan]) is None


def test_a_replicate_without_a_value_is_left_out():
    assert estimate([1.0, math.nan, 3.0]) == estimate([1.0, 3.0])


def test_an_interval_stays_within_what_is_possible():
    made = estimate([0.0, 1.0], within=(0, 1))
    assert (made.low, made.high) == (0, 1)
