"""The page of an assessment: whole, safe, and usable in a browser, on a telephone and on paper."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest
from assess.crowd import assessed, basis
from report.folders import HOSTILE, Outline

from sousveil.assess.document import document
from sousveil.report import assessment

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def text() -> str:
    return assessment.page(assessed())


def test_the_question_of_law_comes_first_and_nothing_is_cleared() -> None:
    page = Outline(text())
    order = [one["id"] for one in page.all("section")]
    assert order[:2] == ["prohibited", "high-risk"]
    assert order.index("prohibited") < order.index("harms") < order.index("assumed")
    assert "no clearance" in text()
    assert "Illustrative: " in text()


def test_tags_match_ids_are_unique_and_links_lead_somewhere() -> None:
    page = Outline(text())
    assert page.left_open == []
    ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    links = {(one.get("href") or "")[1:] for one in page.all("a") if (one.get("href") or "").startswith("#")}
    assert links <= set(ids)


def test_every_line_is_there_with_both_intervals_and_what_it_rests_on() -> None:
    page = Outline(text())
    shown = page.text("harms")
    ids = {attributes.get("id") for _, attributes in page.elements}
    for line in assessed()["harms"]:
        assert line["id"] in ids
        assert line["reversibility"] in shown
    assert shown.count("Interval of luck (95%)") > len(assessed()["harms"])


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    page = Outline(text())
    drawn = page.all("svg")
    assert drawn
    assert all(one["role"] == "img" and "at its preset" in (one["aria-label"] or "") for one in drawn)


def test_whatever_comes_from_a_scenario_is_escaped() -> None:
    hostile = basis().scenario.model_copy(update={"title": HOSTILE, "about": HOSTILE, "label": HOSTILE})
    made = document(replace(basis(), scenario=hostile), hostile)
    assert made["scenario"]["title"] == HOSTILE
    page = Outline(assessment.page(made))
    assert page.all("img") == []
    assert len(page.all("script")) == 1


def test_it_loads_nothing() -> None:
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)""", text()) == []


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_in_a_browser_offline_on_a_telephone_and_from_the_keyboard(tmp_path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    path = tmp_path / "assessment.html"
    path.write_text(text(), encoding="utf-8")
    complaints: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True).new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        for width in (400, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        # on paper nothing is cut off at the right edge: 210 mm less two margins of 14 are 688 px
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 688, "height": 1000})
        wide = "[...document.querySelectorAll('main table')].filter(t => t.getBoundingClientRect().right > 690).length"
        assert page.evaluate(wide) == 0
        browser.close()
    assert complaints == []
