"""The pages of comparisons, lives and exhibits in a browser with the network off, at every width and on paper."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sousveil.auditing import audit
from sousveil.compare import compare
from sousveil.compare.document import document
from sousveil.report import comparison, exhibits, life
from sousveil.report.auditing import page as audited
from sousveil.scenario import Model, load
from sousveil.trace import find, tell

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
KEPT = Path(__file__).parents[2] / "docs" / "measured-replications.json"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed"),
]
NAMES = ("comparison", "life", "exhibits", "audit")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    world = load("everything-app", people=4_000, days=20)
    pair = compare(world, set=["arrests.speech=1", "review.visited=1"], replicates=2)
    found = find(world, "flag")
    told = tell(world, found.persons[0], load("open-society", people=4_000, days=20))
    model = Model(lambda file: 0.9 - 0.1 * file[:, 0], columns=["missed_on_file"])
    content = {
        "audit": audited.page(audit("credit-model", model, people=600, days=20, replicates=2).document),
        "comparison": comparison.page(document(pair, {})),
        "life": life.page({"life": told.life, "other": told.other, "parts": told.parts, "found": found.document()}),
        "exhibits": exhibits.page(json.loads(KEPT.read_text(encoding="utf-8"))["exhibits"], "2026-11-27"),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, text in content.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in content}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [400, 768, 1440])
def test_it_fits_and_complains_of_nothing(pages: dict[str, Path], browser: Any, name: str, width: int) -> None:
    page, complaints = browser.new_context(offline=True, viewport={"width": width, "height": 800}).new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(pages[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize("name", NAMES)
def test_pictures_have_words_and_everything_is_in_reach_of_the_keyboard(
    pages: dict[str, Path], browser: Any, name: str
) -> None:
    page = browser.new_context(offline=True).new_page()
    page.goto(pages[name].as_uri())
    unnamed = "[...document.querySelectorAll('[role=img]')].filter(e => (e.ariaLabel || '').length < 20).length"
    assert page.evaluate(unnamed) == 0
    wide = "[...document.querySelectorAll('.scroll')].filter(e => e.tabIndex !== 0).length"
    assert page.evaluate(wide) == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    links = "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.querySelector(a.hash)).length"
    assert page.evaluate(links) == 0
    page.context.close()


@pytest.mark.parametrize("name", NAMES)
def test_paper_is_light_and_shows_no_controls(pages: dict[str, Path], browser: Any, name: str) -> None:
    page = browser.new_context(offline=True, color_scheme="dark").new_page()
    page.goto(pages[name].as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(252, 251, 248)"
    assert not page.is_visible("#theme")
    page.context.close()
