"""The number, its tiers, the debtors' list, the account and who is on which list."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.mechanisms.scoring import AccountCut, Defaulters, Lists, Scoring
from stage import Stage

LOSSES = {
    "infraction_seen": 5,
    "quarrel_seen": 5,
    "incident_seen": 50,
    "petition_seen": 20,
    "content_hit": 10,
    "content_alarm": 10,
    "defaulter_listed": 100,
}


def scored(stage: Stage, day: int = 1, scoring: Scoring | None = None, **events: bool) -> set[int]:
    """The scores after a day on which these events befell everybody."""
    scoring = scoring or Scoring()
    made = stage.decide(scoring, day, events)
    stage.update(scoring, day, {**events, **made})
    return set(stage.people().score.q.ravel().tolist())


@pytest.mark.parametrize(("event", "points"), LOSSES.items())
def test_every_record_costs_its_points(event: str, points: int) -> None:
    stage = Stage(1).begin(Scoring())
    assert stage.decide(Scoring(), 1, {event: True})["score_lost"].all()
    assert scored(stage, **{event: True}) == {1000 - points}


def test_points_add_up_and_a_message_counts_once() -> None:
    stage = Stage(1).begin(Scoring())
    assert scored(stage, infraction_seen=True, quarrel_seen=True, content_hit=True, content_alarm=True) == {980}


def test_a_score_does_not_fall_below_nothing() -> None:
    assert scored(Stage(1).put(score=30), incident_seen=True) == {0}


def test_nothing_recorded_nothing_lost() -> None:
    stage = Stage(1).begin(Scoring())
    assert not any(mask.any() for mask in stage.put(tier=3).decide(Scoring(), 1).values())
    assert scored(stage) == {1000}


def test_children_and_people_abroad_keep_the_start() -> None:
    for stage in (Stage(1).put(age="age_0_14"), Stage(1).put(abroad=True)):
        stage.begin(Scoring())
        assert scored(stage, 30, incident_seen=True, good_deed=True) == {1000}


def test_registered_good_deeds_and_rewarded_payments_win_points() -> None:
    stage = Stage(100).begin(Scoring())
    made = stage.decide(Scoring(), 1, {"good_deed": True, "paid": True})["score_gained"]
    assert abs(made.mean() - 0.30) < 3 * np.sqrt(0.3 * 0.7 / made.size)
    assert scored(stage, good_deed=True) == {1000, 1020}
    often = Scoring(on_time=0.1)
    paid = Stage(100).begin(often).decide(often, 1, {"paid": True})["score_gained"]
    assert abs(paid.mean() - 0.10) < 3 * np.sqrt(0.1 * 0.9 / paid.size)


@pytest.mark.parametrize("mark", ["kin_marks", "kin_sanctioned"])
def test_relatives_cost_a_twentieth_of_ones_own_default_at_every_assessment(mark: str) -> None:
    # connections weigh 5 % in the published weights of one score
    stage = Stage(1).begin(Scoring()).put(**{mark: True})
    assert scored(stage, 29) == {1000}
    assert scored(stage, 30) == {1000 - 100 * 0.05}
    assert scored(Stage(1).begin(Scoring()), 30) == {1000}


def test_time_repairs_a_score_and_wears_praise_away() -> None:
    for start, end in ((990, 1000), (1010, 1000), (700, 726)):
        stage = Stage(1).put(score=start)
        for day in range(1, 366):
            left = scored(stage, day)
        assert left == {end}, start  # 26 points a year at 14 days a point


@pytest.mark.parametrize(
    ("score", "tier"),
    [(0, 0), (599, 0), (600, 1), (849, 1), (850, 2), (959, 2), (960, 3), (1029, 3), (1030, 4), (1049, 4), (1050, 5)],
)
def test_tiers_begin_at_their_cut(score: int, tier: int) -> None:
    for held in range(6):
        made = Stage(1).put(score=score, tier=held).decide(Scoring())
        assert made["tier_fell"].all() == (tier < held) and made["tier_rose"].all() == (tier > held)


def test_the_list_follows_the_score_tier_by_tier() -> None:
    stage = Stage(1).begin(Lists()).put(score=500)
    tiers = []
    for day in range(1, 6):
        made = stage.decide(Scoring(), day)
        tiers.append(int(stage.update(Lists(), day, made).people().tier.q[0, 0]))
    assert tiers == [2, 1, 0, 0, 0]


def test_the_tier_at_the_start_is_that_of_the_score_at_the_start() -> None:
    stage = Stage(4).begin(Scoring()).begin(Lists())
    made = stage.decide(Scoring())
    assert not made["tier_fell"].any() and not made["tier_rose"].any()


def test_the_praised_are_in_the_highest_tier_and_lose_praise_when_they_fall() -> None:
    keen = Scoring(praise=0.5)
    assert not Stage().put(score=1049).decide(keen)["praised"].any()
    made = Stage().put(score=1050).decide(keen)["praised"]
    assert made.any() and not Stage().put(score=1050, redlist=True).decide(keen)["praised"].any()
    stage = Stage(1).update(Lists(), 1, {"praised": True})
    assert stage.people().redlist.all()
    assert not stage.update(Lists(), 2, {"tier_fell": True}).people().redlist.any()


def test_a_default_is_warned_then_listed_then_cleared_by_payment() -> None:
    stage, court = Stage(1), Defaulters(listing=1.0, expiry=0.0)
    assert not stage.decide(court, 1, {"default": True})["defaulter_listed"].any()
    stage.update(Lists(), 1, {"default": True})
    assert stage.people().first_notice.all() and not stage.people().defaulter.any()
    made = stage.decide(court, 2)
    assert made["defaulter_listed"].all()
    stage.update(Lists(), 2, made)
    assert stage.people().defaulter.all() and not stage.people().first_notice.any()
    made = stage.decide(court, 3, {"settled": True})
    assert made["defaulter_cleared"].all()
    assert not stage.update(Lists(), 3, made).people().defaulter.any()


def test_who_pays_when_warned_is_not_listed() -> None:
    stage = Stage(1).put(first_notice=True)
    made = stage.decide(Defaulters(listing=1.0), 1, {"settled": True})
    assert not made["defaulter_listed"].any()
    assert not stage.update(Lists(), 1, {**made, "settled": True}).people().first_notice.any()


def test_as_many_are_on_the_debtors_list_at_the_start_as_were_at_the_end_of_2017() -> None:
    # 9.59 million of 1,410 million people, of whom .716 were 25 or older in 2020
    stage = Stage(800)
    young = np.random.default_rng(1).random(stage.shape) < 0.284
    stage.put(young, age="age_15_24").begin(Lists())
    listed, n = stage.people().defaulter, young.size
    assert abs(listed.mean() - 9.59 / 1410) < 3 * np.sqrt(0.0068 / n)
    assert not (listed & young).any()
    assert not Stage().put(abroad=True).begin(Lists()).people().defaulter.any()


def test_an_account_is_cut_for_what_was_stopped_and_comes_back() -> None:
    stage = Stage(100)
    assert not stage.decide(AccountCut(), 1, {"content_hit": True})["account_cut"].any()
    few = stage.decide(AccountCut(), 1, {"blocked": True})["account_cut"]
    many = stage.put(content_marks=3).decide(AccountCut(), 1, {"deleted": True})["account_cut"]
    for cut, share in ((few, 0.15), (many, 0.5)):
        assert abs(cut.mean() - share) < 3 * np.sqrt(share * (1 - share) / cut.size)
    dark = stage.put(suspended=True).decide(AccountCut(), 1, {"blocked": True})
    assert not dark["account_cut"].any() and dark["account_restored"].any()


def test_lists_keep_what_nothing_changes() -> None:
    stage = Stage(1).put(suspect=True, defaulter=True, redlist=True, tier=5, first_notice=True)
    before = stage.stored["lists"].copy()
    stage.update(Lists(), 1)
    assert (stage.stored["lists"] == before).all()
    assert not stage.update(Lists(), 2, {"suspect_dropped": True}).people().suspect.any()
    assert stage.update(Lists(), 3, {"suspect_listed": True}).people().suspect.all()
