"""What people do, on the app and off it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.mechanism import Mechanism
from sousveil.contract.quantity import ONE
from sousveil.mechanisms.activity import Messaging, Platform
from sousveil.mechanisms.conduct import Commerce, Conduct, Deeds
from stage import Stage

HELD = ("held_administratively", "held_criminally", "charged", "imprisoned", "interned")
KINDS = ("complaint", "criticism", "mobilisation")
# rates at which every day is full of impulses, so that laws show on few people
BUSY = {"complaint": 0.5, "criticism": 0.25, "mobilisation": 0.1}


def near(mask: Any, chance: float, of: Any = True) -> bool:
    """Whether the share of `of` in `mask` lies within three standard errors of a binomial."""
    n = np.broadcast_to(of, mask.shape).sum()
    return abs((mask & of).sum() / n - chance) <= 3 * np.sqrt(chance * (1 - chance) / n) + 2 / ONE


def spoke(made: dict[str, Any]) -> Any:
    return made["complaint"] | made["criticism"] | made["mobilisation"]


@pytest.mark.parametrize("climate", [0.0, 0.99])
def test_without_fear_nobody_holds_anything_back(climate: float) -> None:
    stage = Stage().put(fear=0.0, boldness=0.0, climate=climate, support=0.0, activity=0.99)
    talking = Messaging(**BUSY, feared_criticism=100, feared_mobilisation=100)
    for day in range(1, 20):
        made = stage.decide(talking, day, {"online": True})
        assert spoke(made).any() and not made["held_back"].any()


def test_full_fear_without_boldness_silences_all_criticism_and_boldness_breaks_it() -> None:
    stage = Stage().put(fear=1.0, boldness=0.0, climate=0.99, support=0.0, activity=0.99)
    made = stage.decide(Messaging(**BUSY), events={"online": True})
    assert made["held_back"].any() and not (made["criticism"] | made["mobilisation"]).any()
    assert stage.put(boldness=0.9).decide(Messaging(**BUSY), events={"online": True})["criticism"].any()


def test_silence_is_fear_times_timidity_times_kind_times_climate() -> None:
    stage = Stage(200).put(fear=0.5, boldness=0.25, climate=0.5, support=0.0, activity=0.99)
    free = Stage(200).put(fear=0.0, support=0.0, activity=0.99)
    talking = Messaging(**BUSY)
    made, impulse = (s.decide(talking, events={"online": True}) for s in (stage, free))
    timid = 0.5 * 0.75 * (1 - 0.4 * 0.5)
    for kind, feared in zip(KINDS, (0.5, 1.5, 3.0), strict=True):
        # the same luck gives both worlds the same impulses
        assert not (made[kind] & ~impulse[kind]).any()
        assert near(~made[kind], timid * feared, of=impulse[kind]), kind


def test_there_is_at_most_one_impulse_a_day_at_its_rate() -> None:
    stage = Stage(200).put(fear=0.0, support=0.25, activity=0.5)
    made = stage.decide(Messaging(**BUSY), events={"online": True}, open_climate=0.5)
    assert (sum(made[kind].astype(int) for kind in KINDS) <= 1).all()
    for kind, expected in zip(KINDS, (0.25, 0.25 * 0.375, 0.1 * 0.75 * 0.375), strict=True):
        assert near(made[kind], expected), kind


def test_a_street_full_of_people_and_a_silent_public_make_calls_for_action_likelier() -> None:
    stage, talking = Stage(400).put(fear=0.0, support=0.0, activity=0.99), Messaging(mobilisation=0.02)
    moods = ({"open_climate": 1.0}, {"open_climate": 0.0}, {"open_climate": 0.0, "protest_share": 0.5})
    calls = [stage.decide(talking, 1, {"online": True}, **mood)["mobilisation"].sum() for mood in moods]
    assert calls == sorted(set(calls))


def test_encryption_takes_messages_off_the_app_and_shelters_them() -> None:
    sealed = Stage(200).put(fear=0.5, boldness=0.0, support=0.0, activity=0.99, sealed=True)
    plain = Stage(200).put(fear=0.5, boldness=0.0, support=0.0, activity=0.99)
    made, open_ = (s.decide(Messaging(**BUSY), events={"online": True}) for s in (sealed, plain))
    assert made["off_app"].any() and not open_["off_app"].any()
    assert not (made["off_app"] & ~spoke(made)).any()
    assert made["held_back"].sum() < open_["held_back"].sum()


def test_only_people_abroad_send_files_to_each_other_and_only_those_with_ties_reach_watched_accounts() -> None:
    stage = Stage(200).put(fear=0.0, support=0.0, activity=0.99)
    at_home = stage.decide(Messaging(**BUSY), events={"online": True})
    assert not at_home["outside_file"].any() and not at_home["contact"].any()
    tied = stage.put(kin_abroad=True).decide(Messaging(**BUSY, watched_share=0.5), events={"online": True})
    assert near(tied["contact"], 0.5, of=tied["cross_border"])
    away = stage.put(abroad=True, foreign_account=True).decide(Messaging(**BUSY), events={"online": True})
    assert away["outside_file"].any() and not away["contact"].any()
    assert not (away["outside_file"] & away["cross_border"]).any()


@pytest.mark.parametrize("status", HELD)
@pytest.mark.parametrize("mechanism", [Platform(), Commerce(), Conduct(infraction=0.25, good_deed=0.25)])
def test_people_in_custody_do_nothing(status: str, mechanism: Mechanism) -> None:
    stage = Stage().put(status=status, activity=0.99, conduct=0.99, means=0.5)
    for on_app in (True, False):
        made = stage.put(on_app=on_app).decide(mechanism, app_share=1.0)
        assert not any(mask.any() for mask in made.values())


def test_nobody_speaks_who_is_not_online() -> None:
    stage = Stage().put(support=0.0, activity=0.99, kin_abroad=True)
    assert not any(mask.any() for mask in stage.decide(Messaging(**BUSY)).values())


def test_a_cut_account_is_dark_but_life_goes_on_offline() -> None:
    stage = Stage().put(suspended=True, activity=0.99, conduct=0.99, means=0.9)
    made = stage.decide(Platform())
    assert not made["online"].any() and not made["paid"].any()
    assert stage.decide(Conduct(infraction=0.25))["infraction"].any()


def test_daily_use_lies_where_the_platform_reported_it() -> None:
    # Tencent: .82 (2015) and .86 (2016) of monthly accounts used daily, at medium activity and habit
    stage = Stage(200).put(activity=0.4, habit=4)
    assert 0.82 <= stage.decide(Platform())["online"].mean() <= 0.86


def test_the_app_pulls_newcomers_in_and_does_not_let_go() -> None:
    fast = Platform(own_accord=0.01, pull=0.2, leave=0.2)
    outside, inside = Stage(200).put(on_app=False), Stage(200).put(habit=0)
    assert near(outside.decide(fast, app_share=0.0)["joined"], 0.01)
    assert near(outside.decide(fast, app_share=0.5)["joined"], 0.11)
    assert near(inside.decide(fast, app_share=0.0)["left"], 0.2)
    assert near(inside.decide(fast, app_share=0.5)["left"], 0.1)
    assert near(inside.put(habit=4).decide(fast, app_share=0.5)["left"], 0.05)
    assert not inside.decide(fast, app_share=1.0)["left"].any()


def test_the_account_follows_joining_and_leaving() -> None:
    stage = Stage(2).put(on_app=False, habit=0)
    half = np.zeros(stage.shape, bool)
    half[0] = True
    stage.put(half, abroad=True).update(Platform(), events={"joined": True})
    people = stage.people()
    assert people.on_app.all() and (people.foreign_account == half).all() and (people.habit.q == 2).all()
    stage.update(Platform(), events={"left": half})
    assert (stage.people().on_app == ~half).all() and (stage.people().habit.q == np.where(half, 0, 2)).all()


def test_habit_moves_a_step_in_so_many_days() -> None:
    stage = Stage(1).put(habit=3)
    for day in range(1, 91):
        stage.update(Platform(), day, {"online": True, "paid": True})
    assert (stage.people().habit.q == 4).all()
    for day in range(91, 181):
        stage.update(Platform(), day)
    assert (stage.people().habit.q == 3).all()


def test_app_share_is_the_share_online() -> None:
    assert Stage().settle(Platform(), {"online": 2_500}, people=10_000)["app_share"][0] == ONE // 4


def test_whoever_is_barred_still_tries_now_and_then() -> None:
    stage = Stage(400).put(activity=0.99, means=0.99)
    free, barred = stage.decide(Commerce(travel=0.5)), stage.put(no_travel=True).decide(Commerce(travel=0.5))
    assert near(barred["travel_try"], Commerce().values["still_travels"], of=free["travel_try"])
    assert (free["credit_try"] == barred["credit_try"]).all()


def test_cameras_that_are_known_cut_offences_by_a_modest_part() -> None:
    # Piza et al. 2019: a modest decrease; the accepted band is 5 to 20 %
    stage = Stage(400).put(conduct=0.99, fear=0.0)
    often = Conduct(infraction=0.2, incident=0.2)
    unaware, aware = stage.decide(often, patrol_share=0.0), stage.put(aware=True).decide(often, patrol_share=0.0)
    for kind in ("incident", "infraction"):
        assert 0.05 < 1 - aware[kind].sum() / unaware[kind].sum() < 0.20
    assert (aware["quarrel"] == unaware["quarrel"]).all()


def test_deterrence_spares_people_an_offence_and_gives_nobody_another() -> None:
    stage = Stage(200).put(conduct=0.6, fear=0.0)
    often = Conduct(infraction=0.2, quarrel=0.2, incident=0.2)
    calm, afraid = stage.decide(often), stage.put(fear=0.9).decide(often)
    assert afraid["infraction"].sum() < calm["infraction"].sum()
    for kind in ("infraction", "quarrel", "incident"):
        assert not (afraid[kind] & ~calm[kind]).any(), kind


def test_debts_are_broken_without_means_and_settled_with_them() -> None:
    often = Conduct(default=0.2, settle_rate=0.2)
    poor, rich = Stage(40).put(means=0.0), Stage(40).put(means=0.99)
    assert near(poor.decide(often)["default"], 0.2) and not poor.decide(often)["settled"].any()
    assert not poor.put(defaulter=True).decide(often)["default"].any()
    assert near(rich.put(first_notice=True).decide(often)["settled"], 0.2 * 0.99)


def test_the_same_way_of_life_is_odd_more_often_where_the_list_of_oddities_names_it() -> None:
    majority, minority = (Stage(400).put(minority=flag).decide(Conduct(oddity=0.02)) for flag in (False, True))
    assert near(majority["oddity"], 0.02) and near(minority["oddity"], 0.06)


def test_deeds_are_remembered_for_ninety_days_and_apart() -> None:
    stage = Stage(1).update(Deeds(), 0, {"incident": True}).update(Deeds(), 1, {"petition": True})
    assert (stage.people().offence.q == 15).all() and (stage.people().dissent.q == 15).all()
    for day in range(2, 91):
        assert (stage.people().offence.q > 0).all(), day
        stage.update(Deeds(), day)
    assert (stage.people().offence.q == 0).all() and (stage.people().dissent.q == 0).all()
