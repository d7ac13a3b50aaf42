"""Desk, review, pressure and patrol."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.columns import GROUPS
from sousveil.contract.quantity import ONE
from sousveil.contract.views import Polity, Tally
from sousveil.mechanisms.policing import Desk, Patrol, Pressure, Review
from stage import Stage


def test_without_officers_nothing_is_read() -> None:
    settled = Stage().settle(Desk(desk_officers=0), {"flag": 50})
    assert settled["review_share"][0] == 0 and settled["officer_load"][0] == 0
    made = Stage().decide(Review(visited=1, dismissed_right=0), events={"flag": True}, review_share=0)
    assert not any(mask.any() for mask in made.values())


def test_officers_read_no_more_than_they_can() -> None:
    # 2 officers per 100,000 who read 10 alerts each: 2 alerts a day for 10,000 people, of 8
    settled = Stage().settle(Desk(), {"flag": 5, "suspect_listed": 3}, people=10_000)
    assert settled["review_share"][0] == ONE // 4 and settled["officer_load"][0] == ONE
    stage = Stage(400)
    read = sum(stage.decide(Review(), day, {"flag": True}, review_share=0.25)["reviewed"].sum() for day in (1, 2))
    n = 2 * 400 * 256
    assert abs(read - n / 4) < 3 * np.sqrt(n * 3 / 16)  # three standard errors of a binomial


def test_a_small_place_has_its_part_of_an_officer() -> None:
    # 2 officers per 100,000 who read 10 alerts each: a fifth of an alert a day for 1,000 people
    settled = Stage().settle(Desk(), {"flag": 1}, people=1_000)
    assert settled["review_share"][0] == ONE // 5 and settled["officer_load"][0] == ONE


def test_the_largest_desk_of_the_largest_place_stays_within_64_bits() -> None:
    desk = Desk(desk_officers=10_000, reviews_per_officer=1_000)  # both at the top of their range
    settled = Stage().settle(desk, {"flag": 200_000_000}, people=200_000_000)
    assert settled["review_share"][0] == ONE and settled["officer_load"][0] == ONE // 100


def test_idle_officers_read_everything() -> None:
    settled = Stage().settle(Desk(), {"flag": 1}, people=10_000)
    assert settled["review_share"][0] == ONE and settled["officer_load"][0] == ONE // 2
    assert Stage().decide(Review(), events={"flag": True})["reviewed"].all()


def test_a_face_alert_runs_through_the_london_funnel() -> None:
    # Fussey and Murray 2019: 42 alerts, 16 rejected, 26 acted on, 22 stopped
    made = Stage(200).decide(Review(), events={"flag": True, "face_alarm": True})
    n = made["reviewed"].sum()
    for found, share in ((made["dismissed"].sum(), 16 / 42), (made["stop"].sum(), 22 / 42)):
        # the parameters are stored in 65536ths and given to three digits, hence the 0.001
        assert abs(found / n - share) < 2 * np.sqrt(share * (1 - share) / n) + 0.001
    assert not (made["dismissed"] & made["stop"]).any() and not made["visit"].any()


def test_a_message_brings_officers_to_the_door_and_a_suspicious_person_sooner() -> None:
    stage = Stage(200)
    calm = stage.decide(Review(dismissed_right=0), events={"flag": True})
    stage.put(suspicion=0.999)
    urgent = stage.decide(Review(dismissed_right=0), events={"flag": True})
    n = calm["visit"].size
    assert abs(calm["visit"].mean() - 0.2) < 3 * np.sqrt(0.2 * 0.8 / n)
    assert abs(urgent["visit"].mean() - 0.5) < 3 * np.sqrt(0.5 * 0.5 / n)
    assert not (calm["visit"] & ~urgent["visit"]).any()  # the same luck: nobody is spared by being more suspicious


def test_better_review_only_spares_people() -> None:
    events = {"flag": True, "content_alarm": True}
    worse, better = (Stage().decide(Review(dismissed_wrong=d), events=events)["visit"] for d in (0.1, 0.8))
    assert better.sum() < worse.sum() and not (better & ~worse).any()


def test_review_of_wrong_alerts_leaves_right_ones_alone() -> None:
    right = {"flag": True, "content_hit": True, "content_alarm": True}
    made = [Stage().decide(Review(dismissed_wrong=d), events=right)["dismissed"] for d in (0.0, 1.0)]
    assert (made[0] == made[1]).all()


@pytest.mark.parametrize(
    "state", [{"age": "age_0_14"}, {"abroad": True}, {"status": "imprisoned"}, {"status": "summoned"}]
)
def test_officers_do_not_call_on(state: dict[str, Any]) -> None:
    made = Stage().put(**state).decide(Review(visited=1), events={"flag": True})
    assert not any(mask.any() for mask in made.values())


def test_only_kin_of_people_abroad_are_pressed_and_only_after_contact() -> None:
    stage = Stage()
    kin = np.zeros(stage.shape, bool)
    kin[:, ::3] = True
    stage.put(kin, kin_abroad=True)
    assert not stage.decide(Pressure(on_file=1))["kin_pressed"].any()
    seen = stage.decide(Pressure(on_contact=1), events={"contact_seen": True})["kin_pressed"]
    assert (seen == kin).all()
    stage.put(contact_marks=2)
    assert (stage.decide(Pressure(on_file=1))["kin_pressed"] == kin).all()


def patrols(share: Any, people: Any, seen: Any, reported: Any = 0, learning: float = 0.01) -> Any:
    """Tomorrow's patrols in several places."""
    groups, places = tuple(GROUPS), len(people)
    wide = lambda v: np.repeat(np.broadcast_to(v, (places,)).astype(np.int64)[:, None], len(groups), axis=1)  # noqa: E731
    counts = dict.fromkeys(Patrol.hears, wide(0)) | {"incident_seen": wide(seen), "incident_reported": wide(reported)}
    tally = Tally(counts.__getitem__, groups, wide(people), np.zeros(places, bool))
    patrol = Stage().bound(Patrol(learning=learning), wide=True)
    draws = Stage().luck_of_places(patrol, 1, places)
    return patrol.settle(Polity({"patrol_share": np.asarray(share, np.int64)}), tally, draws, 1)["patrol_share"].q


