"""Lines: what a measure says of a harm, and what it rests on."""

from __future__ import annotations

import math
from typing import Any

import pytest
from assess.crowd import assessed, basis

from sousveil.assess.harms import HARMS, MAIN, NOT_HARMS, PURPOSE
from sousveil.assess.lines import likelihood
from sousveil.assess.rights import BESIDE, TITLES, charter
from sousveil.contract.registry import mechanism
from sousveil.measures.articles import ARTICLES
from sousveil.measures.counts import Counts
from sousveil.measures.registry import MEASURES


def lines() -> list[dict[str, Any]]:
    return [*assessed()["harms"], *assessed()["purpose"]]


def test_described_measures_exist_and_stand_in_one_place() -> None:
    places = [*HARMS, *PURPOSE, *NOT_HARMS]
    assert set(places) <= set(MEASURES)
    assert len(places) == len(set(places))


def test_every_measure_with_a_value_and_a_right_is_a_line_once() -> None:
    listed = [line["measure"] for line in lines()]
    assert len(listed) == len(set(listed))
    valued = {one["name"] for one in basis().summary["measures"] if one["value"] is not None and one["group"] == "all"}
    touching = {name for name in valued if MEASURES[name].rights} - set(NOT_HARMS)
    assert touching <= set(listed) <= valued


def test_a_line_rests_on_its_measure_its_run_and_rules_of_the_scenario() -> None:
    scenario = basis().scenario
    for line in lines():
        rests = line["rests_on"]
        assert (rests["measure"], rests["run"]) == (line["measure"], basis().summary["state_hash"])
        assert set(rests["rules"]) <= set(scenario.mechanisms)
        expected = {f"{rule}.{key}" for rule in rests["rules"] for key in mechanism(rule).parameters}
        assert set(rests["parameters"]) == expected
    rules = {line["measure"]: line["rests_on"]["rules"] for line in lines()}
    assert (rules["face_alarms"], rules["stops"]) == (["face_search"], ["review"])
    # the auditor counts, and the rule that detained is what it rests on
    assert rules["wrongful_detentions"] == ["arrests"]


def test_numbers_are_those_of_the_summary_and_both_intervals_stand_apart() -> None:
    entries = {one["name"]: one for one in basis().summary["measures"] if one["group"] == "all"}
    line = next(line for line in lines() if line["measure"] == "face_alarms")
    entry, scale = entries["face_alarms"], line["scale"]
    assert (scale["value"], scale["low"], scale["high"]) == (entry["value"], entry["low"], entry["high"])
    assert scale["low"] < scale["value"] < scale["high"]
    assert scale["assumed_low"] <= scale["value"] <= scale["assumed_high"]
    assert scale["assumed_low"] < scale["assumed_high"]
    assert (scale["low"], scale["high"]) != (scale["assumed_low"], scale["assumed_high"])


def test_a_rate_is_one_in_so_many() -> None:
    counts = Counts(basis().records)
    assert likelihood(MEASURES["visits"], 250.0, counts)["one_in"] == 400
    assert "one for every 400 people" in likelihood(MEASURES["visits"], 250.0, counts)["text"]
    assert "2.5 for every person" in likelihood(MEASURES["flags"], 250_000.0, counts)["text"]
    # days come many at a time, so they are not spread over people
    assert "people in a year, many at a time" in likelihood(MEASURES["liberty_days_lost"], 250.0, counts)["text"]
    assert likelihood(MEASURES["alert_precision"], 0.25, counts)["text"] == "25 in 100"


def test_none_seen_is_not_none() -> None:
    """With the bound as the true rate, a run of these person-years sees none in one of 20 cases."""
    counts = Counts(basis().records)
    bound = likelihood(MEASURES["visits"], 0.0, counts)["up_to"]
    years = 4000 * 10 / 365 * 2
    assert math.exp(-bound / 100_000 * years) == pytest.approx(0.05, rel=1e-9)
    # days in custody come many at a time, so there is no such bound
    assert likelihood(MEASURES["liberty_days_lost"], 0.0, counts)["up_to"] is None


def test_rights_are_named_on_both_sides() -> None:
    assert set(BESIDE) == set(ARTICLES)
    assert {one for found in BESIDE.values() for one in found} <= set(TITLES)
    assert charter([14, 9]) == [6, 47, 48]
    rows = assessed()["rights"]["articles"]
    assert all(row["name"] and row["lines"] and row["judgement"] == "" for row in rows)
    assert {9, 17} <= {row["covenant"] for row in rows}


def test_main_harms_come_first() -> None:
    order = [line["measure"] for line in assessed()["harms"]]
    main = [name for name in MAIN if name in order]
    assert order[: len(main)] == main
    assert "face_alarms" in main
