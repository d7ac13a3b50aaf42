"""A reader of Chinese walks through the studio: no sentence in English is left, and everything fits a telephone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from studio.face.test_every_page import PATHS, settle
from studio.face.waiting import LONG

from sousveil.contract.columns import SHARED
from sousveil.language import _, speaking
from tests.language.extraction import kept
from tests.language.reading import ENGLISH, untranslated
from tests.language.test_catalogue import forms

pytestmark = pytest.mark.browser
CHINESE, NARROW = "zh-Hans", 400
DATA = ("scenarios", "drafts?scenario=everything-app", "drafts?scenario=world-2020", "names", "exhibits", "words")
"""Answers that hold texts declared as data."""
OPENED = "for (const one of document.querySelectorAll('details')) one.open = true"
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def declared(studio: str) -> list[str]:
    """Texts that have no translation yet, of other rooms and of what is declared: that is for the catalogue's own test.

    In small letters, the longest first.
    """
    catalogues = kept(CHINESE).values()
    found = {form for room in catalogues for one in room if one.id and not one.string for form in forms(one.id)}
    found.update(text for one in SHARED.values() for text in (one.doc, one.unit))
    for path in DATA:
        with urlopen(f"{studio}/api/{path}") as answer:
            found.update(texts(json.loads(answer.read())))
    with speaking(CHINESE):
        found = {text for text in found if _(text) == text}
    return sorted((" ".join(text.lower().split()) for text in found if ENGLISH.search(text)), key=len, reverse=True)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(one)


@pytest.fixture
def reader(browser: Any, studio: str) -> Iterator[Any]:
    """A page of somebody whose browser asks for Chinese."""
    context = browser.new_context(base_url=studio, locale="zh-CN", viewport={"width": NARROW, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert complaints == []


def left(page: Any, declared: list[str]) -> list[str]:
    """What is said in English although there is a translation, or no catalogue has it."""
    page.evaluate(OPENED)
    page.wait_for_timeout(300)  # what opens is built then
    return [text for text in untranslated(page.content()) if ENGLISH.search(without(text.lower(), declared))]


def without(text: str, declared: list[str]) -> str:
    for one in declared:
        text = text.replace(one, "")
    return text


@pytest.mark.parametrize("path", [*PATHS, "/enter", "/edit?scenario=everything-app&without=scoring&with=appeal"])
def test_a_page_says_nothing_in_english_and_fits(reader: Any, declared: list[str], path: str) -> None:
    reader.goto(path)
    settle(reader)
    assert reader.evaluate("document.documentElement.lang") == CHINESE
    assert left(reader, declared) == []
    assert reader.evaluate(WIDTH) <= NARROW


def test_a_scenario_is_changed_run_kept_and_compared_in_chinese(reader: Any, declared: list[str], home: Path) -> None:
    reader.goto("/")
    reader.click(".gallery a[href*='all-off']")
    reader.wait_for_selector("#run:not([disabled])")
    for field, value in (("people", "2000"), ("days", "5")):
        reader.fill(f"#size-{field}", value)
        reader.press(f"#size-{field}", "Enter")
        reader.wait_for_selector(f"#differs code:text-is('{field}')")
    assert left(reader, declared) == []
    reader.click("#run")
    reader.wait_for_url("**/jobs/*")
    reader.wait_for_selector(".acts a", timeout=LONG * 1000)
    assert left(reader, declared) == []
    reader.click(".acts a")
    reader.wait_for_selector(".tiles li")
    assert left(reader, declared) == [] and reader.evaluate(WIDTH) <= NARROW
    name = reader.url.rpartition("/")[2]
    assert f'<html lang="{CHINESE}">' in (home / "runs" / name / "report.html").read_text(encoding="utf-8")
    for path in ("/runs", f"/compare?baseline=run:{name}"):
        reader.goto(path)
        settle(reader)
        assert name in reader.inner_text("#content") and left(reader, declared) == []
        assert reader.evaluate(WIDTH) <= NARROW


def test_a_reader_chooses_a_language_and_the_studio_keeps_to_it(reader: Any) -> None:
    asked: list[str] = []
    reader.on("request", lambda one: asked.append(one.url.rpartition("/")[2]))
    reader.goto("/compare")
    settle(reader)
    assert f"words-{CHINESE}.json" in asked
    asked.clear()
    reader.click("[data-language=en]")
    reader.wait_for_selector("html[lang=en]")
    settle(reader)
    assert reader.inner_text("h1") == "Compare" and not [one for one in asked if one.startswith("words-")]
    reader.goto("/help")
    assert reader.inner_text("h1") == "Help"
    reader.click(f"[data-language={CHINESE}]")
    reader.wait_for_selector(f"html[lang={CHINESE}]")
    (kept,) = reader.context.cookies()
    assert (kept["name"], kept["value"], kept["sameSite"]) == ("sousveil-language", CHINESE, "Lax")


def test_what_the_studio_refuses_is_marked_as_english(browser: Any, studio: str, declared: list[str]) -> None:
    page = browser.new_context(base_url=studio, locale="zh-CN").new_page()
    page.goto("/edit?scenario=everything-ap")
    assert "everything-app" in page.wait_for_selector(".problem [lang=en]").inner_text() + page.inner_text(".problem")
    assert left(page, declared) == []
    page.context.close()
