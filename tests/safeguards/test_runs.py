"""Laws of safeguards over whole runs: what must be nothing is nothing, and what must not move does not."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from bounded import baseline

from sousveil import replications, simulate
from sousveil.replications.given import defaults

FLAGS = ("content_hit", "content_alarm", "face_hit", "face_alarm", "contact_seen")
MESSAGES = ("content_hit", "content_alarm", "blocked", "deleted", "held_for_review", "hold_dropped")


@cache
def lived(*names: str) -> simulate.Run:
    """The flagship for two weeks, under safeguards at the numbers of LAWS."""
    return simulate.run(baseline().guarded({name: LAWS[name] for name in names}) if names else baseline(), keep=False)


LAWS: dict[str, dict[str, float]] = {
    "appeal": {"success": 0, "delay": 1, "filed": 1},
    "warrant": {"granted": 1, "grounds": 0},
    "compensation": {"paid": 0, "paid_administrative": 0},
    "audit_sample": {"strength": 0},
    "sunset": {"day": 8},
    "end_to_end": {},
}


def of(run: simulate.Run, event: str) -> np.ndarray:
    """Everybody whom the event befell, by day."""
    h = run.history
    found: np.ndarray = h.counts[0, :, h.events.index(event)].sum(axis=(1, 2))
    return found


def test_at_nothing_the_four_rules_change_no_bit_of_anybody() -> None:
    none = lived("appeal", "warrant", "compensation", "audit_sample")
    assert none.history.state_hash == lived().history.state_hash
    for event in lived().history.events:
        assert (of(none, event) == of(lived(), event)).all(), event
    assert of(none, "appeal_heard").sum() > 0
    assert not any(of(none, event).any() for event in ("appeal_won", "warrant_refused", "compensated"))


def test_before_a_sunset_nothing_differs_and_afterwards_nobody_is_flagged() -> None:
    before, after = lived(), lived("sunset")
    for event in before.history.events:
        assert (of(before, event)[:7] == of(after, event)[:7]).all(), event
    assert all(of(before, event)[7:].sum() > 0 for event in ("content_hit", "contact_seen"))
    assert not any(of(after, event)[7:].any() for event in FLAGS)


def test_sealed_messages_leave_the_server_nothing_and_contacts_and_reports_remain() -> None:
    sealed = lived("end_to_end")
    assert not any(of(sealed, event).any() for event in MESSAGES)
    assert of(lived(), "content_hit").sum() > 0
    assert of(sealed, "contact_seen").sum() > 0
    assert of(sealed, "denounced").sum() > 0


def urn(*, audited: bool) -> Any:
    """(replicate,) share of patrols that go to region A after 600 days of the runaway urn of Ensign et al. 2018."""
    exhibit = replications.load("runaway-patrols")
    scenario = exhibit.scenario("discovered", defaults(exhibit)).patch({"days": 600})
    if audited:
        scenario = scenario.guarded({"audit_sample": {"sample": 0.5}})
    records = simulate.run(scenario, replicates=20, keep=False).records
    return records["beat_share"].sel(place="A").values[:, -1]


def test_a_sample_restores_the_true_rates_of_the_runaway_urn() -> None:
    """Two regions with 57 and 43 % of all offences: the record runs away, the sample does not."""
    true = 3.68511 / (3.68511 + 2.816466)
    fair, runaway = urn(audited=True), urn(audited=False)
    # three standard errors of the mean over replicates
    assert fair.mean() == pytest.approx(true, abs=3 * fair.std(ddof=1) / len(fair) ** 0.5)
    assert runaway.mean() > true + 0.15
