"""Fear, trust and adaptation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.mechanisms.beliefs import Adaptation, Fear, Trust
from stage import Stage

FULL = 65536
LADDER: list[list[str]] = [[], ["visit"], ["detained_administratively"], ["convicted"]]


def fear_after(events: dict[str, Any], start: float = 0.1, **of: float) -> float:
    """Fear of somebody unaware, a day after."""
    stage = Stage(1).put(fear=start).update(Fear(**of), 1, events)
    return float(stage.people().fear.q.mean()) / FULL


def test_fear_of_nothing_stays_nothing() -> None:
    stage = Stage().begin(Fear())
    for day in range(1, 100):
        stage.update(Fear(), day)
    assert (stage.stored["fear"] == 0).all()


def test_fear_fades_by_half_in_ninety_days() -> None:
    stage = Stage(1).put(fear=0.5)
    for day in range(90):
        stage.update(Fear(), day)
    # the daily share is stored in 65536ths, an error of a thousandth of itself; a day truncates by less than 1/65536
    assert stage.people().fear.q.mean() / FULL == pytest.approx(0.25, abs=0.0015)


def test_fear_fades_to_exactly_nothing() -> None:
    stage = Stage(1).put(fear=0.5)
    for day in range(2000):
        stage.update(Fear(), day)
    assert (stage.stored["fear"] == 0).all()


def test_the_aware_return_to_the_standing_level_from_both_sides() -> None:
    for start in (0.0, 0.9):
        stage = Stage(1).put(fear=start, aware=True)
        for day in range(1500):
            stage.update(Fear(standing=0.15), day)
        assert (stage.stored["fear"] == round(0.15 * FULL)).all()


def test_worse_punishment_means_more_fear() -> None:
    levels = [fear_after(dict.fromkeys(events, True)) for events in LADDER]
    assert levels == sorted(levels) and len(set(levels)) == len(levels)


def test_nearer_punishment_means_more_fear() -> None:
    near_to_far = ("visit", "kin_struck", "friend_struck", "mate_struck", "neighbour_struck")
    levels = [fear_after({name: True}) for name in near_to_far]
    assert levels == sorted(levels, reverse=True) and levels[-1] > fear_after({})


@pytest.mark.parametrize("cause", Fear.hears)
def test_no_cause_lessens_fear(cause: str) -> None:
    others = {"friend_struck": True, "blocked": True}
    assert fear_after({**others, cause: True}) >= fear_after(others)


def test_jumps_take_a_share_of_what_is_missing() -> None:
    jumped = fear_after({"kin_struck": True}, start=0.5, fade=0)
    assert jumped == pytest.approx(0.5 + 0.5 * 0.12, abs=2 / FULL)
    everything = dict.fromkeys(Fear.hears, True)
    assert fear_after(everything, start=0.99, neighbour=1) <= (FULL - 1) / FULL


def test_nothing_fades_in_custody() -> None:
    assert fear_after({"in_custody": True}, start=0.5) == 0.5 > fear_after({}, start=0.5)


def test_trust_falls_in_a_day_and_mends_in_decades() -> None:
    stage = Stage(1).begin(Trust())
    whole = int(stage.stored["trust"][0, 0])
    stage.update(Trust(), 1, {"struck": True})
    fallen = int(stage.stored["trust"][0, 0])
    assert whole - fallen == pytest.approx(0.2 * whole, abs=2)
    for day in range(1, 7306):
        stage.update(Trust(), day)
    back = int(stage.stored["trust"][0, 0])
    # half of the loss after twenty years; the parameter is stored in 65536ths and given to one digit
    assert (back - fallen) / (whole - fallen) == pytest.approx(0.5, abs=0.02)


def test_untouched_trust_never_moves() -> None:
    stage = Stage(1).begin(Trust())
    before = stage.stored["trust"].copy()
    for day in range(1, 400):
        stage.update(Trust(), day)
    assert (stage.stored["trust"] == before).all()


def test_being_informed_upon_costs_trust_when_officers_come() -> None:
    def trust(events: dict[str, Any], marks: int = 0) -> int:
        return int(Stage(1).put(report_marks=marks).update(Trust(), 1, events).stored["trust"][0, 0])

    assert trust({"denounced": True}) == trust({})
    assert trust({"denounced": True, "visit": True}) < trust({"visit": True})
    assert trust({"visit": True}, marks=1) == trust({"denounced_falsely": True, "visit": True})


def test_nobody_learns_where_nothing_watches_and_nobody_tells() -> None:
    stage = Stage().begin(Adaptation())
    for day in range(1, 50):
        made = stage.decide(Adaptation(told=0), day)
        assert not any(mask.any() for mask in made.values())


def test_a_year_of_being_told_makes_one_in_nine_aware() -> None:
    # Kostka 2019: 11 % of residents of pilot areas knew of their pilot
    stage = Stage(40)
    for day in range(365):
        stage.update(Adaptation(), day, stage.decide(Adaptation(), day))
    aware, n = stage.people().aware.mean(), stage.people().aware.size
    assert abs(aware - 0.11) < 3 * np.sqrt(0.11 * 0.89 / n)


def test_children_are_not_counted_as_aware() -> None:
    stage = Stage().put(age="age_0_14").begin(Adaptation(start=1))
    assert not stage.people().aware.any()
    assert not stage.decide(Adaptation(), events={"visit": True})["learnt"].any()


def test_whoever_meets_officers_learns() -> None:
    for name in ("visit", "stop", "kin_pressed", "in_custody", "account_cut"):
        assert Stage().decide(Adaptation(), events={name: True})["learnt"].all(), name
    near = Stage(200).decide(Adaptation(), events={"kin_struck": True})["learnt"].mean()
    far = Stage(200).decide(Adaptation(), events={"neighbour_struck": True})["learnt"].mean()
    assert near == pytest.approx(0.5, abs=0.01) and far == pytest.approx(0.05, abs=0.005)  # three standard errors


def test_without_a_cause_fewer_than_one_in_twenty_take_a_vpn_in_a_year() -> None:
    # Chen and Yang 2019
    stage = Stage(40).put(aware=True)
    for day in range(365):
        stage.update(Adaptation(abandon=0), day, stage.decide(Adaptation(abandon=0), day))
    assert 0.02 < stage.people().vpn.mean() < 0.05


def test_a_cut_account_drives_people_to_tools() -> None:
    stage = Stage(40).put(aware=True)
    calm = stage.decide(Adaptation())["took_vpn"]
    cut = stage.decide(Adaptation(), events={"account_cut": True})["took_vpn"]
    assert cut.sum() > 100 * max(calm.sum(), 1) and not (calm & ~cut).any()
    assert not Stage().decide(Adaptation(gateway=0.06), events={"account_cut": True})["took_vpn"].any()  # unaware


def test_each_tool_has_its_occasion_and_all_are_given_up_together() -> None:
    stage = Stage(40).put(aware=True)
    made = stage.decide(Adaptation(vpn=0, sealed=0.12, code=0.12), events={"held_back": True, "deleted": True})
    assert made["took_sealed"].any() and made["took_code"].any() and not made["took_vpn"].any()
    assert not (made["took_sealed"] & made["took_code"]).any()
    stage.update(Adaptation(), 1, made)
    assert (stage.people().sealed == made["took_sealed"]).all() and stage.people().aware.all()
    gone = stage.decide(Adaptation(abandon=1, vpn=0), 2)
    assert (gone["gave_up_tools"] == (made["took_sealed"] | made["took_code"])).all()
    stage.update(Adaptation(), 2, gone)
    assert not (stage.people().sealed | stage.people().coded | stage.people().vpn).any()
