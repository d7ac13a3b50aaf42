"""Drift and calibration from counts by band, beside the same of people one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sousveil.auditing import calibration

sklearn = pytest.importorskip("sklearn.metrics", reason="scikit-learn is what these are held against")
BANDS, CLOSE = 10, 1e-9  # sums of a few hundred terms in double precision


@pytest.fixture
def people() -> tuple[np.ndarray, np.ndarray]:
    """(500,) band of the score, and whether such."""
    luck = np.random.default_rng(7)
    band = luck.integers(0, BANDS, 500)
    return band, luck.random(500) < (band + 0.5) / BANDS


def counts(band: np.ndarray, good: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    asked = np.bincount(band, minlength=BANDS)
    return asked[None], np.bincount(band[good], minlength=BANDS)[None]


def test_the_brier_score_and_the_rank_order_are_those_of_the_people(people: tuple[np.ndarray, np.ndarray]) -> None:
    band, good = people
    chance = (band + 0.5) / BANDS
    both = counts(band, good)
    assert calibration.brier_score(*both)[0] == pytest.approx(sklearn.brier_score_loss(good, chance), abs=CLOSE)
    assert calibration.roc_auc_score(*both)[0] == pytest.approx(sklearn.roc_auc_score(good, chance), abs=CLOSE)
    assert calibration.in_the_large(*both)[0] == pytest.approx(good.mean() - chance.mean(), abs=CLOSE)


def test_the_stability_index_is_its_definition() -> None:
    before, after = [30, 50, 20], [20, 40, 40]
    by_hand = sum((b / 100 - a / 100) * math.log((b / 100) / (a / 100)) for a, b in zip(before, after, strict=True))
    assert calibration.stability_index([before], [after])[0] == pytest.approx(by_hand, abs=CLOSE)
    assert calibration.stability_index([after], [before])[0] == pytest.approx(by_hand, abs=CLOSE)
    assert calibration.stability_index([before], [[60, 100, 40]])[0] == pytest.approx(0, abs=CLOSE)


def test_an_empty_band_counts_as_half_a_person_and_nobody_at_all_as_no_value() -> None:
    found = calibration.stability_index([[99, 0]], [[50, 50]])[0]
    one, other = np.array([99, 0.5]) / 99.5, np.array([0.5, 0.5])
    assert found == pytest.approx(((other - one) * np.log(other / one)).sum(), abs=CLOSE)
    assert np.isnan(calibration.stability_index([[0, 0]], [[50, 50]])[0])
