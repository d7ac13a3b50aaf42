"""Opinion, climate and protest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sousveil.contract.quantity import ONE
from sousveil.mechanisms.opinion import Climate, Opinion, Protest
from stage import Stage


def society(blocks: int = 80) -> Stage:
    """People whose support and boldness are spread evenly and independently."""
    stage, random = Stage(blocks), np.random.default_rng(3)
    for name in ("support", "boldness"):
        stage.stored[name] = random.integers(0, 256, stage.shape).astype(np.uint8)
    return stage


def test_without_fear_everybody_says_what_they_think() -> None:
    stage = society()
    stage.stored["boldness"][:, ::2] = 0  # the most timid included
    made = stage.decide(Opinion(weight=100, conformity=1))
    assert (made["says_support"] == made["supports"]).all() and not made["falsifies"].any()
    assert made["supports"].any() and not made["supports"].all()


def test_fear_widens_the_gap_and_never_turns_a_supporter() -> None:
    gaps = []
    for fear in (0.0, 0.05, 0.1, 0.2, 0.4):
        made = society().put(fear=fear).decide(Opinion())
        assert not (made["supports"] & ~made["says_support"]).any()
        assert (made["falsifies"] == (made["says_support"] & ~made["supports"])).all()
        gaps.append(made["falsifies"].mean())
    assert gaps == sorted(gaps) and gaps[0] == 0 and len(set(gaps)) == len(gaps)


def test_plausible_fear_gives_published_gaps() -> None:
    # 4 to 28 points, 14 at the median (Tang 2016; Li, Shi and Zhu 2018; Blair, Coppock and Moor 2020)
    low, middle, high = (society().put(fear=f).decide(Opinion())["falsifies"].mean() for f in (0.035, 0.11, 0.22))
    assert 0.03 < low < 0.06 and 0.12 < middle < 0.16 and 0.25 < high < 0.31


def test_a_loyal_climate_silences_more() -> None:
    gaps = [society().put(fear=0.3, climate=c).decide(Opinion())["falsifies"].mean() for c in (0.1, 0.5, 0.9)]
    assert gaps == sorted(gaps) and gaps[0] < gaps[2]
    deaf = [society().put(fear=0.3, climate=c).decide(Opinion(conformity=0))["falsifies"] for c in (0.1, 0.9)]
    assert (deaf[0] == deaf[1]).all()


def test_children_and_people_abroad_are_not_asked() -> None:
    for state in ({"age": "age_0_14"}, {"abroad": True}, {"present": False}):
        made = society().put(fear=0.9, **state).decide(Opinion())
        assert not any(mask.any() for mask in made.values())


def test_support_of_people_to_whom_nothing_happens_never_moves() -> None:
    stage = society()
    before = stage.stored["support"].copy()
    for day in range(1, 60):
        stage.update(Opinion(), day)
    assert (stage.stored["support"] == before).all()


def test_punishment_raises_what_is_said_and_lowers_what_is_thought() -> None:
    # the sign found after the Shanghai purge (Jiang and Yang 2016)
    before, after = society(), society().update(Opinion(), 1, {"struck": True}).put(fear=0.5)
    said = [stage.decide(Opinion())["says_support"].mean() for stage in (before, after)]
    thought = [stage.decide(Opinion())["supports"].mean() for stage in (before, after)]
    assert said[1] > said[0] and thought[1] < thought[0]


def test_distraction_earns_little() -> None:
    stage = Stage(8)
    for day in range(1, 53):
        stage.update(Opinion(), day, {"distracted": True})
    # once a week for a year: the missing half shrinks by (1 - .0002)^52, about half a point
    assert stage.people().support.q.mean() / ONE == pytest.approx(1 - 0.5 * (1 - 13 / ONE) ** 52, abs=0.003)


def test_the_climate_follows_and_a_flood_makes_it_look_loyal() -> None:
    stage = Stage(8)
    for day in range(200):
        stage.update(Climate(), day, open_climate=0.8)
    assert stage.people().climate.q.mean() / ONE == pytest.approx(0.8, abs=0.005)  # stored in 256ths
    for day in range(200):
        stage.update(Climate(), day, open_climate=0.8, flood=1.0)
    assert stage.people().climate.q.mean() / ONE == pytest.approx(0.8 + 0.2 * 0.2, abs=0.005)


def test_the_open_climate_is_the_share_of_grown_people_who_say_so() -> None:
    # the stage puts as many people into every group, so six age bands of 100 people are grown
    settled = Stage().settle(Climate(), {"says_support": 150}, people=100)
    assert settled["open_climate"][0] == ONE // 4
    assert Stage().settle(Climate(), {}, people=0, open_climate=0.3)["open_climate"][0] == round(0.3 * ONE)


def in_the_street(stage: Stage, days: int, first: Any) -> list[int]:
    """How many are in the street each day, when `first` start and stay, everybody seeing everybody."""
    share, counts = 0, []
    rule = Protest(spark=1, hush=0, visibility=1)
    for day in range(days):
        seen = share / stage.stored["age"].size
        made = stage.decide(rule, day, {"mobilisation": first}, protest_share=seen)["protest"]
        share = int(made.sum())
        settled = stage.settle(rule, {"protest": share}, people=made.size)
        assert settled["protest_share"][0] == share * ONE // made.size
        counts.append(share)
    return counts


def granovetter() -> tuple[Stage, Any]:
    """256 people with thresholds of 0, 1, ... 255 persons; the first needs nobody."""
    stage = Stage(1).put(support=0.0, fear=0.0)
    stage.stored["boldness"] = (256 - np.arange(256)).clip(0, 255).astype(np.uint8)[None]
    first = np.zeros(stage.shape, bool)
    first[0, 0] = True
    stage.stored["boldness"][0, 0] = 0
    return stage, first


def test_granovetters_chain_takes_everybody_one_by_one() -> None:
    stage, first = granovetter()
    counts = in_the_street(stage, 257, first)
    assert counts[:3] == [1, 2, 3] and counts[-1] == 256


def test_one_person_changed_and_the_riot_is_two_people() -> None:
    # Granovetter 1978: nobody left with threshold 2, and the chain stops at those before
    stage, first = granovetter()
    stage.stored["boldness"][0, 2] = 256 - 3
    assert in_the_street(stage, 40, first)[-1] == 2


def test_fear_distraction_and_custody_keep_people_at_home() -> None:
    stage = society().put(support=0.0)
    seen = {"protest_share": 0.6}
    calm = stage.decide(Protest(), **seen)["protest"].sum()
    assert stage.decide(Protest(), flood=1.0, **seen)["protest"].sum() < calm
    assert stage.put(fear=0.2).decide(Protest(), **seen)["protest"].sum() < calm
    assert not stage.put(fear=0.0, status="imprisoned").decide(Protest(), **seen)["protest"].any()


def test_a_calm_place_stays_calm_and_supporters_never_join() -> None:
    assert not society().decide(Protest())["protest"].any()
    assert not society().put(support=0.9, boldness=0.99).decide(Protest(), protest_share=1.0)["protest"].any()
