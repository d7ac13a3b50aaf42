"""The sampler alone: it recovers known numbers, and its ranks are even, on a model that costs nothing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, kstest

from sousveil.sweep.abc import posterior

TRIALS = 40


def misses(published, tolerance):
    return lambda figures: np.max(np.abs(figures - published) / tolerance, axis=1)


def counts_of(chance, luck):
    """Two counts of independent trials: one says the first number, the other the product of both."""
    return np.column_stack([luck.binomial(TRIALS, chance[:, 0]), luck.binomial(TRIALS, chance[:, 0] * chance[:, 1])])


def test_one_number_has_the_posterior_of_the_closed_form() -> None:
    # with an even prior and a count k of n trials the posterior is a Beta(k + 1, n - k + 1); a tolerance below one
    # count lets through exact matches alone
    def simulate(at, number):
        return np.random.default_rng([5, number]).binomial(TRIALS, at[:, 0])[:, None].astype(float)

    found = posterior(1, simulate, misses([30.0], [0.5]), points=4000, rounds=12, seed=1)
    assert found.threshold == 1 and len(found.rounds) > 1
    mean = found.weights @ found.at[:, 0]
    spread = np.sqrt(found.weights @ (found.at[:, 0] - mean) ** 2)
    beta_mean, beta_sd = 31 / 42, np.sqrt(31 * 11 / (42**2 * 43))
    # four standard errors of a mean, and of a standard deviation, of as many draws as these are worth
    assert mean == pytest.approx(beta_mean, abs=4 * beta_sd / np.sqrt(found.effective))
    assert spread == pytest.approx(beta_sd, rel=4 / np.sqrt(2 * found.effective))
    # every count is as likely as any other before: the share of the prior that passes is 1 / 41
    assert found.passed.low <= 1 / (TRIALS + 1) <= found.passed.high


def test_ranks_are_even() -> None:
    """Simulation-based calibration: Talts, Betancourt, Simpson, Vehtari and Gelman 2018 (arXiv:1804.06788).

    Numbers from the prior, data from the numbers; where the truth falls in its posterior is then even. The tolerance is
    part of the model, so data are blurred by it: ABC is exact for data with that error (Wilkinson 2013).
    """
    tolerance, ranks, met = np.array([3.0, 3.0]), [], 0
    for number in range(300):
        luck = np.random.default_rng([9, number])
        truth = luck.random((1, 2))
        data = counts_of(truth, luck)[0] + luck.uniform(-tolerance, tolerance)
        found = posterior(2, lambda at, r, n=number: counts_of(at, np.random.default_rng([n, r, 77])).astype(float),
                          misses(data, tolerance), points=400, rounds=12, seed=number)  # fmt: skip
        met += found.threshold == 1
        # the weight below the truth
        ranks.append((found.weights[:, None] * (found.at < truth)).sum(axis=0))
    assert met >= 0.95 * len(ranks)  # data far out in the tails are met by next to nothing
    for of_number in np.array(ranks).T:
        assert kstest(of_number, "uniform").pvalue > 0.01  # two tests of a fixed seed: no luck from run to run
        assert inside_the_band(of_number)


def inside_the_band(ranks, bins: int = 10) -> bool:
    """Whether every bar of the histogram lies in the 99.9 % band of an even one: about 1 % that any leaves it."""
    bars = np.histogram(ranks, bins, (0, 1))[0]
    low, high = binom.ppf([0.0005, 0.9995], len(ranks), 1 / bins)
    return bool(((bars >= low) & (bars <= high)).all())


def test_what_no_number_can_meet_says_how_far_it_misses() -> None:
    found = posterior(1, lambda at, r: at * 1.0, misses([3.0], [0.5]), points=200, rounds=20, seed=1)
    # the nearest is 1, which is four tolerances away
    assert 4 <= found.threshold < 4.1 and found.passed.share == 0 and found.passed.high > 0


def test_points_without_figures_are_never_kept() -> None:
    def simulate(at, number):
        return np.where(at < 0.5, np.nan, at)

    def miss(figures):
        return np.where(np.isfinite(figures[:, 0]), np.abs(figures[:, 0] - 0.7) / 0.05, np.inf)

    found = posterior(1, simulate, miss, points=200, rounds=6, seed=2)
    assert (found.at >= 0.65).all() and found.threshold == 1
    nothing = posterior(1, lambda at, r: at * np.nan, lambda f: np.full(len(f), np.inf), points=50, rounds=6, seed=2)
    assert len(nothing.at) == 0 and nothing.effective == 0


def test_the_same_seed_gives_the_same() -> None:
    def again():
        return posterior(1, lambda at, r: at * 1.0, misses([0.3], [0.001]), points=100, rounds=20, seed=3)

    one, other = again(), again()
    assert np.array_equal(one.at, other.at) and np.array_equal(one.weights, other.weights)
