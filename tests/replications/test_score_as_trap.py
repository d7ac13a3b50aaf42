"""The numbers of score-as-trap, from the chain of D'Amour et al. 2020 written anew, and laws of the lab's own runs."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sousveil import replications
from sousveil.replications.given import given
from sousveil.replications.play import Play

PAYS = np.array([0.1, 0.2, 0.45, 0.6, 0.65, 0.7, 0.7])
START = {"a": np.array([0, 0.1, 0.1, 0.2, 0.3, 0.3, 0]), "b": np.array([0.1, 0.1, 0.2, 0.3, 0.3, 0, 0])}
FROM_3 = (PAYS >= 0.5).astype(float)
Shares = Any
"""(7,) people by score, or what a bar lends to."""


def moved(people: Shares, lent: Shares, asked: float) -> Shares:
    """The expected people by score after a step in which this share of them asks for a loan."""
    loans = people * lent * asked
    up, down, made = loans * PAYS, loans * (1 - PAYS), people - loans
    made[1:] += up[:-1]
    made[:-1] += down[1:]
    made[0] += down[0]
    made[-1] += up[-1]
    return made


def meeting(people: Shares, rate: float) -> Shares:
    """The bar from the top by which this share of those who would pay back gets a loan."""
    good = people * PAYS / (people @ PAYS)
    above = np.append(good[::-1].cumsum()[::-1][1:], 0)
    return np.clip(np.divide(rate - above, good, out=np.zeros(7), where=good > 1e-12), 0, 1)


def equal(people: dict[str, Shares]) -> dict[str, Shares]:
    """The pair of bars with equal chances that pays best: profit is straight between corners, so one of them."""
    corners = np.concatenate([(p * PAYS)[::-1].cumsum() / (p @ PAYS) for p in people.values()])
    pairs = [{name: meeting(p, rate) for name, p in people.items()} for rate in corners]
    return max(pairs, key=lambda pair: sum(people[name] * lent @ (2 * PAYS - 1) for name, lent in pair.items()))


@cache
def course(fair: bool) -> dict[int, dict[str, dict[str, float]]]:
    """Step -> what has been lent so far to 100 people, and who they are, in the expected course of 20,000 steps.

    At a step somebody asks, of either group with even chance: half of a hundredth of the group, as far as one can see.
    Bars are set anew every 20 steps, in which nobody's score moves by more than a thousandth.
    """
    people = dict(START)
    sums = {name: {"lent": 0.0, "good": 0.0, "good_lent": 0.0} for name in people}
    bars, told = dict.fromkeys(people, FROM_3), {}
    for step in range(1, 20_001):
        if fair and step % 20 == 1:
            bars = equal(people)
        for name, now in people.items():
            sums[name]["lent"] += now @ bars[name] / 2
            sums[name]["good"] += now @ PAYS
            sums[name]["good_lent"] += now * PAYS @ bars[name]
        people = {name: moved(now, bars[name], 0.005) for name, now in people.items()}
        if step in (1000, 5000, 10_000, 20_000):
            told[step] = {name: {**sums[name], "pays": float(people[name] @ PAYS)} for name in people}
    return told


def published() -> dict[str, Any]:
    return {one.figure: one.published for one in replications.load("score-as-trap").claim.claims}


def test_the_expected_course_is_that_of_the_claims() -> None:
    claims, profit, fair = published(), course(fair=False), course(fair=True)
    for steps, group in ((s, g) for s in (1000, 5000, 10_000, 20_000) for g in "ab"):
        assert claims[f"loans_profit_{steps}_{group}"] == pytest.approx(profit[steps][group]["lent"], abs=0.06)
    for steps, group in ((s, g) for s in (5000, 20_000) for g in "ab"):
        assert claims[f"pay_{steps}_{group}"] == pytest.approx(profit[steps][group]["pays"], abs=6e-5)
    assert claims["loans_equal_20000_b"] == pytest.approx(fair[20_000]["b"]["lent"], abs=0.3)
    for name, made in (("gap_profit", profit), ("gap_equal", fair)):
        assert claims[name] == pytest.approx(made[20_000]["a"]["pays"] - made[20_000]["b"]["pays"], abs=1e-4)
    chances = {name: made["good_lent"] / made["good"] for name, made in fair[20_000].items()}
    # bars that wait 20 steps add about half a ten-thousandth; set anew at each, the sum is the one claimed
    assert claims["chances_together"] == pytest.approx(chances["b"] - chances["a"], abs=1e-4)
    assert fair[20_000]["b"]["lent"] > profit[20_000]["b"]["lent"]


def test_chances_by_bar_and_the_limit_are_those_of_the_claims() -> None:
    claims = published()
    for group, start in START.items():
        for bar in (2, 3, 4, 5):
            chance = (start * PAYS)[bar:].sum() / (start @ PAYS)
            assert claims[f"chance_{bar}_{group}"] == pytest.approx(chance, abs=5e-5)
        people = start
        for _ in range(3000):
            people = moved(people, FROM_3, 1)
        assert claims[f"limit_pay_{group}"] == pytest.approx(people @ PAYS, abs=1e-9)
        assert claims[f"limit_eligible_{group}"] == pytest.approx(people[3:].sum(), abs=1e-9)


def play(*overrides: str, replicates: int = 3) -> Play:
    exhibit = replications.load("score-as-trap")
    said = given(exhibit, overrides)
    defaults = {name: one.default for name, one in exhibit.claim.parameters.items()}
    return Play(exhibit, {**defaults, **said.values}, replicates, 1, changes=said.changes)


def by_band(records: Any, group: str) -> np.ndarray[Any, Any]:
    """(replicate, day, band) people of a group."""
    return np.stack([records[f"score_band_{band}"].sel(group=group).sum("place") for band in range(7)], axis=-1)


def test_whoever_falls_below_the_bar_stays_where_they_are() -> None:
    records = play("days=60").arm("limit")
    for group, start in (("majority", START["a"]), ("minority", START["b"])):
        people = by_band(records, group)
        assert (people.sum(axis=-1) == 100).all()
        # the lowest two bands lie out of reach of a fall from the bar, the third only fills
        np.testing.assert_array_equal(people[..., :2], np.broadcast_to(100 * start[:2], people[..., :2].shape).round())
        assert (np.diff(people[..., 2], axis=1) >= 0).all()
        assert people[:, -1, 3:].sum() < people[:, 0, 3:].sum()


def test_a_bank_that_always_earns_lends_to_everybody() -> None:
    records = play("interest=99", "days=20", "applies=1").arm("profit")
    assert (records["lent"].values == records["credit_try"].values).all() and records["lent"].values.any()


def test_chances_are_equal_from_day_to_day() -> None:
    """Of those who would pay back, on 20 days of three worlds of 8,000 people a group."""
    records = play("days=20", "applies=1").arm("equal")
    good, lent = (records[name].sum(["replicate", "time", "place"]) for name in ("creditworthy", "loan_repaid"))
    chance = {group: float(lent.sel(group=group) / good.sel(group=group)) for group in ("majority", "minority")}
    people = {group: float(good.sel(group=group)) for group in chance}
    error = sum(chance[g] * (1 - chance[g]) / people[g] for g in chance) ** 0.5
    # four standard errors, and a bar kept to 256ths of a point
    assert abs(chance["majority"] - chance["minority"]) < 4 * error + 0.001
    assert min(chance.values()) > 0.5


def test_groups_that_begin_alike_end_alike() -> None:
    same = [f"b_{band}={100 * share:g}" for band, share in enumerate(START["a"])]
    records = play(*same, "days=40", replicates=4).arm("profit")
    lent = [int(records["lent"].sel(group=group).sum()) for group in ("majority", "minority")]
    # of about 480,000 loans a group, each group's sum is off by some multiple of its root: people borrow again
    assert abs(lent[0] - lent[1]) < 0.02 * sum(lent)
