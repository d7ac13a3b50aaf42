"""The pages of many runs in a browser with the network off, at every width."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sousveil.report import calibration as calibration_page
from sousveil.report import sensitivity as sensitivity_page
from sousveil.report import sweep as sweep_page
from sousveil.sweep import calibrate, sensitivity, sweep
from sousveil.sweep.document import document

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CONDUCT = Path(__file__).parents[1] / "sweep" / "conduct.yaml"
NAMES = ("sweep", "sensitivity", "calibration")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    pytest.importorskip("SALib", reason="the extra `sensitivity` is not installed")
    small: Any = {"people": 800, "days": 3, "keep": False}
    target = {"figure": "incidents", "published": 3e6, "unit": "offences per 100,000 people a year", "tolerance": 5e5,
              "reason": "a reason <i>", "source": "Author <b> 2020, Journal"}  # fmt: skip
    # two numbers, the second beyond what any machine holds, so that the page has failures, too
    swept = sweep("all-off", ["trust.own=0.1,0.9", "people=500,2e9"], days=8, replicates=2, keep=False)
    study = sensitivity(CONDUCT, ["incidents", "fear"], only=["conduct.incident", "conduct.watched"], trajectories=4,
                        samples=16, **small)  # fmt: skip
    calibrated = calibrate(CONDUCT, [target, target | {"held_back": True}], ["conduct.incident"], points=40, rounds=2,
                           **small)  # fmt: skip
    content = {
        "sweep": sweep_page.page(document(swept)),
        "sensitivity": sensitivity_page.page(study.document()),
        "calibration": calibration_page.page(calibrated.document()),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, text in content.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in content}


def test_what_people_write_is_escaped(pages: dict[str, Path]) -> None:
    text = pages["calibration"].read_text(encoding="utf-8")
    assert "Author &lt;b&gt; 2020" in text and "a reason &lt;i&gt;" in text


def test_failures_are_told(pages: dict[str, Path]) -> None:
    text = pages["sweep"].read_text(encoding="utf-8")
    assert "2 points failed" in text and "2,000,000,000 people need about" in text


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [400, 768, 1440])
def test_it_fits_and_complains_of_nothing(pages: dict[str, Path], browser: Any, name: str, width: int) -> None:
    page, complaints = browser.new_context(offline=True, viewport={"width": width, "height": 800}).new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(pages[name].as_uri())
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.query_selector_all("h2")
