"""One patrol by lot, and the correction of its record."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.columns import GROUPS
from sousveil.contract.quantity import FACTOR_ONE, ONE
from sousveil.contract.views import Polity, Tally
from sousveil.mechanisms.dispatch import Dispatch, RecordCorrection
from stage import Stage


def settled(record: list[int], seen: list[int], day: int = 2, runs: int = 1, **parameters: float) -> dict[str, Any]:
    """The shared numbers after a day, (runs, places); seen is the same in every run, luck is not."""
    places, groups = len(record), tuple(GROUPS)
    at_home = np.array([name != "abroad" for name in groups])
    counts = dict.fromkeys(Dispatch.hears, [0] * places) | {"incident_seen": seen}
    tally = Tally(
        lambda name: np.array(counts[name], np.int64)[:, None] * at_home,
        groups,
        np.full((places, len(groups)), 1000),
        np.zeros(places, bool),
    )
    stage, mechanism = Stage(), Dispatch(**parameters)
    polity = Polity({"record": np.tile(np.array(record, np.int64) * FACTOR_ONE, (runs, 1))})
    draws = stage.luck_of_places(mechanism, day, places)
    made = stage.bound(mechanism, wide=True).settle(polity, tally, draws, day)
    return {name: np.broadcast_to(value.q, (runs, places)) for name, value in made.items()}


def test_what_is_found_is_added_to_the_record_of_its_place() -> None:
    made = settled([10, 20], [3, 0])
    assert made["record"].tolist() == [[13 * FACTOR_ONE, 20 * FACTOR_ONE]]
    assert made["beat_share"][0].tolist() == [13 * ONE // 33, 20 * ONE // 33]
    assert made["least_share"][0].tolist() == [13 * ONE // 33] * 2


def test_old_records_fade() -> None:
    assert settled([100, 100], [0, 0], fade=0.25)["record"].tolist() == [[75 * FACTOR_ONE] * 2]


def test_the_first_day_opens_the_record_at_the_prior() -> None:
    assert settled([0, 0], [50, 50], day=1, prior=7)["record"].tolist() == [[7 * FACTOR_ONE] * 2]


def test_one_place_is_visited_with_the_chance_of_its_part_of_the_record() -> None:
    days = range(2, 4002)
    visited = np.array([settled([1, 6, 3], [0, 0, 0], day)["patrol_share"][0] for day in days])
    assert (visited.sum(axis=1) == ONE).all()
    # four standard errors of 4,000 lots
    assert (visited > 0).mean(axis=0) == pytest.approx([0.1, 0.6, 0.3], abs=4 * 0.5 / 4000**0.5)


def test_an_empty_record_sends_nobody() -> None:
    made = settled([0, 0], [0, 0], prior=0)
    assert not made["patrol_share"].any()
    assert not made["beat_share"].any()


@pytest.mark.parametrize(("own", "least"), [(0.8, 0.2), (0.2, 0.2), (0.5, 0.5), (1.0, 0.0)])
def test_the_correction_keeps_as_many_discoveries_as_where_patrols_come_least(own: float, least: float) -> None:
    stage = Stage(blocks=400)
    struck = stage.decide(RecordCorrection(), events={"incident_seen": True}, beat_share=own, least_share=least)
    kept = 1 - struck["incident_struck_off"].mean()
    # four standard errors of 102,400 people, and the step in which shares are drawn
    assert kept == pytest.approx(least / own, abs=4 * 0.5 / 102_400**0.5 + 2 / ONE)


def test_without_strength_nothing_is_struck_off_and_what_is_not_seen_never() -> None:
    stage, polity = Stage(), {"beat_share": 0.9, "least_share": 0.1}
    none = stage.decide(RecordCorrection(strength=0), events={"incident_seen": True}, **polity)
    assert not none["incident_struck_off"].any()
    assert not stage.decide(RecordCorrection(), events={}, **polity)["incident_struck_off"].any()
