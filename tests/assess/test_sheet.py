"""The deployment sheet: questions in, answers out, blanks explored."""

from __future__ import annotations

from pathlib import Path

import pytest
from assess.crowd import basis, crowd

from sousveil.assess.document import Basis, document
from sousveil.assess.exploring import explored
from sousveil.assess.questions import QUESTIONS, asked_of
from sousveil.assess.sheet import Answer, Sheet
from sousveil.contract.errors import RequestError
from sousveil.contract.registry import mechanisms
from sousveil.scenario import load

KNOWN = {f"{cls.name}.{key}" for cls in mechanisms().values() for key in cls.parameters}


def sheet(folder: Path, text: str) -> Sheet:
    path = folder / "sheet.yaml"
    path.write_text(f"schema: 1\nquestions:\n{text}", encoding="utf-8")
    return Sheet.read(path, crowd())


def test_every_question_is_a_parameter_and_is_asked_once() -> None:
    paths = [one.path for one in QUESTIONS]
    assert set(paths) <= KNOWN
    assert len(paths) == len(set(paths))
    assert {one.asked for one in QUESTIONS} == {"vendor", "police"}


def test_only_what_the_scenario_has_is_asked() -> None:
    asked = {one.path for one in asked_of(crowd())}
    assert {"face_search.hit_rate", "review.dismissed_wrong"} <= asked
    assert not {path for path in asked if path.startswith(("scoring.", "screening."))}
    assert "scoring.association" in {one.path for one in asked_of(load("everything-app"))}
    assert asked_of(load("all-off")) == ()


def test_a_number_that_changes_on_a_day_has_no_single_answer() -> None:
    changing = crowd().patch({"cameras.coverage": 0.9}, day=5)
    assert "cameras.coverage" not in {one.path for one in asked_of(changing)}


def test_a_blank_sheet_comes_back_blank(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(Sheet.blank(crowd()).to_yaml(crowd()), encoding="utf-8")
    assert "null" not in path.read_text(encoding="utf-8")
    again = Sheet.read(path, crowd())
    assert again == Sheet.blank(crowd())
    assert again.applied(crowd()) == crowd()


def test_answers_go_in_as_people_write_them_and_come_out_again(tmp_path: Path) -> None:
    made = sheet(tmp_path, "  face_search.hit_rate: {answer: 80 %, answer_source: a test report}\n"
                           "  face_search.trial_fpir: {answer: 1 in 2000}\n  desk.desk_officers:\n    answer:\n"
                           "  cameras.coverage: {urban: 0.9, default: 0.5}\n")  # fmt: skip
    assert made.answers["face_search.hit_rate"].value == 0.8
    assert made.answers["face_search.hit_rate"].source == "a test report"
    assert "desk.desk_officers" in {one.path for one in made.blanks}
    own = made.applied(crowd())
    assert own.parameters["face_search.trial_fpir"] == 1 / 2000
    assert own.parameters["cameras.coverage"] == {"urban": 0.9, "default": 0.5}
    assert own.parameters["desk.desk_officers"] == crowd().parameters["desk.desk_officers"]
    path = tmp_path / "again.yaml"
    path.write_text(made.to_yaml(crowd()), encoding="utf-8")
    assert Sheet.read(path, crowd()) == made


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("  face_search.hit_rat: 0.9\n", "unknown question", 3),
        ("  scoring.association: 5\n", "unknown question", 3),
        ("  face_search.hit_rate: 1.2\n", "value outside its range", 3),
        ("  face_search.hit_rate: {answer: often}\n", "not a number", 3),
        ("  face_search.hit_rate: {answer: 0.9, anser_source: x}\n", "unknown key", 3),
        ("  cameras.coverage: {moon: 0.5, default: 0.5}\n", "no place is called", 3),
        ("  - 1\n", "the questions are no list", 2),
    ],
)
def test_what_is_wrong_with_a_sheet_is_one_clear_error(tmp_path: Path, text: str, problem: str, line: int) -> None:
    with pytest.raises(RequestError, match=problem) as caught:
        sheet(tmp_path, text)
    assert f"sheet.yaml:{line}" in caught.value.where


def test_a_sheet_of_another_scenario_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(Sheet.blank(crowd()).to_yaml(crowd()), encoding="utf-8")
    with pytest.raises(RequestError, match="another scenario"):
        Sheet.read(path, load("everything-app"))


def answered() -> Sheet:
    """Every question answered with its preset."""
    blank = Sheet.blank(crowd())
    values = {one.path: Answer(crowd().parameters[one.path], "a letter") for one in blank.questions}
    return Sheet(blank.questions, values)


def test_an_assessment_is_illustrative_until_every_question_is_answered() -> None:
    part = basis()
    assert document(part, part.scenario)["illustrative"] is True
    whole = Basis(part.scenario, answered(), part.summary, part.records)
    made = document(whole, part.scenario)
    assert (made["illustrative"], made["illustrative_because"]) == (False, "")
    assert made["sheet"]["blank"] == 0
    # what the deployment has given is no assumption any more
    assert not {row["path"] for row in made["assumed"]["parameters"]} & set(answered().answers)


def test_a_blank_widens_the_range_and_an_answer_stands_still() -> None:
    """A published figure of another system leaves the question open: its range is explored until it is answered."""
    one = crowd()
    blank = explored(one, Sheet.blank(one), 2, lambda stage: None)
    stands = explored(one, answered(), 2, lambda stage: None)
    assert blank.parameters > stands.parameters
    low, high = blank.spans["face_alarms", "all"]
    still, moved = stands.spans["face_alarms", "all"]
    assert high - low > moved - still
