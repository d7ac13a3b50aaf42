"""The way back from a tier that closes doors."""

import numpy as np
import pytest
from measures.test_measures import reason, records_of, value

import paper


def tiers(below, left, entered, days=365):
    counts = {"below_tier": below, "left_below": left, "entered_below": entered}
    return records_of(paper.tiny({name: {"all": count} for name, count in counts.items()}, days=days))


def test_locked_in_by_hand():
    # 100 people below all year; on 36 mornings one of them leaves and another falls
    records = tiers(below=36_500, left=36, entered=36)
    assert value("score_locked_in", records) == pytest.approx((1 - 36 / 36_500) ** 365)
    assert value("time_to_repair", records) == pytest.approx(36_500 / 36)


def test_nobody_leaves_and_nobody_is_there():
    assert value("score_locked_in", tiers(36_500, 0, 10)) == 1
    assert reason("time_to_repair", tiers(36_500, 0, 10)) == "nobody left a tier that closes doors"
    assert reason("score_locked_in", tiers(0, 0, 0)) == "nobody was in a tier that closes doors"


def test_whoever_leaves_on_the_first_day_was_there_a_morning():
    records = tiers(below=0, left=5, entered=0)
    assert value("time_to_repair", records) == 1 and value("score_locked_in", records) == 0


@pytest.mark.parametrize("days", [40, 400])
def test_the_chance_of_leaving_is_found_however_short_the_run(days):
    rng, people, chance = np.random.default_rng(3), 40_000, 0.01
    below, evenings, left, entered = rng.random(people) < 0.3, 0, 0, 0
    for _ in range(days):
        out, into = below & (rng.random(people) < chance), ~below & (rng.random(people) < 0.002)
        below, left, entered = (below & ~out) | into, left + int(out.sum()), entered + int(into.sum())
        evenings += int(below.sum())
    found = value("time_to_repair", tiers(evenings, left, entered, days))
    # departures are a sum of independent chances: four standard errors of their number
    assert abs(found * chance - 1) < 4 / np.sqrt(left)
