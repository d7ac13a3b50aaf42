"""Officers who are busy for a while with each alert."""

from __future__ import annotations

import numpy as np

from sousveil.mechanisms.clerks import Clerks
from stage import Stage


def settled(alerts: int, busy: int, ending: float = 0, officers: int = 10, day: int = 1) -> dict[str, float]:
    mechanism = Clerks(officers=officers, ending=ending)
    made = Stage().settle(mechanism, {"flag": alerts}, day=day, officers_busy=busy)
    return {name: float(value.ravel()[0]) for name, value in made.items()}


def test_an_alert_finds_an_officer_who_is_free_or_is_lost():
    assert settled(alerts=4, busy=7)["review_share"] == 65536 * 3 // 4
    assert settled(alerts=4, busy=10)["review_share"] == 0
    assert settled(alerts=3, busy=2)["review_share"] == 65536
    assert settled(alerts=4, busy=7)["officer_load"] == 65536
    assert settled(alerts=1, busy=4)["officer_load"] == 32768


def test_who_took_an_alert_is_busy_until_the_reading_ends():
    assert settled(alerts=3, busy=2)["officers_busy"] == 5
    assert settled(alerts=30, busy=2)["officers_busy"] == 10
    assert settled(alerts=3, busy=2, ending=1)["officers_busy"] == 0


def test_readings_end_each_by_its_own_luck():
    left = np.array([settled(alerts=0, busy=10, ending=0.3, day=day)["officers_busy"] for day in range(1, 501)])
    # five standard errors of a binomial mean, and of its variance
    assert abs(left.mean() - 7) < 5 * np.sqrt(2.1 / 500)
    assert abs(left.var() - 2.1) < 5 * 2.1 * np.sqrt(2 / 500)


def test_without_officers_nothing_is_read():
    assert settled(alerts=3, busy=0, officers=0) == {"review_share": 0, "officer_load": 0, "officers_busy": 0}
