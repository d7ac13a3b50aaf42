"""Every page, at every width, light and dark: it fits, can be read, can be reached by keyboard, and says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from studio.face.scan import AA, UNNAMED, faint

from sousveil.report.palette import COLOURS, contrast
from sousveil.studio.face.frame import PAGES

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
PATHS = [page.path for page in PAGES if "{" not in page.path]
WIDTHS = (400, 768, 1440)
REACHABLE = """
window.reachable = new Set([...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled));
"""
BARE = """
document.activeElement !== document.body && getComputedStyle(document.activeElement).outlineStyle === "none"
"""
EXTRA = 10  # stops that are none of these, such as boxes that scroll


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_it_fits_and_can_be_read(open_page: Open, path: str, theme: str) -> None:
    page = open_page(path, theme=theme)
    settle(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faint(page) == {}


@pytest.mark.parametrize("path", PATHS)
def test_every_control_has_a_name(open_page: Open, path: str) -> None:
    page = open_page(path)
    settle(page)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.wait_for_timeout(300)  # what opens is built then
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize("path", PATHS)
def test_the_keyboard_reaches_what_the_pointer_reaches(open_page: Open, path: str) -> None:
    page = open_page(path)
    settle(page)
    page.evaluate(REACHABLE)
    for _ in range(page.evaluate("reachable.size") + EXTRA):
        page.keyboard.press("Tab")
        page.evaluate("reachable.delete(document.activeElement)")
        assert not page.evaluate(BARE)  # whoever moves by keyboard sees where they are
    assert page.evaluate("[...reachable].map((one) => one.outerHTML.slice(0, 120))") == []


def test_the_first_stop_leads_past_the_menu(open_page: Open) -> None:
    page = open_page("/help")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_the_menu_names_the_page_that_is_open(open_page: Open) -> None:
    page = open_page("/compare")
    assert page.inner_text("nav [aria-current=page]") == "Compare"
    page.click("nav a:has-text('Help')")
    assert page.inner_text("nav [aria-current=page]") == "Help"


def test_the_theme_follows_the_system_until_the_reader_chooses_and_is_kept(open_page: Open) -> None:
    page = open_page("/", theme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.click("#theme")
    light = page.evaluate(ground)
    assert light != dark
    page.goto("/help")
    assert page.evaluate(ground) == light


def test_the_gallery_is_whole_without_a_script(browser: Any, studio: str) -> None:
    still = browser.new_context(java_script_enabled=False, base_url=studio).new_page()
    still.goto("/")
    assert still.locator(".gallery li").count() >= 10
    assert all(text.strip() for text in still.locator(".gallery li p").all_inner_texts())
    still.context.close()


@pytest.mark.parametrize("theme", [0, 1])
def test_filled_controls_have_contrast_too(theme: int) -> None:
    """Buttons and the words that explain a source turn the palette round."""
    at = {name: pair[theme] for name, pair in COLOURS.items()}
    assert min(contrast(at["ground"], at[name]) for name in ("accent", "ink")) >= AA


def test_the_scan_finds_what_is_faint_or_has_no_name(open_page: Open) -> None:
    page = open_page("/help")
    assert faint(page) == {}
    page.evaluate("document.querySelector('h2').style.color = '#999'")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert len(faint(page)) == 1
    assert page.evaluate(UNNAMED) == ["<button></button>"]


def settle(page: Any) -> None:
    """Waits until the page has filled itself."""
    page.wait_for_load_state("networkidle")
