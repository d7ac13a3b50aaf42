"""The rights assessment in Simplified Chinese."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from assess.crowd import assessed, basis

from sousveil.assess.document import document
from sousveil.assess.harms import HARMS
from sousveil.assess.lines import likelihood
from sousveil.assess.practices import PRACTICES
from sousveil.assess.questions import QUESTIONS
from sousveil.language import _, speaking
from sousveil.language.retelling import retold
from sousveil.measures.counts import Counts
from sousveil.measures.registry import MEASURES
from sousveil.report import assessment
from sousveil.report.assessing.harms import IN_100
from tests.language.elsewhere import CHINESE, left

OWN = {"scenario": ["A crowd", "Cameras at a ground search the faces of a crowd."]}
"""Of the scenario of this test, which nobody translates."""


def test_the_page_speaks_chinese_throughout() -> None:
    with speaking(CHINESE):
        page = assessment.page(assessed())
    assert '<html lang="zh-Hans">' in page
    assert left(page, OWN) == []


def test_the_document_is_english_whatever_is_spoken() -> None:
    with speaking(CHINESE):
        spoken = document(replace(basis()), basis().scenario)
    assert json.dumps(spoken, sort_keys=True) == json.dumps(assessed(), sort_keys=True)


def test_every_practice_harm_and_question_has_a_translation() -> None:
    texts = [one.text for one in QUESTIONS]
    texts += [text for harm in HARMS.values() for text in (harm.severity, harm.undone)]
    for practice in PRACTICES:
        texts += [practice.title, practice.prohibits, practice.unless, *practice.would_need]
        texts += [touch.why for touch in practice.touches]
    with speaking(CHINESE):
        assert [text for text in texts if text and _(text) == text] == []


@pytest.mark.parametrize(("measure", "value"), [
    ("detentions", 2.0), ("detentions", 0.0), ("detentions", 3e6), ("liberty_days_lost", 5.0),
    ("liberty_days_lost", 0.0), ("alert_precision", 0.25), ("alert_precision", 0.0),
])  # fmt: skip
def test_how_likely_a_harm_is_can_be_told_again(measure: str, value: float) -> None:
    said = str(likelihood(MEASURES[measure], value, Counts(basis().records))["text"])
    with speaking(CHINESE):
        again = retold(said, IN_100)
    assert again != said
    assert not any(word in again for word in ("year", "people ", "none", " in "))
