"""Who could pay a loan back, who asks, and who takes a loan for show."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.mechanisms.solvency import LoanSeeking, ShowLoans, Solvency
from stage import Stage

ONE = 65_536
TRUNCATED = 4 / ONE  # three products, each rounded or cut by one 65536th at most, and the parameters rounded once


def chance(means: float, conduct: float) -> float:
    """What the docstring says, in floating point."""
    return (1 - (1 - 0.30) * (1 - means) ** 2) * (1 - 0.4 * conduct)


@pytest.mark.parametrize(("means", "conduct"), [(0, 0), (0.5, 0.25), (0.75, 0.5), (0.9375, 0)])
def test_without_hardship_the_chance_follows_means_and_conduct(means: float, conduct: float) -> None:
    stage = Stage(1).put(means=means, conduct=conduct).begin(Solvency(behind_majority=0, behind_minority=0))
    assert stage.stored["solvency"] == pytest.approx(ONE * chance(means, conduct), abs=ONE * TRUNCATED)


def test_a_hardship_takes_its_share_and_half_of_it_is_mended_in_140_days() -> None:
    solvency = Solvency(behind_majority=0)
    stage = Stage(1).put(means=0.5, conduct=0).begin(solvency)
    usual = stage.stored["solvency"].astype(float)
    stage.update(solvency, events={"hardship": True})
    assert stage.stored["solvency"] == pytest.approx(usual * 0.4, abs=3)  # rounded once, and the parameter once
    for day in range(2, 141):
        stage.update(solvency, day=day)
    mended = (stage.stored["solvency"] - usual * 0.4) / (usual * 0.6)
    # 1 - .995^139 = .502; each day's step is rounded by half a 65536th, which adds up to 100 of them at most
    assert mended == pytest.approx(1 - 0.995**139, abs=0.004)


def test_a_loan_for_show_costs_its_fee_and_nothing_else() -> None:
    solvency = Solvency(behind_majority=0)
    stage = Stage(1).put(means=0.5, conduct=0).begin(solvency)
    before = stage.stored["solvency"].astype(float)
    stage.update(solvency, events={"loan_for_show": True})
    assert stage.stored["solvency"] == pytest.approx(before * 0.98, abs=3)  # as above


def test_the_minority_meets_hardships_as_much_more_often_as_is_said() -> None:
    stage = Stage(400)
    stage.put(np.arange(256)[None, :].repeat(400, 0) < 128, minority=True)
    minority = stage.people().minority
    made = Solvency(hardship_majority=0.02, hardship_minority=0.04)
    befell = np.mean([stage.decide(made, day=day)["hardship"][minority].mean() for day in range(1, 9)])
    other = np.mean([stage.decide(made, day=day)["hardship"][~minority].mean() for day in range(1, 9)])
    people = 8 * 400 * 128
    for rate, seen in ((0.04, befell), (0.02, other)):
        assert seen == pytest.approx(rate, abs=4 * (rate * (1 - rate) / people) ** 0.5)  # four standard errors


def test_as_many_are_behind_at_the_start_as_hardships_keep_behind() -> None:
    for group in ("majority", "minority"):
        values = Solvency().values
        balance = 2 * values[f"hardship_{group}"] / values["recovery"]
        assert values[f"behind_{group}"] == pytest.approx(balance, rel=1e-9)


def test_nobody_asks_on_the_first_day_and_then_adults_at_home_do() -> None:
    stage = Stage(200).put(solvency=0.7)
    stage.put(np.s_[:, :64], age="age_0_14").put(np.s_[:, 64:128], abroad=True)
    made = LoanSeeking(applies=0.25)
    assert not stage.decide(made, day=1)["credit_try"].any()
    asked = stage.decide(made, day=2)
    assert not asked["credit_try"][:, :128].any()
    people = 200 * 128
    assert asked["credit_try"][:, 128:].mean() == pytest.approx(0.25, abs=4 * (0.25 * 0.75 / people) ** 0.5)
    good = asked["creditworthy"][asked["credit_try"]]
    assert good.mean() == pytest.approx(0.7, abs=4 * (0.21 / good.size) ** 0.5)  # four standard errors
    assert not (asked["creditworthy"] & ~asked["credit_try"]).any()


def test_loans_for_show_are_taken_below_the_bar_and_within_reach_by_some() -> None:
    stage = Stage(200)
    for column, score in enumerate((539, 540, 390, 389, 0)):
        stage.put(np.s_[:, column], score=score)
    made = ShowLoans(often=1, knows_majority=1)
    bars = {"bar_majority": 540 * 256, "bar_minority": 540 * 256}
    taken = stage.decide(made, **bars)["loan_for_show"]
    assert [bool(taken[:, column].all()) for column in range(5)] == [True, False, True, False, False]
    assert [bool(taken[:, column].any()) for column in range(5)] == [True, False, True, False, False]
    assert not stage.decide(made)["loan_for_show"].any()  # on the first day no bar is known


def test_whoever_knows_the_rule_knows_it_every_day() -> None:
    stage, bars = Stage(200).put(score=500), {"bar_majority": 540 * 256}
    made = ShowLoans(often=1, knows_majority=0.2)
    first, second = (stage.decide(made, day=day, **bars)["loan_for_show"] for day in (2, 3))
    np.testing.assert_array_equal(first, second)
    assert first.mean() == pytest.approx(0.2, abs=4 * (0.16 / first.size) ** 0.5)  # four standard errors
