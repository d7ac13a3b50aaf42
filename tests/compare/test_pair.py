"""Baseline and reform with common luck: what the laws of a comparison are."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from sousveil.compare import Pair, compare
from sousveil.compare.pair import sides
from sousveil.compare.through import changed, through
from sousveil.contract.errors import RequestError
from sousveil.measures.paired import effects, pairs_needed, said
from sousveil.scenario import load
from sousveil.simulate import run

PEOPLE, DAYS = 16_000, 50


@cache
def harsher() -> Pair:
    """Whoever is met because of something said is always held, not in three cases of ten."""
    baseline = load("everything-app", ["review.visited=1"], people=PEOPLE, days=DAYS, seed=3)
    return compare(baseline, set=["arrests.speech=1"], replicates=2)


@cache
def later() -> Pair:
    """A reform that takes effect on day 21."""
    baseline = load("everything-app", ["review.visited=1"], people=PEOPLE, days=DAYS, seed=3)
    return compare(baseline, baseline.patch({"arrests.speech": 1}, day=21), replicates=1)


def entry(pair: Pair, name: str) -> dict[str, float]:
    row: dict[str, float] = pair.effects().row(by_predicate=pl.col("name") == name, named=True)
    return row


def test_each_side_is_the_run_it_would_be_alone() -> None:
    pair = harsher()
    for side, state in zip((pair.baseline, pair.reform), pair.hashes, strict=True):
        assert run(side, keep=False).summary["state_hash"] == state


def test_an_effect_is_the_mean_difference_of_pairs() -> None:
    pair, found = harsher(), entry(harsher(), "detentions")
    alone = [run(side, replicates=2, keep=False).summary["measures"] for side in (pair.baseline, pair.reform)]
    one, other = (next(m["value"] for m in side if m["name"] == "detentions") for side in alone)
    assert (found["baseline"], found["reform"]) == (one, other)
    assert found["effect"] == pytest.approx(other - one)
    assert found["low"] <= found["effect"] <= found["high"]
    assert found["effect"] > 0


def test_an_unrelated_mechanism_has_exactly_no_effect() -> None:
    """Databases are joined where nobody uses them: nothing but joining happens otherwise."""
    baseline = load("all-off", people=PEOPLE, days=20)
    pair = compare(baseline, baseline.patch(with_=["linking"]), replicates=2)
    known = pair.effects().filter(pl.col("effect").is_not_null())
    assert known.height > 10
    assert known["effect"].to_list() == [0.0] * known.height
    assert set(pair.parted["rule"]) == {"linking"}
    assert pair.people().height == 0


def test_a_removed_mechanism_changes_nobody_whom_it_did_not_touch() -> None:
    pair = compare("everything-app", without=["pressure"], people=PEOPLE, days=DAYS, seed=3, replicates=1)
    touched = {"kin_pressed"}
    direct = pair.parted.filter(pl.col("through") == "rule")
    assert set(direct["event"]) <= touched
    assert set(direct["side"]) <= {"baseline"}
    # nobody parts before the first whom it touched
    if direct.height:
        assert pair.parted["day"].min() == direct["day"].min()
    else:
        assert pair.parted.height == 0


def test_a_reform_leaves_the_days_before_it_as_they_were() -> None:
    pair = later()
    assert pair.parted.height > 0
    assert pair.parted["day"].min() >= 21
    one, other = pair.records
    before = one["time"].values <= 20
    for name in ("online", "criticism", "detained_administratively", "says_support", "in_custody"):
        assert (one[name].values[:, before] == other[name].values[:, before]).all()


def test_people_are_those_to_whom_something_else_was_done() -> None:
    pair = harsher()
    people, fates = pair.people(), pair.fates
    assert people.height > 0
    assert set(people["person"]) == set(fates["person"])
    detained = pair.people("detained")
    assert set(detained["person"]) <= set(people["person"])
    assert (detained["baseline"] + detained["reform"] > 0).all()
    # a life parts before, or on the day on which, something else is done
    first = fates.group_by("person").agg(pl.col("day").min().alias("first"))
    assert (people.join(first, on="person")["day"] <= people.join(first, on="person")["first"]).all()


def test_a_cause_is_necessary_if_taking_it_back_restores_the_fate() -> None:
    pair = harsher()
    direct = pair.people().filter(pl.col("through") == "rule")
    found = pair.necessary(int(direct["person"][0]))
    assert found[0] is True
    with pytest.raises(RequestError, match="the same on both sides"):
        pair.necessary(-1)


def test_what_follows_from_others_is_not_tested_alone() -> None:
    pair = compare("everything-app", without=["review"], people=PEOPLE, days=30, replicates=1)
    tied = pair.parted.filter(pl.col("through") == "ties")
    assert pair.necessary(int(tied["person"][0]))[0] is None


def test_through_what_a_life_parts() -> None:
    touched = frozenset({"scoring"})
    assert through("score_lost", "scoring", touched) == "rule"
    assert through("kin_struck", "ties", touched) == "ties"
    assert through("travel_denied", "doors", touched) in ("state", "shared")
    assert through("reviewed", "review", touched) == "shared"


def test_changed_mechanisms_are_those_that_differ_on_some_day() -> None:
    baseline = load("everything-app")
    reform = baseline.patch({"arrests.speech": 0.9}, day=21).patch(without=["pressure"])
    assert changed(baseline, reform) == {"arrests", "pressure"}


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"baseline": "everything-app"}, "there is no reform"),
        ({"baseline": "everything-app", "reform": "everything-app"}, "the reform equals the baseline"),
        ({"baseline": "everything-app", "set": ["people=10"]}, "not about the same people"),
        ({"baseline": "everything-app", "without": ["scorng"]}, "unknown mechanism"),
        ({"baseline": "everything-app", "set": ["arrests.speech=2"]}, "value outside its range"),
        ({"baseline": "everything-ap", "reform": "all-off"}, "unknown scenario"),
    ],
)
def test_a_wrong_request_is_one_clear_error(asked: dict[str, object], problem: str) -> None:
    with pytest.raises(RequestError, match=problem):
        sides(**asked)  # type: ignore[arg-type]


def test_a_measure_of_one_side_alone_says_why() -> None:
    pair = compare("everything-app", without=["scoring"], people=2_000, days=5, replicates=1)
    row = entry(pair, "score_gini")
    assert row["baseline"] is not None
    assert row["reform"] is row["effect"] is None
    assert "reform:" in str(row["reason"])


@pytest.mark.parametrize(
    ("effect", "low", "high", "word"),
    [(0, 0, 0, "none"), (2, 1, 3, "rises"), (-2, -3, -1, "falls"), (1, -1, 3, "not told apart from none"),
     (None, None, None, "not assessed"), (1, None, None, "not assessed")],
)  # fmt: skip
def test_what_an_interval_says(effect: float | None, low: float | None, high: float | None, word: str) -> None:
    assert said({"effect": effect, "low": low, "high": high}) == word


def test_pairs_needed_grow_with_the_square_of_the_interval() -> None:
    wide, narrow = ({"effect": 1.0, "standard_error": error} for error in (0.4, 0.2))
    assert pairs_needed(wide, 10) == pytest.approx(4 * pairs_needed(narrow, 10), abs=4)
    assert pairs_needed({"effect": 0.0, "standard_error": 0.0}, 10) == 10


def test_ignorance_is_kept_apart_from_luck() -> None:
    """Guessed otherwise on both sides alike: what the reform cannot touch stays untouched under every guess."""
    pair = compare("open-society", set=["courts.conviction=0"], people=3_000, days=20, replicates=2, ignorance=3)
    assert pair.ignorance is not None
    assert (pair.ignorance.draws, pair.ignorance.people) == (3, 3_000)
    rows = pair.effects().filter(pl.col("effect").is_not_null()).to_dicts()
    for row in rows:
        assert row["assumed_low"] <= row["effect"] <= row["assumed_high"]
    messages = entry(pair, "messages")
    assert messages["assumed_low"] == messages["assumed_high"] == 0
    assert harsher().effects()["assumed_low"].null_count() == harsher().effects().height


def test_two_equal_runs_have_no_effects() -> None:
    records = run("open-society", people=2_000, days=5, replicates=2, keep=False).records
    assert {one["effect"] for one in effects(records, records)} <= {0.0, None}
