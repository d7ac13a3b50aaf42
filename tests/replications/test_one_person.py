"""The numbers of one-person, from the rule for whole crowds and for infinitely many; and the fit to two turnouts."""

from __future__ import annotations

from math import floor
from statistics import NormalDist

import pytest

from sousveil import replications
from sousveil.contract.errors import RequestError
from sousveil.replications import replicate
from sousveil.replications.drivers.turnouts import bell

NORMAL = NormalDist()


def ends(spread: float, people: int = 0, carried: float = 0.5) -> float:
    """Where the rule comes to rest from nobody, thresholds around a quarter; with `people` counts are rounded.

    carried: 0.5 for people at the middles of equally likely steps, 0 for counts rounded down.
    """
    share = 0.0
    for _ in range(20_000):
        then = NORMAL.cdf((share - 0.25) / spread)
        then = floor(people * then + carried) / people if people else then
        if abs(then - share) < 1e-14:
            break
        share = then
    return share


def tips(people: int = 0, carried: float = 0.5) -> float:
    """The spread, in 100, at which nearly everybody comes."""
    low, high = 0.09, 0.16
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if ends(middle, people, carried) > 0.5 else (middle, high)
    return 100 * high


def test_published_numbers_follow_from_the_rule() -> None:
    said = {claim.figure: claim.published for claim in replications.load("one-person").claim.claims}
    assert said["narrow"] == pytest.approx(ends(0.1), abs=5e-6)
    assert said["twelve"] == pytest.approx(ends(0.12), abs=5e-6)
    assert said["few"] == 100 * ends(0.124, 100)
    for figure, spread, people in (("below", 0.1217, 0), ("above", 0.1227, 0), ("many", 0.124, 10_000)):
        low, high = said[figure]  # type: ignore[misc]
        assert low <= ends(spread, people) <= high


def test_the_tipping_point_is_where_the_claims_and_notes_say() -> None:
    # tangency: Phi(u) - u phi(u) = 1/4, spread 100 phi(u), share 25 + spread u
    low, high = -3.0, -0.5
    for _ in range(100):
        u = (low + high) / 2
        low, high = (u, high) if NORMAL.cdf(u) - u * NORMAL.pdf(u) < 0.25 else (low, u)
    assert 100 * NORMAL.pdf(u) == pytest.approx(12.2221, abs=5e-5)
    assert 25 + 100 * NORMAL.pdf(u) * u == pytest.approx(6.2003, abs=5e-5)
    assert tips() == pytest.approx(12.2221, abs=1e-3)
    assert [tips(100), tips(100, carried=0), tips(10_000)] == pytest.approx([12.55, 12.87, 12.23], abs=6e-3)


@pytest.mark.parametrize(("first", "second"), [(5_000, 15_000), (8_000, 20_000), (100, 150)])
def test_the_fit_meets_both_turnouts(first: int, second: int) -> None:
    city = 530_000
    mean, spread = bell(first / city, second / city)
    law = NormalDist(mean, spread)
    assert law.cdf(0) * city == pytest.approx(first)
    assert law.cdf(first / city) * city == pytest.approx(second)


@pytest.mark.parametrize(("first", "second"), [(0.02, 0.01), (0.01, 0.01), (0.01, 1), (0.6, 0.7)])
def test_turnouts_that_no_thresholds_give_are_refused(first: float, second: float) -> None:
    with pytest.raises(RequestError):
        bell(first, second)


def test_the_notes_tell_what_other_counts_of_the_first_weeks_predict() -> None:
    notes, city = replications.load("one-person").notes, 530_000
    for first, second in ((6_000, 20_000), (8_000, 20_000), (8_000, 15_000), (6_000, 8_000)):
        law = NormalDist(*bell(first / city, second / city))
        third = round(law.cdf(second / city) * city, -3)
        assert f"{first:,} and {second:,}" in " ".join(notes.split())
        assert f"{third:,.0f}" in notes
    assert NormalDist(*bell(1_000 / city, 8_000 / city)).cdf(8_000 / city) > 0.99


def test_your_own_two_turnouts_predict_three_more() -> None:
    given = ["first_turnout=300", "second_turnout=900", "city=40_000"]
    rows = {row["quantity"]: row for row in replicate("one-person", given, replicates=2)["rows"]}
    law = NormalDist(*bell(300 / 40_000, 900 / 40_000))

    def weeks(more: float) -> list[float]:
        """Turnouts where everybody comes who misses no more than this share."""
        shares = [0.0]
        for _ in range(4):
            shares.append(law.cdf(shares[-1] + more))
        return [40_000 * share for share in shares[3:]]

    found = [row["simulated"] for name, row in rows.items() if "third week" in name or "fourth week" in name]
    # thresholds are kept in 65,536ths, rounded down, and shares to the nearest: one and a half of them, and a person
    least, most = weeks(0), weeks(1.5 / 65_536)
    assert all(low - 1 <= one <= high + 1 for low, one, high in zip(least, found, most, strict=True))
    assert found == pytest.approx(least, rel=0.02)
