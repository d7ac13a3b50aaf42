"""From flag to detention: what follows from one week is computed again, and the two rules are exchanged."""

from __future__ import annotations

import numpy as np
import pytest
from few import Few

WEEK, SCOPE, INTERNED, JAILED = 24_412, 13_000_000, 15_683, 706


def year(interned: float, jailed: float, days: int) -> tuple[float, float]:
    """Interned and held of everybody in scope: each day a share of those never flagged, beds as many as people."""
    left, in_camps, held = 1.0, 0.0, 0.0
    for _ in range(days):
        named = left * WEEK / 7 / SCOPE
        in_camps, held, left = in_camps + named * interned * (1 - in_camps), held + named * jailed, left - named
    return in_camps * SCOPE, held * SCOPE


def test_shares_of_the_week_are_those_of_its_counts() -> None:
    exhibit = Few("flag-to-detention", 1)
    for figure, count in (("interned_share", INTERNED), ("jailed_share", JAILED)):
        share = count / WEEK
        assert exhibit.published(figure) == pytest.approx(share, abs=5e-4)
        tolerance = exhibit.claim(figure).tolerance.absolute
        assert tolerance == pytest.approx(2 * np.sqrt(share * (1 - share) / WEEK), rel=0.05)


def test_a_year_of_such_weeks_is_what_the_recursion_says() -> None:
    made = Few("flag-to-detention", 3)
    in_camps, held = year(0.642, 0.0289, 363)  # named on one day, visited on the next, of 365
    for figure, expected in (("interned_year", in_camps), ("jailed_year", held)):
        n = expected / 1000 * 3  # persons in three worlds of 13,000
        # five standard errors of a count, which are 4 % of those interned
        assert abs(made.mean(figure) / expected - 1) < 5 / np.sqrt(n)
    assert 200_000 < in_camps < 900_000  # hundreds of thousands, and short of the estimate
    before, elsewhere = 27_404, 227_882 / 0.21 - 227_882
    expected = (before + held) / (before + held + elsewhere) / 0.015
    assert made.mean("arrest_lift") == pytest.approx(expected, rel=0.25)  # about a hundred are held, half of the sum


def test_the_right_to_say_no_is_what_differs() -> None:
    made = Few("flag-to-detention", 10)
    kept = made.mean("dismissed_interned") / made.mean("interned_share")
    # 1 - .381, within four standard errors of a ratio of two shares of about 2,400 people
    assert abs(kept - 0.619) < 4 * 0.619 * np.sqrt((0.603 / 0.397 + 0.358 / 0.642) / 2440)
