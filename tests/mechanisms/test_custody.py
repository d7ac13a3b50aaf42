"""Arrests and custody: who is taken, how long, and that everybody is somewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.columns import STATUSES
from sousveil.contract.quantity import ONE
from sousveil.mechanisms.courts import Courts
from sousveil.mechanisms.custody import Arrests, Custody
from stage import Stage

HELD = [STATUSES.index(name) for name in STATUSES[2:7]]


def day(stage: Stage, number: int, given: dict[str, Any], *mechanisms: Any) -> dict[str, Any]:
    """One day of enforcement: every mechanism decides, custody is written."""
    events = dict(given)
    for mechanism in mechanisms:
        events |= stage.decide(mechanism, number, events)
    stage.update(mechanisms[-1], number, events)
    return events


def test_the_week_of_the_pilot_region() -> None:
    # China Cables, bulletin 14: 24,412 flagged, 15,683 interned, 706 criminally detained
    stage = Stage(96, seed=2).put(minority=True, suspect=True)
    made = stage.decide(Arrests(internment=15683 / 24412, criminal=706 / 24412, sweep=0), events={"visit": True})
    n = made["interned"].size
    for name, share in (("interned", 15683 / 24412), ("detained_criminally", 706 / 24412)):
        assert abs(made[name].mean() - share) < 2 * np.sqrt(share * (1 - share) / n), name


def test_outside_a_pilot_region_nobody_is_interned() -> None:
    stage = Stage().put(minority=True, suspect=True)
    assert not stage.decide(Arrests(sweep=1), events={"visit": True, "kin_listed": True})["interned"].any()


def test_full_beds_intern_nobody_and_an_empty_rule_spares_the_majority() -> None:
    stage = Stage().put(minority=True, suspect=True)
    assert not stage.decide(Arrests(internment=1), events={"visit": True}, internment_share=0)["interned"].any()
    stage.put(minority=False)
    assert not stage.decide(Arrests(internment=1), events={"visit": True})["interned"].any()


def test_forms_of_detention_exclude_each_other() -> None:
    stage = Stage().put(minority=True, suspect=True, content_marks=1)
    rules = Arrests(internment=0.4, criminal=0.4, speech=1, sweep=0.5)
    made = stage.decide(rules, events={"visit": True, "kin_listed": True, "incident_seen": True})
    assert (sum(mask.astype(int) for mask in made.values()) <= 1).all()


def test_ending_internment_touches_nobody_else() -> None:
    stage = Stage().put(minority=True, suspect=True, content_marks=1)
    before = stage.decide(Arrests(internment=0.5), events={"visit": True})
    after = stage.decide(Arrests(internment=0), events={"visit": True})
    for name in ("detained_criminally", "detained_administratively"):
        assert not (before[name] & ~after[name]).any()
    assert (after["detained_criminally"] & before["interned"]).sum() == 0


def test_families_are_judged_jointly_only_where_association_says_so() -> None:
    stage = Stage(200).put(minority=True)
    alone = stage.decide(Arrests(internment=1, association=0), events={"kin_listed": True})
    jointly = stage.decide(Arrests(internment=1, association=0.1), events={"kin_listed": True})
    assert not alone["interned"].any()
    n = jointly["interned"].size
    assert abs(jointly["interned"].mean() - 0.1) < 3 * np.sqrt(0.09 / n)


@pytest.mark.parametrize("state", [{"age": "age_0_14"}, {"abroad": True}, {"status": "imprisoned"}])
def test_out_of_reach(state: dict[str, Any]) -> None:
    stage = Stage().put(suspect=True, minority=True, **state)
    rules = Arrests(internment=1, criminal=1, sweep=1, offence=1)
    made = stage.decide(rules, events={"visit": True, "stop": True, "incident_seen": True, "kin_listed": True})
    assert not any(mask.any() for mask in made.values())


def test_nobody_is_held_administratively_beyond_fifteen_days_and_the_terms_are_even() -> None:
    stage = Stage(80)
    stage.update(Custody(), 0, {"detained_administratively": True})
    served, still = np.zeros(stage.shape, int), np.ones(stage.shape, bool)
    for number in range(1, 17):
        events = day(stage, number, {}, Custody())
        served += events["in_custody"]
        assert (events["in_custody"] == still).all()
        still &= ~events["released"]
    assert served.min() == 1 and served.max() == 15 and not still.any()
    n = served.size
    assert abs(served.mean() - 8) < 3 * np.sqrt((15**2 - 1) / 12 / n)  # an even draw from 1 to 15
    assert (stage.stored["status"] == STATUSES.index("released")).all()


def test_escalation_turns_the_last_day_into_a_case() -> None:
    stage = Stage().put(status="held_administratively", days_left=1)
    events = day(stage, 1, {}, Arrests(escalation=1), Courts(), Custody())
    assert events["detained_criminally"].all() and not events["released"].any()
    assert (stage.stored["status"] == STATUSES.index("held_criminally")).all()
    early = Stage().put(status="held_administratively", days_left=2)
    assert not early.decide(Arrests(escalation=1))["detained_criminally"].any()


def test_everybody_leaves_in_the_end_and_custody_is_counted_every_day() -> None:
    stage = Stage(20).put(minority=True, suspect=True)
    short = Custody(remand=20, shortest=5, span=40, release=0.2, follow_up=10)
    rules = (Arrests(internment=0.3, criminal=0.3, speech=1, conduct=1, sweep=0), Courts(), short)
    taken, freed = np.zeros(stage.shape, int), np.zeros(stage.shape, int)
    for number in range(300):
        held = np.isin(stage.stored["status"], HELD)
        events = day(stage, number, {"visit": np.full(stage.shape, number == 0)}, *rules)
        assert (events["in_custody"] == held).all()
        assert not (events["released"] & ~held).any()
        outside = [events[name] for name in ("detained_administratively", "interned")]
        taken += np.logical_or.reduce(outside) | (events["detained_criminally"] & ~held)
        freed += events["released"]
    assert (stage.stored["status"] == STATUSES.index("free")).all()
    assert (stage.stored["days_left"] == 0).all()
    # whoever went in came out once
    assert (taken == freed).all() and (taken == 1).all()


def test_what_was_said_today_counts_before_it_is_on_file() -> None:
    rules, given = Arrests(speech=1, conduct=0, criminal=0), {"visit": True}
    name = "detained_administratively"
    assert not Stage().decide(rules, events=given)[name].any()
    for ground in ("content_hit", "content_alarm", "contact_seen"):
        assert Stage().decide(rules, events={**given, ground: True})[name].all(), ground
    assert Stage().put(contact_marks=1).decide(rules, events=given)[name].all()


def test_without_courts_a_suspect_is_let_go_at_the_end() -> None:
    stage = Stage().put(status="held_criminally", days_left=1)
    assert day(stage, 1, {}, Custody())["released"].all()


def test_a_visit_is_a_summons_of_three_days() -> None:
    stage = Stage()
    day(stage, 0, {"visit": True}, Custody())
    for number in (1, 2, 3):
        assert (stage.stored["status"] == STATUSES.index("summoned")).all()
        day(stage, number, {}, Custody())
    assert (stage.stored["status"] == STATUSES.index("free")).all()


def test_the_mean_sentence_gives_the_published_number_of_prisoners() -> None:
    stage = Stage(200).put(status="charged", days_left=1)
    stage.update(Custody(), 1, {"convicted": True})
    days = stage.stored["days_left"].astype(int)
    n, spread = days.size, 1572 * np.sqrt(1 / 9 - 1 / 16)  # standard deviation of the product of two even draws
    # whole days are rounded down twice, hence one day
    assert abs(days.mean() - 423) < 3 * spread / np.sqrt(n) + 1
    assert days.min() >= 30 and np.median(days) < days.mean()
    prisoners = 102 * 423 / 365  # Little's law: flow times stay
    assert prisoners == pytest.approx(118, abs=0.5)


def test_internment_has_no_term() -> None:
    stage = Stage(200).put(status="interned", days_left=0)
    gone = stage.decide(Custody())["released"]
    n = gone.size
    assert abs(gone.mean() - 1 / 365) < 3 * np.sqrt(1 / 365 / n)
    assert (Stage().put(days_left=9).update(Custody(), 1, {"interned": True}).stored["days_left"] == 0).all()


def test_beds_fill_and_are_freed_at_their_expected_rate() -> None:
    # 5,000 beds per 100,000: 500 for 10,000 people
    full = Stage().settle(Custody(), {"interned": 125, "in_custody": 1000}, internment_share=1.0)
    assert full["internment_share"][0] == ONE * 3 // 4 and full["custody_share"][0] == ONE // 10
    freed = Stage().settle(Custody(release=0.5), {}, internment_share=0.5)
    assert freed["internment_share"][0] == ONE * 3 // 4
    assert Stage().settle(Custody(beds=0), {}, internment_share=1.0)["internment_share"][0] == 0


def test_others_notice_punishment_of_every_kind_and_nothing_else() -> None:
    noticed = ("visit", "stop", "kin_pressed", "detained_administratively", "detained_criminally", "interned", "charged", "convicted")  # fmt: skip  # noqa: E501
    for name in noticed:
        assert Stage().decide(Custody(), events={name: True})["struck"].all(), name
    assert not Stage().decide(Custody(), events={"flag": True, "reviewed": True, "dismissed": True})["struck"].any()
