"""Doors and livelihood."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.mechanisms.consequences import Doors, Livelihood
from stage import Stage


def test_a_listed_person_cannot_book_and_an_unlisted_one_can() -> None:
    stage = Stage().put(defaulter=True)
    assert stage.decide(Doors())["travel_closed"].all()
    assert not stage.decide(Doors(), events={"travel_try": True})["travel_denied"].any()  # closes tonight
    stage.update(Doors())
    made = stage.decide(Doors(), 2, {"travel_try": True, "credit_try": True})
    assert made["travel_denied"].all() and made["credit_denied"].all() and not made["travel_closed"].any()
    free = Stage().decide(Doors(), events={"travel_try": True, "credit_try": True})
    assert not free["travel_denied"].any() and not free["credit_denied"].any()


def test_refusals_are_exactly_the_attempts_at_closed_doors() -> None:
    stage, tried = Stage(), np.random.default_rng(1).random((40, 256)) < 0.3
    half = np.arange(256) % 2 == 0
    stage.put(np.broadcast_to(half, stage.shape), no_travel=True)
    assert (stage.decide(Doors(), events={"travel_try": tried})["travel_denied"] == (tried & half)).all()


def test_where_nobody_is_scored_no_tier_closes_a_door() -> None:
    # without a scoring mechanism everybody's tier reads 0
    stage = Stage().put(score=0, tier=0)
    assert not stage.decide(Doors())["travel_closed"].any()
    assert (stage.update(Doors()).stored["sanctions"] == 0).all()


def test_the_lowest_tier_closes_doors_and_rising_opens_them() -> None:
    stage = Stage().put(score=500, tier=0).update(Doors())
    assert stage.people().no_travel.all() and stage.people().no_credit.all() and stage.people().no_work.all()
    stage.put(tier=1)
    opened = stage.decide(Doors(opening=1), 2)
    assert opened["doors_opened"].all()
    stage.update(Doors(opening=1), 2, opened)
    assert not (stage.people().no_travel | stage.people().no_credit | stage.people().no_work).any()


def test_doors_open_late() -> None:
    stage = Stage(200).put(defaulter=True).update(Doors()).put(defaulter=False)
    waited = np.zeros(stage.shape)
    for number in range(1, 40):
        waited += stage.people().no_travel
        stage.update(Doors(), number, stage.decide(Doors(), number))
    # geometric waiting time with chance .33: mean 1/.33, standard deviation sqrt(.67)/.33
    assert abs(waited.mean() - 1 / 0.33) < 3 * np.sqrt(0.67) / 0.33 / np.sqrt(waited.size)


def test_the_household_shares_a_listing_until_it_is_lifted() -> None:
    stage = Stage(200)
    child = np.zeros(stage.shape, bool)
    child[:, ::2] = True
    stage.put(child, age="age_0_14").update(Doors(), 1, {"kin_blacklisted": True})
    assert (stage.people().no_school == child).all() and stage.people().kin_sanctioned.all()
    made = stage.decide(Doors(school=1), 2, {"credit_try": True})
    assert (made["school_denied"] == child).all()
    assert not (made["credit_denied"] & child).any()
    shared, n = made["credit_denied"][~child].mean(), (~child).sum()
    assert abs(shared - 0.2) < 3 * np.sqrt(0.16 / n)
    stage.update(Doors(), 2, {"kin_cleared": True})
    assert not stage.people().no_school.any()
    assert not stage.decide(Doors(school=1), 3, {"credit_try": True})["credit_denied"].any()


def test_no_guilt_by_association_is_one_parameter() -> None:
    stage = Stage().put(kin_sanctioned=True)
    made = stage.decide(Doors(kin_share=0, work=1), events={"credit_try": True})
    assert not made["credit_denied"].any() and not made["work_denied"].any()


def test_suspects_are_barred_from_posts_only() -> None:
    people = Stage().put(suspect=True).update(Doors()).people()
    assert people.no_work.all() and not people.no_travel.any() and not people.no_credit.any()


def test_the_account_follows_its_suspension() -> None:
    stage = Stage().update(Doors(), 1, {"account_cut": True})
    assert stage.people().suspended.all()
    assert not stage.update(Doors(), 2, {"account_restored": True}).people().suspended.any()


def test_privileges_are_for_the_praised_and_the_top() -> None:
    stage = Stage()
    stage.put(np.broadcast_to(np.arange(256) < 128, stage.shape), redlist=True)
    stage.update(Doors())
    assert (stage.people().privileged == (np.arange(256) < 128)).all()
    made = stage.decide(Doors(perk=1), 2, {"paid": True})
    assert (made["privilege_used"] == stage.people().privileged).all()
    assert Stage().put(score=1100, tier=5).update(Doors()).people().privileged.all()


def test_means_of_people_to_whom_nothing_happens_never_move() -> None:
    stage = Stage()
    stage.stored["means"] = np.random.default_rng(2).integers(0, 256, stage.shape).astype(np.uint8)
    before = stage.stored["means"].copy()
    for number in range(1, 60):
        stage.update(Livelihood(), number, stage.decide(Livelihood(), number))
    assert (stage.stored["means"] == before).all()


def test_a_year_in_custody_costs_a_fifth() -> None:
    stage = Stage(4)
    for number in range(1, 366):
        stage.update(Livelihood(), number, {"in_custody": True})
    # .9994^365 = .803; the parameter is 39/65536 after rounding, .805; a day rounds by up to 1/65536, at random
    assert stage.people().means.q.mean() / 65536 == pytest.approx(0.5 * (1 - 39 / 65536) ** 365, abs=0.005)


def test_losses_are_shares_and_the_poorer_half_mends_only_after_release() -> None:
    stage = Stage()
    made = stage.decide(Livelihood(), events={"work_denied": True})
    assert made["means_lost"].all()
    stage.update(Livelihood(), 1, made)
    assert stage.people().means.q.mean() / 65536 == pytest.approx(0.5 * 0.85, abs=0.002)  # rounding of 10,240 people
    poor = stage.people().means.q.mean()
    stage.update(Livelihood(), 2)
    assert stage.people().means.q.mean() == poor
    stage.put(status="released")
    for number in range(3, 180):
        stage.update(Livelihood(), number)
    assert poor < stage.people().means.q.mean() < 65536 // 2
    rich = Stage().put(means=0.9, status="released")
    assert (rich.update(Livelihood()).people().means.q == round(0.9 * 256) << 8).all()
