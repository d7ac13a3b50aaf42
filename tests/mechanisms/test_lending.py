"""Credit by a score: who pays back, who gets a loan, and where the bank sets its bar."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from sousveil.contract.columns import GROUPS
from sousveil.contract.events import CREDIT_BANDS
from sousveil.contract.views import Polity, Tally
from sousveil.mechanisms.bank import Bank, FixedBar
from sousveil.mechanisms.lending import Borrowing, CreditRecord, Lending
from stage import Stage

PAYS = (0.1, 0.2, 0.45, 0.6, 0.65, 0.7, 0.7)
A, B = (0, 10, 10, 20, 30, 30, 0), (10, 10, 20, 30, 30, 0, 0)  # people by score, of 100
BAR = 256  # of a point


def bars(bank: Any, majority: Any, minority: Any) -> tuple[float, float]:
    """Where a bank sets its bars, in points, with so many people in each band."""
    groups = tuple(GROUPS)

    def counts(name: str) -> Any:
        made = np.zeros((1, 1, len(groups)), np.int64)
        band = int(name[-1])
        for group, people in (("majority", majority), ("minority", minority)):
            made[..., groups.index(group)] = people[band]
        return made

    stage = Stage(1)
    tally = Tally(counts, groups, np.zeros((1, len(groups)), np.int64), np.array([False]))
    settled = stage.bound(bank, wide=True).settle(Polity({}), tally, stage.luck_of_places(bank, 1), 1)
    return tuple(float(np.ravel(settled[f"bar_{name}"].q)[0]) / BAR for name in ("majority", "minority"))  # type: ignore[return-value]


def given(bar: float) -> np.ndarray[Any, Any]:
    """The share of each band that a bar lends to."""
    return np.clip(np.arange(CREDIT_BANDS) + 1 - bar, 0, 1)


def chances(people: Any, bar: float) -> float:
    """Of those who would pay back, the share that gets a loan."""
    good = np.array(people) * PAYS
    return float((good * given(bar)).sum() / good.sum())


def earned(people: Any, bar: float, interest: float = 1) -> float:
    profit = np.array(PAYS) * interest - (1 - np.array(PAYS))
    return float((np.array(people) * given(bar) * profit).sum())


@pytest.mark.parametrize("score", [0, 2, 3, 6, 40])
def test_each_band_pays_back_as_often_as_it_says(score: int) -> None:
    stage = Stage().put(score=score)
    made = stage.decide(Borrowing())
    assert made["credit_try"].all()
    chance, people = PAYS[min(score, 6)], made["creditworthy"].size
    # four standard errors of a share of so many people
    assert abs(made["creditworthy"].mean() - chance) < 4 * (chance * (1 - chance) / people) ** 0.5


def test_children_and_people_abroad_do_not_borrow() -> None:
    for state in ({"age": "age_0_14"}, {"abroad": True}):
        assert not any(mask.any() for mask in Stage().put(score=5, **state).decide(Borrowing()).values())


def test_a_bar_between_two_scores_is_a_lottery_at_the_lower_one() -> None:
    asked = {"credit_try": True}
    lent = {
        score: Stage().put(score=score).decide(Lending(), events=asked, bar_majority=2.25 * BAR)["lent"]
        for score in (1, 2, 3)
    }
    assert not lent[1].any() and lent[3].all()
    assert abs(lent[2].mean() - 0.75) < 4 * (0.75 * 0.25 / lent[2].size) ** 0.5


def test_each_group_has_its_bar_and_only_who_asks_gets_a_loan() -> None:
    even = np.broadcast_to(np.arange(256) % 2 == 0, Stage().shape)
    stage = Stage().put(score=4).put(even, minority=True)
    lent = stage.decide(Lending(), events={"credit_try": True}, bar_majority=5 * BAR, bar_minority=4 * BAR)["lent"]
    assert (lent == even).all()
    assert not stage.decide(Lending(), events={"credit_try": False})["lent"].any()


def test_a_loan_moves_the_score_within_its_ends_and_nothing_else_does() -> None:
    record = CreditRecord(gain=2, loss=3, lowest=1, highest=6)
    for lent, good, before, after in (
        (True, True, 3, 5), (True, True, 5, 6), (True, False, 5, 2), (True, False, 2, 1), (False, True, 3, 3),
        (False, False, 9, 9),
    ):  # fmt: skip
        stage = Stage(1).put(score=before)
        events = {"lent": lent, "creditworthy": good}
        made = stage.decide(record, events=events)
        assert made["loan_repaid"].all() == (lent and good) and made["loan_lost"].all() == (lent and not good)
        assert (stage.update(record, events={**events, **made}).stored["score"] == after).all()


@pytest.mark.parametrize(("interest", "bar"), [(99, 0), (1.3, 2), (1, 3), (0.6, 4), (0.5, 5), (0.4, CREDIT_BANDS)])
def test_for_profit_the_bar_is_where_a_loan_begins_to_pay(interest: float, bar: int) -> None:
    """A loan pays from a chance of 1 / (1 + interest); below .43 none of these does, and nobody gets one."""
    everywhere = (10,) * CREDIT_BANDS
    assert bars(Bank(interest=interest), everywhere, everywhere) == (bar, bar)


@pytest.mark.parametrize(("majority", "minority"), [(A, B), (B, A), ((1, 5, 9, 4, 3, 2, 1), (9, 7, 5, 3, 1, 0, 0))])
def test_equal_opportunity_is_equal_and_no_such_pair_of_bars_pays_more(majority: Any, minority: Any) -> None:
    people = [tuple(1000 * n for n in group) for group in (majority, minority)]
    found = bars(Bank(equal=1), *people)
    rates = [chances(group, bar) for group, bar in zip(people, found, strict=True)]
    # a bar is kept to 256ths of a point, and no band holds more than half of those who would pay back
    assert abs(rates[0] - rates[1]) < 0.5 / BAR
    best = sum(earned(group, bar) for group, bar in zip(people, found, strict=True))
    grid = np.arange(0, CREDIT_BANDS + 1e-9, 1 / 64)
    made = [[(chances(group, bar), earned(group, bar)) for bar in grid] for group in people]
    pairs = [a[1] + b[1] for a, b in product(*made) if abs(a[0] - b[0]) < 0.001]
    total = sum(map(sum, people))
    # pairs on the grid may be unequal by .001, which is worth about as much of the people there are
    assert len(pairs) > 50 and best >= max(pairs) - 0.001 * total


def test_equal_opportunity_in_the_population_of_damour() -> None:
    """.8898 of those in group A who would pay back get a loan at 3; group B meets it with .727 of its people at 2."""
    high, low = bars(Bank(equal=1), A, B)
    assert high == 3
    share = (chances(A, 3) - chances(B, 3)) / (chances(B, 2) - chances(B, 3))
    assert share == pytest.approx(0.7274, abs=0.0001)
    assert low == pytest.approx(3 - share, abs=1 / BAR)
    between = bars(Bank(equal=0.5), A, B)
    assert between == pytest.approx((3, (3 + low) / 2), abs=1 / BAR)


def test_a_bank_told_its_bars_has_them() -> None:
    told = FixedBar(bar_majority=645, at_majority=1, bar_minority=480, at_minority=0.25)
    made = Stage(1).settle(told, {})
    assert made["bar_majority"] == 645 * BAR and made["bar_minority"] == 480.75 * BAR
