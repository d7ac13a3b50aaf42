"""The same scenario with other guesses: spread evenly, shared between scenarios, in proportion."""

from itertools import pairwise
from math import floor

import pytest
from small import small

from sousveil.contract.registry import mechanism
from sousveil.scenario.guesses import assumed_parameters, guessed, points


def test_every_name_fills_every_stratum_once_and_by_its_name_alone():
    few, many = points(["fear.own"], 8, 1), points(["other", "fear.own", "more"], 8, 1)
    values = [point["fear.own"] for point in many]
    assert sorted(floor(8 * value) for value in values) == list(range(8))
    assert [point["fear.own"] for point in few] == values  # other names change nothing
    assert [point["more"] for point in many] != values
    assert points(["fear.own"], 8, 2) != few


def test_only_what_was_assumed_moves_and_the_same_way_everywhere_and_always():
    scenario = small(
        "set: {fear.standing: {urban: 0.2, default: 0}, platform.presence: 0.6}\n"
        "patches: [{day: 2, set: {fear.standing: 0.5}}]\ndays: 5\n"
    )
    assumed = assumed_parameters(scenario)
    assert "fear.standing" in assumed and "platform.presence" not in assumed  # which is derived
    other = guessed(scenario, dict.fromkeys(assumed, 1.0))
    assert other.parameters["fear.standing"] == pytest.approx({"urban": 1 / 3, "default": 0})
    assert other.parameters_on(2)["fear.standing"] == pytest.approx(2 / 3)
    assert other.parameters["platform.presence"] == 0.6
    same = guessed(scenario, dict.fromkeys(assumed, 0.5))
    assert same.parameters["fear.own"] == pytest.approx(scenario.parameters["fear.own"])


def test_the_tiers_of_the_score_keep_their_order_whatever_is_guessed():
    scoring = mechanism("scoring").parameters
    spans = [scoring[cut].span(scoring[cut].default) for cut in ("cut_c", "cut_b", "cut_a", "cut_aa", "cut_aaa")]
    assert all(below[1] < above[0] for below, above in pairwise(spans))
    assert scoring["start"].is_definition
