"""The widget's own module in a browser with the network off, fed by a stand-in for the notebook."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report.folders import HOSTILE

from sousveil.notebook import watching

pytestmark = pytest.mark.browser
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FOLDER = Path(watching.__file__).parent / "assets"
MODULE, STYLE = (FOLDER / "live.js").read_text(encoding="utf-8"), (FOLDER / "live.css").read_text(encoding="utf-8")
POINTS = [[1, 10.0], [2, 20.0], [3, 15.0]]
LIVING = {
    "state": "living", "phase": "living", "done": 3, "total": 10, "unit": "days", "message": "",
    "curves": [{"name": "fear", "title": HOSTILE, "unit": "mean share", "points": POINTS}],
}  # fmt: skip
START = """
async ([code, style, state]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const { default: { render } } = await import(`data:text/javascript;base64,${code}`);
  const heard = {};
  window.sent = [];
  window.model = {
    get: (key) => state[key],
    on: (event, act) => { heard[event] = act; },
    off: (event) => { delete heard[event]; },
    send: (message) => window.sent.push(message),
  };
  window.tell = (picture) => { state.picture = picture; heard["change:picture"]?.(); };
  window.close_view = render({ model: window.model, el: document.body });
  window.heard = heard;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    complaints: list[str] = []
    page = browser.new_context(offline=True, color_scheme=request.param).new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content("<!doctype html><html><head><title>x</title><meta name='color-scheme' content='light dark'></head>"
                     "<body></body></html>")  # fmt: skip
    state = {"title": HOSTILE, "about": "4,000 synthetic people", "days": 10, "picture": {}}
    page.evaluate(START, [base64.b64encode(MODULE.encode()).decode(), STYLE, state])
    yield page
    assert complaints == []


def test_it_draws_what_it_is_told_and_makes_no_markup_of_it(page: Any) -> None:
    page.evaluate("picture => tell(picture)", LIVING)
    assert page.inner_text("[role=status]") == "living: 3 of 10 days"
    assert page.evaluate("document.querySelector('progress').value") == 3
    # three points, the highest at the top of the frame, whose ceiling is the round number at or above it
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", page.get_attribute("path.curve", "d"))]
    assert len(heights) == 3 and heights[1] < heights[2] < heights[0] and heights[1] == 8.0
    assert "15 on day 3, at most 20" in page.get_attribute("svg", "aria-label")
    assert page.query_selector_all("img, script") == [] and HOSTILE in page.inner_text("figcaption")
    more = {**LIVING, "done": 4, "curves": [{**LIVING["curves"][0], "points": [*POINTS, [4, 40.0]]}]}  # type: ignore[dict-item,index]
    page.evaluate("picture => tell(picture)", more)
    assert len(page.query_selector_all("svg")) == 1 and "40 on day 4" in page.get_attribute("svg", "aria-label")


def test_the_button_asks_once_and_goes_when_the_run_has_ended(page: Any) -> None:
    page.evaluate("picture => tell(picture)", LIVING)
    page.click("button")
    assert page.evaluate("sent") == [{"do": "stop"}] and page.is_disabled("button")
    page.evaluate("picture => tell(picture)", {**LIVING, "state": "stopped", "message": "sousveil resume x goes on"})
    assert not page.is_visible("button") and page.inner_text(".message") == "sousveil resume x goes on"
    assert page.inner_text("[role=status]").startswith("stopped")
    page.evaluate("close_view()")
    assert page.evaluate("Object.keys(heard)") == []


def test_letters_have_the_colour_of_the_notebook(page: Any) -> None:
    colours = "[getComputedStyle(document.querySelector('svg text')).fill, getComputedStyle(document.body).color]"
    page.evaluate("picture => tell(picture)", LIVING)
    letter, around = page.evaluate(colours)
    assert letter == around
    page.evaluate("document.body.style.setProperty('--jp-ui-font-color1', 'rgb(1, 2, 3)')")
    assert page.evaluate(colours)[0] == "rgb(1, 2, 3)"


def test_the_module_stands_alone() -> None:
    assert "import " not in MODULE.replace("// ", "") and "innerHTML" not in MODULE and "fetch" not in MODULE
    assert re.findall(r"(?:https?:)?//[a-z]+\.[a-z.]+", MODULE.replace("http://www.w3.org/2000/svg", "") + STYLE) == []
    assert max(len(line) for line in MODULE.splitlines()) <= 120
