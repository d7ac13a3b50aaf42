"""The deployment sheet: questions to the vendor and the police. Blank means unknown, never the preset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sousveil.assess.questions import Question, asked_of
from sousveil.assess.touching import fact
from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanism
from sousveil.scenario import Scenario
from sousveil.scenario.page import Page, read
from sousveil.scenario.places import labels_of
from sousveil.scenario.values import Value, check_places, given
from sousveil.scenario.writing import block

SCHEMA = 1
KEYS = ("schema", "scenario", "questions")
INSIDE = ("asked_of", "question", "answer", "answer_source", "unit", "permitted", "plausible", "preset", "evidence",
          "source")  # fmt: skip
ANSWER, ANSWER_SOURCE = "answer", "answer_source"
HEAD = """\
# Deployment sheet: what the vendor and the police have to say before the assessment is about this deployment.
# Write each answer after `answer:`, as a number (0.89, 89 %, 1 in 6000), and its origin after `answer_source:`.
# A blank means unknown: the assessment then explores the plausible range, and its intervals widen.
"""


@dataclass(frozen=True)
class Answer:
    """The deployment's own figure, and where it says it is from."""

    value: Value
    source: str


@dataclass(frozen=True)
class Sheet:
    """The questions of a scenario and the answers there are, by path."""

    questions: tuple[Question, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @classmethod
    def blank(cls, scenario: Scenario) -> Sheet:
        """Every question of the scenario, none answered."""
        return cls(asked_of(scenario))

    @classmethod
    def read(cls, path: Path, scenario: Scenario) -> Sheet:
        """A sheet from a file; raises RequestError for the first thing that is wrong with it."""
        return cls.of_page(read(path), scenario)

    @classmethod
    def of_page(cls, page: Page, scenario: Scenario) -> Sheet:
        """A sheet from its text; raises RequestError for the first thing that is wrong with it."""
        _check_keys(page.data, KEYS, page, ())
        of = page.data.get("scenario", scenario.name)
        if of != scenario.name:
            raise RequestError("the sheet is of another scenario", where=page.where("scenario"), found=str(of),
                               allowed=scenario.name)  # fmt: skip
        questions = asked_of(scenario)
        said = page.data.get("questions") or {}
        if not isinstance(said, dict):
            raise RequestError("the questions are no list of keys and values", where=page.where("questions"))
        answers = {name: _answer(name, value, scenario, questions, page) for name, value in said.items()}
        return cls(questions, {name: answer for name, answer in answers.items() if answer is not None})

    @property
    def blanks(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(one for one in self.questions if one.path not in self.answers)

    @property
    def complete(self) -> bool:
        """Whether every question is answered; a scenario with nothing to ask about is nobody's deployment."""
        return bool(self.questions) and not self.blanks

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with the deployment's figures in place of the presets."""
        return (
            scenario.patch({name: answer.value for name, answer in self.answers.items()}) if self.answers else scenario
        )

    def free(self, scenario: Scenario) -> dict[str, Parameter]:
        """Parameters of blank questions that have a range: what is not known, whatever is published of other systems.

        What the scenario has fully on or off has none by the rule of `Parameter.span`: only an answer moves it.
        """
        spans = {one.path: fact(scenario, one.path)["plausible"] for one in self.blanks}
        return {path: _parameter(path) for path, (low, high) in spans.items() if low < high}

    def rows(self, scenario: Scenario) -> list[dict[str, Any]]:
        """Every question with unit, ranges, preset, source and answer."""
        return [self._row(one, scenario) for one in self.questions]

    def _row(self, question: Question, scenario: Scenario) -> dict[str, Any]:
        found, answer = fact(scenario, question.path), self.answers.get(question.path)
        return {
            "id": f"question.{question.path}", "path": question.path, "asked_of": question.asked,
            "question": question.text, "unit": found["unit"], "permitted": found["within"],
            "plausible": found["plausible"], "preset": found["value"], "evidence": found["evidence"],
            "source": found["source"], "answer": None if answer is None else answer.value,
            "answer_source": "" if answer is None else answer.source,
        }  # fmt: skip

    def to_yaml(self, scenario: Scenario) -> str:
        """The sheet as a file to fill in; `scenario` gives the presets."""
        rows = {row["path"]: {key: _shown(row[key]) for key in INSIDE} for row in self.rows(scenario)}
        content = {"schema": SCHEMA, "scenario": scenario.name, "questions": rows}
        lines = ("    answer:" if line == "    answer: null" else line for line in block(content))
        return HEAD + "\n".join(lines) + "\n"


def _shown(value: Any) -> Any:
    """Ranges to six digits: they are read, not computed with."""
    return [float(f"{one:.6g}") for one in value] if isinstance(value, list) else value


def _answer(name: str, said: Any, scenario: Scenario, questions: tuple[Question, ...], page: Page) -> Answer | None:
    known = [one.path for one in questions]
    if name not in known:
        raise unknown("question", name, known, where=page.where("questions", name))
    keys: tuple[str, ...] = ("questions", name)
    source = ""
    if isinstance(said, dict) and {*said} & {*INSIDE}:
        _check_keys(said, INSIDE, page, keys)
        source, said, keys = str(said.get(ANSWER_SOURCE) or ""), said.get(ANSWER), (*keys, ANSWER)
    if said is None:
        return None
    found = given(said, _parameter(name), page.where, *keys)
    check_places([found], lambda: labels_of(scenario.population, page.name))
    return Answer(found.value, source)


def _check_keys(content: Mapping[str, Any], known: tuple[str, ...], page: Page, keys: tuple[str, ...]) -> None:
    for key in content:
        if key not in known:
            raise unknown("key", str(key), known, where=page.where(*keys, key))


def _parameter(path: str) -> Parameter:
    owner, _, name = path.partition(".")
    return mechanism(owner).parameters[name]
