"""The maps of the world in a browser with the network off: no complaint, and they follow their controls."""

import json
import re
import shutil

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed"),
]


@pytest.fixture(scope="module")
def complaints():
    return []


@pytest.fixture(scope="module")
def page(folder, complaints):
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True, color_scheme="light").new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((folder / "report.html").as_uri())
        yield page
        browser.close()


def looks(page, where):
    return [square.get_attribute("class") for square in page.query_selector_all(f"{where} g")]


def test_the_script_shows_at_first_what_stood_there_without_it(page):
    still = page.context.browser.new_context(offline=True, java_script_enabled=False).new_page()
    still.goto(page.url)
    for where in ("#past-above", "#past-below", "#class-map"):
        assert looks(still, where) == looks(page, where)
    for where in ("#past-note", "#past-shown", "#class-title"):
        assert still.inner_text(where) == page.inner_text(where)
    assert still.inner_text("#class-list").split() == page.inner_text("#class-list").split()
    assert not still.is_visible("#past .controls")
    assert still.is_visible("#past .no-script svg >> nth=0")
    assert not page.is_visible("#past .no-script svg >> nth=0")
    still.context.close()


def test_the_past_follows_its_controls_from_the_keyboard(page, text, complaints):
    told = json.loads(re.search(r'id="past-data">(.*?)</script>', text, re.S)[1])
    page.focus("#past-time")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#past-when") == "2020"
    assert looks(page, "#past-above").count("w-against") == told["documented"][0]["letters"][7].count("a")
    page.select_option("#past-documented", index=1)
    assert "the index is of 2019 only" in page.inner_text("#past-note")
    page.focus("#past-time")  # arrows would choose another layer while its list has the focus
    page.keyboard.press("ArrowLeft")
    assert looks(page, "#past-above").count("w-listed") == told["documented"][1]["letters"][6].count("l")
    page.hover("#past-below g >> nth=0")
    assert told["names"][0] in page.inner_text("#world-said")
    assert complaints == []


def test_the_map_of_classes_follows_its_controls(page, complaints):
    page.select_option("#class-kind", label="Region")
    assert "Africa" in page.inner_text("#class-list")
    assert "fewer than 5 countries" in page.inner_text("#class-list")
    assert "unknown" in looks(page, "#class-map")
    before = page.inner_text("#class-list")
    page.select_option("#class-arm", index=5)
    assert page.inner_text("#class-list") != before
    assert "(f) all of these" in page.inner_text("#class-title")
    assert complaints == []


@pytest.mark.parametrize("width", [400, 1440])
def test_nothing_is_wider_than_the_window(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
