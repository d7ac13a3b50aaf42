"""A life told: what befell the person, bit for bit as in the run, and beside another world."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
import pytest

from sousveil.contract.errors import RequestError
from sousveil.contract.events import BY_NAME
from sousveil.records.casefile import case_file
from sousveil.report import life as page
from sousveil.scenario import Scenario, load
from sousveil.simulate import Run, run
from sousveil.trace import Found, Told, find, tell


@cache
def world() -> Scenario:
    return load("everything-app", people=20_000, days=60, seed=2)


@cache
def lived() -> Run:
    return run(world(), keep=False)


@cache
def detained() -> Found:
    return find(world(), "detained", expected=lived().summary["state_hash"])


@cache
def told() -> Told:
    return tell(world(), detained().persons[0], load("open-society", people=20_000, days=60, seed=2))


def test_as_many_are_found_as_the_case_file_names() -> None:
    cases = case_file(lived().history)
    kinds = ("detained_administratively", "detained_criminally", "interned")
    named = cases.filter(pl.col("kind").is_in(kinds))["person"].unique().sort()
    assert detained().matched == len(named)
    assert detained().persons == named.to_list()[:20]
    assert detained().people == 20_000
    assert detained().one_in == 20_000 / len(named)


def test_a_search_that_is_true_of_nobody_is_one_in_nobody() -> None:
    found = find(world(), "detained and not detained")
    assert (found.matched, found.one_in, found.persons) == (0, None, [])


def test_a_life_holds_every_case_of_the_case_file() -> None:
    person = told().life["person"]
    cases = case_file(lived().history).filter(pl.col("person") == person)
    mine = [(event["day"], event["event"]) for event in told().life["events"] if BY_NAME[event["event"]].case]
    assert sorted(mine) == sorted(cases.select("day", "kind").rows())


def test_what_is_told_names_rule_and_thresholds() -> None:
    life = told().life
    events = [event for day in life["happened"] for event in day["events"]]
    rules = {event["rule"] for event in events} - {"ties"}
    assert rules == set(life["rules"])
    assert life["rules"]["arrests"]["numbers"]["speech"] == world().parameters["arrests.speech"]
    assert life["status"][0] == {"day": 0, "status": "free"}
    assert len(life["series"]["fear"]) == 61
    assert max(life["series"]["fear"]) > life["series"]["fear"][0]


def test_the_same_person_in_another_world() -> None:
    both = told()
    assert both.other is not None
    assert both.other["person"] == both.life["person"]
    assert both.other["who"] == both.life["who"]
    assert both.parts is not None
    same = tell(world(), both.life["person"], world())
    assert same.parts is None


def test_nobody_and_other_people_are_refused() -> None:
    with pytest.raises(RequestError, match="nobody has this number"):
        tell(world(), 10**9)
    with pytest.raises(RequestError, match="not about the same people"):
        tell(world(), 0, load("open-society", people=10_000, days=60, seed=2))
    with pytest.raises(RequestError, match="ends otherwise"):
        find(load("all-off", people=500, days=2), "visit", expected="0" * 64)


def test_the_page_tells_it_and_says_that_nobody_lived_it() -> None:
    both = told()
    made = page.page({"life": both.life, "other": both.other, "parts": both.parts, "found": detained().document()})
    assert "Nobody lives or lived this life" in made
    assert f"Person {both.life['person']:,}" in made
    assert "one in" in made
    assert "An open society" in made


def test_empty_slots_are_nobody() -> None:
    from sousveil.simulate import course_of

    setting = course_of(world()).setting
    traits = setting.layout.back(np.asarray(setting.columns["traits"]))
    block, slot = np.argwhere((traits[: len(setting.layout.source)] >> 7) == 0)[0]
    source = int(setting.layout.source[block])
    if source >= 0:
        with pytest.raises(RequestError, match="nobody has this number"):
            tell(world(), source * 256 + int(slot))
