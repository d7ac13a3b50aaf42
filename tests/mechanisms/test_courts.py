"""Charge and verdict."""

from __future__ import annotations

import numpy as np

from sousveil.mechanisms.courts import Courts
from stage import Stage


def test_where_conviction_is_certain_everybody_tried_is_convicted() -> None:
    made = Stage().put(status="charged", days_left=1).decide(Courts(conviction=1))
    assert made["convicted"].all() and not made["acquitted"].any()


def test_a_trial_ends_in_one_verdict() -> None:
    made = Stage().put(status="charged", days_left=1).decide(Courts(conviction=0.5))
    assert (made["convicted"] ^ made["acquitted"]).all()


def test_the_published_share_of_acquittals() -> None:
    # .025 to .091 % of those tried, 2015 to 2022 (Law Yearbook; Supreme People's Court)
    stage = Stage(400).put(status="charged", days_left=1)
    made = [stage.decide(Courts(), day)["acquitted"] for day in range(1, 6)]
    n = sum(mask.size for mask in made)
    margin = 3 * np.sqrt(0.0007 / n)
    assert 0.00025 - margin < sum(mask.sum() for mask in made) / n < 0.00091 + margin


def test_the_prosecutor_refuses_and_drops_as_published() -> None:
    # Supreme People's Procuratorate 2019: 22.4 % of arrests refused, 9.5 % not prosecuted
    made = Stage(200).put(status="held_criminally", days_left=1).decide(Courts())
    share, n = 0.776 * 0.905, made["charged"].size
    assert abs(made["charged"].mean() - share) < 3 * np.sqrt(share * (1 - share) / n)


def test_nothing_is_decided_before_the_last_day() -> None:
    for status in ("held_criminally", "charged"):
        made = Stage().put(status=status, days_left=2).decide(Courts(conviction=1, arrest_approved=1, prosecuted=1))
        assert not any(mask.any() for mask in made.values())
