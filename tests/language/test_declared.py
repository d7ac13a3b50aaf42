"""Declared texts in other languages: whole, with the code that stands in them, and no English sentence left."""

from __future__ import annotations

import re

import pytest

from sousveil.language import ENGLISH, LANGUAGES, _, speaking
from sousveil.measures.registry import MEASURES
from sousveil.replications import exhibit
from sousveil.scenario import load
from tests.language import reading
from tests.language.extraction import kept
from tests.language.rooms import DECLARED

OTHERS = [tag for tag in LANGUAGES if tag != ENGLISH]
CODE = re.compile(r"`[^`]*`")
LICENCE = "CC BY-SA"
NUMBERS = re.compile(r"\d*\.\d+")
"""Decimal fractions: whole numbers may become words, or so many ten thousands."""
LARGE = re.compile(r"million|billion")


def pairs(tag: str) -> list[tuple[str, str]]:
    """Text and translation of all declared rooms."""
    found = kept(tag)
    return [(str(one.id), str(one.string)) for room in DECLARED for one in found[room] if one.id]


@pytest.mark.parametrize("tag", OTHERS)
def test_no_english_sentence_is_left(tag: str) -> None:
    left = [said for _text, said in pairs(tag) if reading.ENGLISH.search(CODE.sub("", said).replace(LICENCE, ""))]
    assert not left, left


@pytest.mark.parametrize("tag", OTHERS)
def test_code_in_a_text_stays_as_it_is(tag: str) -> None:
    # what stands between backticks without being code is words of a survey
    wanted = {text: [code for code in CODE.findall(text) if "I support" not in code] for text, _said in pairs(tag)}
    changed = [text for text, said in pairs(tag) if not set(wanted[text]) <= set(CODE.findall(said))]
    assert not changed, changed


@pytest.mark.parametrize("tag", OTHERS)
def test_decimal_fractions_stay_as_they_are(tag: str) -> None:
    changed = [
        (text, said)
        for text, said in pairs(tag)
        if not LARGE.search(text) and sorted(NUMBERS.findall(text)) != sorted(NUMBERS.findall(said))
    ]
    assert not changed, changed


@pytest.mark.parametrize("tag", OTHERS)
def test_what_is_declared_is_found_by_its_own_text(tag: str) -> None:
    claim = exhibit.load("watch-list").claim
    scenario = load("documented-2020")
    with speaking(tag):
        for text in (
            scenario.title, scenario.label, scenario.about, scenario.facts[0].claim,
            *(one.doc for one in MEASURES.values()), claim.title, claim.question, claim.claims[0].quantity,
            *claim.pictures[0].bars,
        ):  # fmt: skip
            assert _(text) != text, text
