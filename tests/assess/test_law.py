"""The questions of law: what of a scenario touches them, and that nothing here clears a practice."""

from __future__ import annotations

import re

import pytest
from assess.crowd import crowd

from sousveil.assess.describing import mitigation
from sousveil.assess.high_risk import ELEMENTS, USES, high_risk
from sousveil.assess.practices import NO_OFFENCE, NOT, OPEN, PRACTICES, TOUCHES, prohibited
from sousveil.contract.registry import mechanisms
from sousveil.scenario import Model, load, names
from sousveil.scenario.scenario import Scenario

EVERY = [touch for row in (*PRACTICES, *USES) for touch in row.touches]


def status(scenario: Scenario) -> dict[str, str]:
    return {row["article"][-2]: row["status"] for row in prohibited(scenario)["practices"]}


def test_the_points_are_those_of_article_5_and_27() -> None:
    assert [row.letter for row in PRACTICES] == list("abcdefgh")
    assert list(ELEMENTS) == list("abcdef")


@pytest.mark.parametrize("touch", EVERY, ids=lambda touch: f"{touch.mechanism}: {touch.why[:30]}")
def test_a_touch_names_mechanisms_and_parameters_that_exist(touch) -> None:
    known = {f"{cls.name}.{key}" for cls in mechanisms().values() for key in cls.parameters}
    assert {touch.mechanism, *touch.beside} <= set(mechanisms())
    assert {*touch.facts, *(path for path, _ in touch.above)} <= known


def test_the_whole_system_touches_what_it_is_made_of() -> None:
    found = status(load("everything-app"))
    assert [letter for letter, said in found.items() if said == TOUCHES] == ["a", "c", "d", "h"]
    assert [letter for letter, said in found.items() if said == NOT] == ["b", "f"]


def test_without_a_part_its_point_is_not_touched() -> None:
    scenario = load("everything-app")
    for letter, parts in {"c": ["scoring", "defaulters"], "d": ["suspicion"], "h": ["face_search"]}.items():
        assert status(scenario.patch(without=parts))[letter] == NOT


def test_a_model_in_the_place_of_the_score_is_asked_the_same() -> None:
    plain = load("everything-app", without=["defaulters"])
    judged = plain.scored_by(Model(len, ["tier"]))
    assert status(judged)["c"] == status(plain)["c"] == TOUCHES
    assert [row["point"] for row in high_risk(judged)["points"]] == [row["point"] for row in high_risk(plain)["points"]]


def test_a_power_that_is_set_to_nothing_touches_nothing() -> None:
    one = crowd()
    assert status(one)["g"] == OPEN
    assert status(one.patch({"cameras.profile": 1, "cameras.checkpoints": 0}))["g"] == NOT
    # a dated patch counts as well: what is done on one day is done
    assert (
        status(one.patch({"cameras.profile": 1, "cameras.checkpoints": 0}).patch({"cameras.profile": 3}, day=5))["g"]
        == OPEN
    )


def test_facts_are_those_of_the_scenario() -> None:
    one = crowd().patch({"face_search.gallery": 1234})
    row = next(row for row in prohibited(one)["practices"] if row["article"].endswith("(h)"))
    facts = {fact["path"]: fact["value"] for touch in row["touches"] for fact in touch["facts"]}
    assert facts["face_search.gallery"] == 1234
    assert facts["cameras.coverage"] == one.parameters["cameras.coverage"]


@pytest.mark.parametrize("name", names())
def test_nothing_is_cleared(name: str) -> None:
    scenario = load(name)
    rows = prohibited(scenario)["practices"]
    assert {row["status"] for row in rows} <= {TOUCHES, OPEN, NOT}
    assert all(row["judgement"] == "" and row["whose"] and row["would_need"] for row in rows)
    said = " ".join(str(part) for part in (prohibited(scenario), high_risk(scenario)))
    assert not re.search(r"\b(permitted|allowed|compliant|cleared|lawful use)\b", said)


def test_high_risk_uses_of_a_search_of_faces() -> None:
    assert [row["point"] for row in high_risk(crowd())["points"]] == ["Annex III, point 1(a)", "Annex III, point 6(e)"]
    assert high_risk(load("all-off"))["points"] == []


def test_a_list_of_recorded_offenders_is_told_from_one_of_odd_people() -> None:
    """Point (d) is about profiling alone: whether recorded offences make the difference is not for the model to say."""
    scenario = load("everything-app")
    none = scenario.patch(dict.fromkeys(NO_OFFENCE, 0))
    assert (status(scenario)["d"], status(none)["d"]) == (TOUCHES, OPEN)
    assert status(none.patch({"suspicion.incident": 0}))["d"] == NOT
    assert status(none.patch({"suspicion.kin": 0.001}, day=9))["d"] == TOUCHES


def test_safeguards_that_would_bite_are_named_and_those_there_are_told_apart() -> None:
    part = mitigation(crowd(), None)
    named = {row["name"] for row in part["could_take"]}
    assert part["safeguards"] == []
    assert {"watch_list_cap", "human_review"} <= named
    assert not {"repair", "end_to_end"} & named  # there is no score and no message to screen
    assert all(row["does"] and row["remains"] for row in part["could_take"])
    inside = mitigation(crowd().patch(with_=["appeal"]), None)
    assert inside["safeguards"] == ["appeal"]
    assert "appeal" not in {row["name"] for row in inside["could_take"]}
