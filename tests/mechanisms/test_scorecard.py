"""The plain scorecard, and the auditor who looks at whatever score there is."""

from __future__ import annotations

import numpy as np

from sousveil.contract.events import AUDIT_BANDS
from sousveil.mechanisms.score_audit import ScoreAudit
from sousveil.mechanisms.scorecard import Scorecard
from stage import Stage

BAR = 540 * 256


def test_the_points_are_those_on_the_card_for_any_file() -> None:
    stage, luck = Stage(40), np.random.default_rng(3)
    stage.stored["credit_file"] = luck.integers(0, 1 << 15, stage.shape).astype(np.uint16)
    raw = stage.stored["credit_file"].astype(int)
    repaid, missed, refused = raw & 15, raw >> 4 & 7, raw >> 7 & 7
    clean, has = raw >> 10 & 15, raw >> 14 & 1
    by_hand = 610 + 40 * repaid + 10 * clean - 90 * missed - 15 * refused - 20 * (1 - has)
    stage.update(Scorecard())
    np.testing.assert_array_equal(stage.stored["score"], np.clip(by_hand, 0, 1000))
    assert len(np.unique(by_hand)) > 100  # files of every kind


def test_everybody_who_asks_stands_in_one_band_and_the_good_among_them_in_the_same() -> None:
    stage, luck = Stage(40), np.random.default_rng(4)
    stage.stored["score"] = luck.integers(0, 1500, stage.shape).astype(np.uint16)
    asked, good = luck.random(stage.shape) < 0.5, luck.random(stage.shape) < 0.5
    made = stage.decide(ScoreAudit(), events={"credit_try": asked, "creditworthy": good})
    band = np.minimum(stage.stored["score"] // 100, AUDIT_BANDS - 1)
    for number in range(AUDIT_BANDS):
        np.testing.assert_array_equal(made[f"asked_in_band_{number}"], asked & (band == number))
        np.testing.assert_array_equal(made[f"good_in_band_{number}"], asked & good & (band == number))


def test_those_refused_early_are_followed_to_the_bar_and_to_a_loan() -> None:
    stage = Stage(1).put(np.s_[:, :128], early_refusal=True).put(score=540)
    stage.put(np.s_[:, :32], score=539).put(np.s_[:, 64:96], lent_since=True)
    made = stage.decide(ScoreAudit(), bar_majority=BAR)
    assert [int(made[name].sum()) for name in ("early_refused_today", "still_below_bar", "still_without_loan")] == [
        128, 32, 96,
    ]  # fmt: skip