@pytest.mark.parametrize(
    ("discovered", "limit"), [(1, 1.0), (0.9, 0.7759), (0.8, 0.6826), (0.7, 0.6387), (0.6, 0.6143), (0.5, 0.5989)]
)
def test_patrols_run_away_to_the_published_limit(discovered: float, limit: float) -> None:
    # Ensign et al. 2018, Oakland regions 1 and 2; `discovered`: weight of incidents that only a patrol finds
    rates, people, share = np.array([3.68511, 2.816466]), np.array([10**6, 10**6]), np.array([ONE, ONE])
    for _ in range(1500):
        x = share / share.sum()
        seen = np.rint(1000 * rates * ((1 - discovered) + discovered * x)).astype(np.int64)
        share = patrols(share, people, seen, learning=0.05)
    assert share[0] == ONE
    assert abs(share[0] / share.sum() - limit) < 0.01  # the tolerance of the published closed form


def test_a_day_without_records_moves_no_patrol() -> None:
    assert (patrols([ONE, 40_000, 7], [500, 900, 20], 0) == [ONE, 40_000, 7]).all()


def test_patrols_are_counted_per_head() -> None:
    # ten times the people with ten times the incidents is the same rate
    share = patrols([ONE, ONE], [100_000, 1_000_000], [3, 30], learning=1.0)
    assert share[0] == share[1] == ONE


def test_reports_count_like_discoveries() -> None:
    assert (patrols([ONE, ONE], [1000, 1000], [4, 2], [0, 2], learning=1.0) == ONE).all()
