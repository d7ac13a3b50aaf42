"""A studio of its own in an empty folder, small scenarios for it, and a wait for jobs."""

from __future__ import annotations

import time
from pathlib import Path

from sousveil.studio.service import Job, Studio

SMALL = """\
schema: 1
name: corner
base: message-scanning
people: 3000
days: 24
"""
"""A few seconds on any machine."""
LOOK, GIVEN_UP = 0.02, 300.0
"""Seconds between two looks, and after which a job will never end: no bound on how fast it is."""


def studio(place: Path) -> Studio:
    """A studio that keeps its folders in an empty place."""
    return Studio(place / "runs")


def ended(one: Studio, job: Job) -> Job:
    """The job when it has ended."""
    return until(one, job, lambda now: now.ended)


def until(one: Studio, job: Job, there) -> Job:
    """The job as soon as something is true of it."""
    begun = time.monotonic()
    while True:
        now = one.job(job.id)
        if there(now):
            return now
        assert time.monotonic() - begun < GIVEN_UP, now
        assert not now.ended, now
        time.sleep(LOOK)
