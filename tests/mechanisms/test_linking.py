"""The portrait, wrong merges, and the file that is kept."""

from __future__ import annotations

import math

import numpy as np

from sousveil.mechanisms.linking import Dossier, Linking
from stage import Stage

TRACE = {"online": True}


def test_every_class_of_face_is_half_as_frequent_as_the_one_below() -> None:
    stage = Stage(800).begin(Linking())
    drawn = np.bincount(stage.people().lookalike.q.ravel(), minlength=16)
    n = stage.shape[0] * 256
    assert drawn[0] == 0 and drawn.sum() == n
    for step in range(1, 12):
        expected = n * 0.5**step
        assert abs(drawn[step] - expected) < 3 * np.sqrt(expected), step


def test_a_wrong_merge_is_what_four_agreeing_fields_leave() -> None:
    # Fellegi and Sunter 1969: weight of four fields against the bits that a million people need
    bits = 4 * math.log2(0.95 / 0.01) - math.log2(1_000_000)
    assert abs(1 / (1 + 2**bits) - Linking().values["false_match"]) < 0.0005
    made = Stage(400).put(portrait=0).decide(Linking(link=1.0), 1, TRACE)
    n = made["linked"].sum()
    assert abs(made["false_merge"].sum() / n - 0.012) < 2 * np.sqrt(0.012 / n)


def test_wrong_merges_come_with_a_join_and_grow_rare_as_the_portrait_fills() -> None:
    joining = Linking(link=1.0, false_match=0.5)
    errors = []
    for portrait in (0, 5, 10, 15):
        made = Stage(100).put(portrait=portrait).decide(joining, 1, TRACE)
        assert not (made["false_merge"] & ~made["linked"]).any()
        errors.append(made["false_merge"].sum() / made["linked"].sum())
    assert errors == sorted(errors, reverse=True) and errors[0] > 5 * errors[-1]


def test_names_written_in_several_ways_are_merged_wrongly_more_often() -> None:
    joining = Linking(link=1.0, false_match=0.1)
    majority, minority = (Stage(400).put(portrait=0, minority=m).decide(joining, 1, TRACE) for m in (False, True))
    a, b = majority["false_merge"].sum(), minority["false_merge"].sum()
    assert abs(b / a - 2) < 2 * 2 * np.sqrt(1 / a + 1 / b)


def test_who_leaves_no_trace_and_who_lives_abroad_is_not_joined() -> None:
    assert not Stage().decide(Linking(link=1.0))["linked"].any()
    assert not Stage().put(abroad=True).decide(Linking(link=1.0), 1, TRACE)["linked"].any()


def test_the_portrait_fills_and_the_face_stays() -> None:
    stage = Stage(4).begin(Linking())
    face = stage.people().lookalike.q.copy()
    for day in range(1, 20):
        stage.update(Linking(), day, {"linked": True})
    assert (stage.people().portrait.q == 15).all() and (stage.people().lookalike.q == face).all()


def test_records_fill_the_counter_of_their_source_and_no_other() -> None:
    pairs = {
        "content_marks": ("content_hit", "content_alarm"),
        "face_marks": ("face_hit", "face_alarm"),
        "contact_marks": ("contact_seen",),
        "oddity_marks": ("oddity_seen",),
        "report_marks": ("denounced", "denounced_falsely"),
    }
    for counter, events in pairs.items():
        for event in events:
            people = Stage(1).update(Dossier(), 1, {event: True}).people()
            filled = {name for name in pairs if getattr(people, name).q.any()}
            assert filled == {counter}, event
            assert not people.merged.any() and not people.kin_marks.any()
    assert Stage(1).update(Dossier(), 1, {"false_merge": True}).people().merged.all()
    assert Stage(1).update(Dossier(), 1, {"kin_listed": True}).people().kin_marks.all()


def test_counters_stop_at_their_width_and_do_not_spill() -> None:
    stage = Stage(1)
    for day in range(1, 20):
        stage.update(Dossier(), day, {"denounced": True, "content_hit": True})
    people = stage.people()
    assert (people.report_marks.q == 3).all() and (people.content_marks.q == 7).all()
    assert not people.face_marks.q.any() and not people.merged.any()


def test_records_are_deleted_one_by_one_as_retention_says() -> None:
    stage = Stage(1).put(content_marks=3, merged=True, kin_marks=True)
    for day in range(1, 90):
        stage.update(Dossier(), day)
    assert (stage.people().content_marks.q == 3).all() and stage.people().merged.all()
    stage.update(Dossier(), 90)
    assert (stage.people().content_marks.q == 2).all()
    assert not stage.people().merged.any() and not stage.people().kin_marks.any()
    for day in range(91, 400):
        stage.update(Dossier(), day)
    assert not stage.people().content_marks.q.any()


def test_without_retention_of_more_than_a_day_the_file_stays_empty() -> None:
    stage = Stage(1)
    for day in range(1, 10):
        stage.update(Dossier(retention=1), day, {"content_hit": True})
    assert not stage.people().content_marks.q.any()
