"""Exports: every field is answered from a line, or says why it is not."""

from __future__ import annotations

import json

import pytest
from assess.crowd import assessed, basis
from assess.test_sheet import answered

from sousveil.assess.document import Basis, document
from sousveil.assess.export import ILLUSTRATIVE, chosen
from sousveil.assess.exports import FORMATS
from sousveil.assess.markdown import markdown
from sousveil.contract.errors import RequestError
from sousveil.measures.table import readable


def identities(one: object) -> set[str]:
    """Every id in a document, and its sections that lines point to."""
    if isinstance(one, dict):
        own = {one["id"]} if isinstance(one.get("id"), str) else set()
        return own.union({*one}, *map(identities, one.values()))
    return set().union(*map(identities, one)) if isinstance(one, list) else set()


@pytest.mark.parametrize("name", FORMATS)
def test_a_field_has_an_answer_with_its_lines_or_a_reason(name: str) -> None:
    made = FORMATS[name].of(assessed())
    keys = [field["key"] for field in made["fields"]]
    assert len(keys) == len(set(keys))
    known = identities(assessed())
    for field in made["fields"]:
        assert field["answer"] or field["cannot"], field["key"]
        assert bool(field["answer"]) == bool(field["rests_on"]), field["key"]
        assert set(field["rests_on"]) <= known, field["key"]
    assert made["source"].startswith("https://")


@pytest.mark.parametrize("name", FORMATS)
def test_every_answer_is_marked_until_the_presets_are_replaced(name: str) -> None:
    made = FORMATS[name].of(assessed())
    assert made["illustrative"] is True
    assert all("illustrative" in answer.lower() for answer in made["answers"].values())
    assert made["mark"] == ILLUSTRATIVE
    part = basis()
    own = FORMATS[name].of(document(Basis(part.scenario, answered(), part.summary, part.records), part.scenario))
    assert "illustrative" not in json.dumps(own["answers"]).lower()
    assert own["mark"] == ""


def test_fraia_answers_fit_its_schema() -> None:
    """Every property of the schema is a string; its questions are numbered 1.1.1 to 3.7.3, with parts 2A and 2B."""
    answers = FORMATS["fraia"].of(assessed())["answers"]
    assert all(isinstance(answer, str) for answer in answers.values())
    assert len(answers["description_short"]) <= 150
    assert {"name", "2B.3.6", "3.3.1", "3.3.2"} <= set(answers)
    assert not {"1.4.1 Legal basis", "1.2.1", "organization", "2B.3.2"} & set(answers)


def test_no_choice_of_the_canadian_questionnaire_is_made_and_no_score() -> None:
    made = FORMATS["aia"].of(assessed())
    choices = {field["key"] for field in made["fields"] if field["choice"]}
    assert {"impact6", "impact7", "impact9"} <= choices
    assert not choices & set(made["answers"])
    assert set(made["answers"]) <= {"impact8", "impact10", "impact14"}


def test_huderia_has_its_four_variables() -> None:
    fields = {field["key"]: field for field in FORMATS["huderia"].of(assessed())["fields"]}
    assert {f"risk.{name}" for name in ("scale", "scope", "probability", "reversibility")} <= set(fields)
    assert "face alarms" in fields["risk.scope"]["answer"]
    assert fields["stakeholders"]["answer"] == ""


def test_an_unknown_export_offers_the_nearest() -> None:
    with pytest.raises(RequestError) as caught:
        chosen("fria", FORMATS)
    assert caught.value.nearest == "fraia"


def test_markdown_holds_every_line_and_leaves_judgements_blank() -> None:
    text, one = markdown(assessed()), assessed()
    assert text.index("## Is the practice prohibited?") < text.index("## Specific risks of harm (d)")
    for line in one["harms"]:
        assert f"measure `{line['measure']}`" in text
    alarms = next(line for line in one["harms"] if line["measure"] == "face_alarms")
    assert f"face alarms {readable(alarms['scale']['value'])} alarms per 100,000 people a year" in text
    assert text.count("> **Judgement**") == text.count(">\n> \n") > 20
    assert "**Illustrative:**" in text and "no clearance" in text
