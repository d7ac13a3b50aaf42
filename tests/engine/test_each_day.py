"""Somebody may look at a world after every day: every day once, and nothing of the run changes or is counted as it."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from sousveil.engine import course as courses
from sousveil.engine import sizes
from sousveil.engine.course import live
from toy import course, everybody

DAYS = 12


def test_every_day_is_shown_once_and_changes_nothing(monkeypatch):
    monkeypatch.setattr(sizes, "BATCH_SLOTS", 1)  # one replicate after another
    plain = course(everybody(), days=DAYS, replicates=2)
    seen = []
    watched = live(
        replace(plain, each_day=lambda world, day, replicate: seen.append((replicate, day, dict(world.counts))))
    )
    assert [(replicate, day) for replicate, day, _ in seen] == [(r, d) for r in range(2) for d in range(1, DAYS + 1)]
    straight = live(plain)
    assert watched.state_hash == straight.state_hash and np.array_equal(watched.counts, straight.counts)


def test_what_is_seen_is_what_is_recorded():
    seen = []
    plain = course(everybody(), days=DAYS)
    history = live(replace(plain, each_day=lambda world, day, replicate: seen.append(world.counted("visit").copy())))
    assert np.array_equal(sum(seen)[0], history.counts[0, :, history.events.index("visit")].sum(axis=0))


def test_the_time_of_whoever_looks_is_no_part_of_the_run(monkeypatch):
    clock = [0.0]

    def look(world, day, replicate):
        clock[0] += 1000.0

    monkeypatch.setattr(courses, "time", SimpleNamespace(perf_counter=lambda: clock[0]))
    history = live(replace(course(everybody(), days=DAYS), each_day=look))
    assert clock[0] == 1000 * DAYS and history.performance["simulate_s"] == 0
