"""The page in a browser with the network off: no complaint, and its few controls work."""

import shutil

import pytest
from report.folders import run_folder

from sousveil.report import build

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed"),
]
WIDTHS = (400, 768, 1440)


@pytest.fixture(scope="module")
def complaints():
    return []


@pytest.fixture(scope="module")
def page(tmp_path_factory, complaints):
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    path = build(run_folder(tmp_path_factory.mktemp("browser")))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True, color_scheme="light").new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        yield page
        browser.close()


def test_the_map_follows_its_controls_from_the_keyboard(page, complaints):
    before = page.inner_text(".map")
    page.focus("#map-time")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#map-when") == "days 1 to 30"
    assert page.inner_text(".map") != before
    page.select_option("#map-measure", label="Detentions")
    assert page.inner_text("#map-title").startswith("Detentions, everybody at home, days 1 to 30")
    page.select_option("#map-group", label="Minority group")
    assert "minority group" in page.inner_text("#map-title")
    page.keyboard.press("Tab")
    assert complaints == []


def test_without_a_script_the_map_shows_the_same_whole_run(page):
    page.reload()
    with_script = seen(page)
    still = page.context.browser.new_context(offline=True, java_script_enabled=False).new_page()
    still.goto(page.url)
    assert seen(still) == with_script
    assert not still.is_visible(".controls")
    still.context.close()


def seen(page):
    """The text of the map and of its legend, and the step of every half."""
    steps = [cell.get_attribute("class") for cell in page.query_selector_all(".map .cell")]
    return page.inner_text(".map"), page.inner_text("#map-legend"), steps


def test_the_theme_follows_the_system_until_the_reader_chooses(page, complaints):
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    dark = page.evaluate(ground)
    assert light != dark
    page.click("#theme")
    assert page.evaluate(ground) == light
    assert complaints == []


@pytest.mark.parametrize("chosen", ["dark", ""])
def test_paper_is_light_whatever_the_theme(page, chosen):
    ground = "getComputedStyle(document.body).backgroundColor"
    page.evaluate("chosen => { document.documentElement.dataset.theme = chosen }", chosen)
    page.emulate_media(color_scheme="light", media="print")
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark", media="screen")
    assert page.evaluate(ground) != light
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(ground) == light
    page.emulate_media(color_scheme="light", media="screen")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
