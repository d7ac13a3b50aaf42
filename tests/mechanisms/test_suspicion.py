"""Alerts, fused evidence and the pre-emptive list."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.mechanism import Mechanism
from sousveil.mechanisms.suspicion import Alerts, Suspicion
from stage import Stage

SOURCES = {
    "incident_seen": "incident",
    "petition_seen": "petition",
    "contact_seen": "contact",
    "denounced": "report",
    "denounced_falsely": "report",
    "face_hit": "face",
    "face_alarm": "face",
    "content_hit": "content",
    "content_alarm": "content",
    "oddity_seen": "oddity",
}


def suspected(stage: Stage, fusion: Mechanism, day: int = 1, **events: Any) -> float:
    """Everybody's suspicion after a day, which is the same for all."""
    q = stage.update(fusion, day, events).people().suspicion.q
    assert (q == q.flat[0]).all()
    return int(q.flat[0]) / 65536


@pytest.mark.parametrize(("event", "weight"), SOURCES.items())
def test_every_record_adds_its_weight_whether_true_or_false(event: str, weight: str) -> None:
    fusion = Suspicion()
    # the weight is stored in 65536ths and multiplied by a factor of one, which drops a bit
    assert suspected(Stage(1), fusion, **{event: True}) == pytest.approx(fusion.values[weight], abs=3 / 65536)


def test_without_memory_only_today_counts() -> None:
    stage, fusion = Stage(1).put(suspicion=0.9), Suspicion(fading=1.0)
    first = suspected(stage, fusion, 1, contact_seen=True)
    assert suspected(stage, fusion, 2) == 0
    assert suspected(stage, fusion, 3, contact_seen=True) == first


def test_suspicion_fades_geometrically() -> None:
    stage = Stage(1).put(suspicion=0.8)
    for day in range(1, 36):
        left = suspected(stage, Suspicion(), day)
    # a day loses two 65536ths to truncation at most
    assert left == pytest.approx(0.8 * 0.98**35, abs=35 * 2 / 65536)


def test_evidence_taken_for_independent_counts_three_times() -> None:
    # one message, seen by screening, by metadata and by an informer; at full correlation it is one piece of evidence
    three = {"content_hit": True, "contact_seen": True, "denounced": True}
    weights = {"content": 0.1, "contact": 0.1, "report": 0.1}
    naive, honest = (suspected(Stage(1), Suspicion(correlation=rho, **weights), **three) for rho in (0.0, 1.0))
    assert naive == pytest.approx(0.3, abs=1e-4) and honest == pytest.approx(0.1, abs=1e-4)
    half = suspected(Stage(1), Suspicion(correlation=0.5, **weights), **three)
    assert half == pytest.approx(0.2, abs=1e-4)


@pytest.mark.parametrize(
    ("event", "mark"),
    [("content_alarm", "content_marks"), ("face_alarm", "face_marks"), ("oddity_seen", "oddity_marks")],
)
def test_a_source_that_is_on_file_tells_less(event: str, mark: str) -> None:
    new = suspected(Stage(1), Suspicion(), **{event: True})
    again = suspected(Stage(1).put(**{mark: 1}), Suspicion(), **{event: True})
    assert again == pytest.approx(0.7 * new, abs=1e-4)
    other = suspected(Stage(1).put(contact_marks=1), Suspicion(), **{event: True})
    assert other == new


def test_a_hit_on_somebody_listed_tells_nothing_new() -> None:
    assert suspected(Stage(1).put(suspect=True), Suspicion(), face_hit=True) == 0


def test_the_same_conduct_weighs_more_against_the_minority() -> None:
    majority, minority = (suspected(Stage(1).put(minority=m), Suspicion(), oddity_seen=True) for m in (False, True))
    assert minority / majority == pytest.approx(1.5, abs=0.001)


def test_relatives_on_the_list_and_other_peoples_records_weigh_day_by_day() -> None:
    for mark in ("kin_marks", "merged"):
        stage = Stage(1).put(**{mark: True})
        weeks = [suspected(stage, Suspicion(), day) for day in range(1, 15)]
        assert weeks == sorted(weeks) and weeks[-1] > 10 * weeks[0] > 0
    assert suspected(Stage(1), Suspicion()) == 0


def test_the_list_is_entered_above_one_threshold_and_left_below_another() -> None:
    fusion = Suspicion()
    for listed in (False, True):
        for level in (0.0, 0.02, 0.1, 0.3, 0.99):
            made = Stage(1).put(suspicion=level, suspect=listed).decide(fusion)
            assert made["suspect_listed"].all() == (not listed and level > 0.22)
            assert made["suspect_dropped"].all() == (listed and level < 0.03)


def test_the_length_of_the_list_is_kept_by_entries_and_exits() -> None:
    made = Stage().settle(Suspicion(), {"suspect_listed": 7, "suspect_dropped": 3}, watch_list=10)
    assert made["watch_list"][0] == 14


@pytest.mark.parametrize("event", ["contact_seen", "incident_seen"])
def test_grave_records_always_reach_a_screen(event: str) -> None:
    assert Stage().decide(Alerts(), 1, {event: True})["flag"].all()


@pytest.mark.parametrize(
    ("events", "share"),
    [
        (("content_hit",), 0.2),
        (("content_alarm", "blocked"), 0.9),
        (("content_hit", "deleted"), 0.9),
        (("face_alarm",), 0.4),
        (("denounced_falsely",), 0.7),
        (("oddity_seen",), 0.2),
    ],
)
def test_of_the_others_a_share_does(events: tuple[str, ...], share: float) -> None:
    flags = Stage(100).decide(Alerts(), 1, dict.fromkeys(events, True))["flag"]
    assert abs(flags.mean() - share) < 3 * np.sqrt(share * (1 - share) / flags.size)


def test_nobody_is_flagged_or_listed_for_nothing() -> None:
    assert not Stage().decide(Alerts())["flag"].any()
    assert not any(mask.any() for mask in Stage().decide(Suspicion()).values())
