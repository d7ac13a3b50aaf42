"""A run from start to end as a user sees it, and everything that starts from a run: comparisons, lives, files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from studio.face.scan import faint
from studio.face.waiting import LONG, until

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
PEOPLE, DAYS = 50_000, 365
SETTING = f"/edit?scenario=everything-app&people={PEOPLE}&days={DAYS}"
CURVE = "document.querySelector('.chart .curve').getAttribute('d')"
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push(one.value);
}).observe({ type: 'layout-shift', buffered: true });
"""
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
GOOD = 0.1  # of cumulative layout shift, web.dev/articles/cls; a tenth of it is nothing that can be seen


def start(page: Any) -> None:
    until(page, "document.getElementById('run')?.disabled === false")
    page.click("#run")
    page.wait_for_url("**/jobs/*")


@pytest.fixture(scope="module")
def run(browser: Any, studio: str, home: Path) -> str:
    """A finished run of 20,000 people, by name."""
    page = browser.new_context(base_url=studio).new_page()
    page.goto("/edit?scenario=everything-app&people=20000&days=30")
    start(page)
    page.wait_for_selector(".acts a", timeout=LONG * 1000)
    name = str(page.get_attribute(".acts a", "href")).rpartition("/")[2]
    page.context.close()
    assert (home / "runs" / name / "summary.json").is_file()
    return name


def test_a_run_is_watched_paused_reloaded_and_resumed(open_page: Open, home: Path) -> None:
    page = open_page(SETTING)
    page.add_init_script(SHIFTS)
    start(page)
    until(page, f"document.querySelector('.chart .curve') && {CURVE}.length > 100", seconds=LONG)
    first = page.evaluate(CURVE)
    until(page, f"first => {CURVE} !== first", first)

    page.click("#pause")
    page.wait_for_selector("#go-on")
    page.wait_for_timeout(500)  # what was on its way has come
    still = page.evaluate(CURVE)
    page.wait_for_timeout(1000)
    assert page.evaluate(CURVE) == still

    assert sum(page.evaluate("window.shifts")) < GOOD / 10

    shown, options = page.inner_text(".map"), page.locator("#map-what option").count()
    assert options >= 4
    page.select_option("#map-what", index=options - 1)
    assert page.inner_text(".map") != shown

    page.reload()
    until(page, f"document.querySelector('.chart .curve') && {CURVE}.length > 100")
    assert page.evaluate(CURVE) == still
    assert faint(page) == {}
    page.click("#go-on")
    until(page, f"still => {CURVE} !== still", still)

    page.wait_for_selector(".acts a", timeout=LONG * 1000)
    assert page.inner_text(".chip") == "done"
    assert sum(page.evaluate("window.shifts")) < GOOD / 10
    page.click(".acts a")
    page.wait_for_selector(".tiles li")
    name = page.url.rpartition("/")[2]
    summary = json.loads((home / "runs" / name / "summary.json").read_text())
    assert (summary["people"], summary["days"]) == (PEOPLE, DAYS)


def test_a_tab_that_is_hidden_asks_for_nothing_and_one_that_is_closed_ends_nothing(open_page: Open) -> None:
    page = open_page(SETTING)
    start(page)
    until(page, f"document.querySelector('.chart .curve') && {CURVE}.length > 0", seconds=LONG)
    page.evaluate(HIDE, True)
    page.wait_for_timeout(500)  # what was on its way has come
    before = page.evaluate(CURVE)
    page.wait_for_timeout(1500)
    assert page.evaluate(CURVE) == before
    page.evaluate(HIDE, False)
    until(page, f"before => {CURVE} !== before", before)
    begin, end = before.split(" ")[0], page.evaluate(CURVE).split(" ")[0]
    assert begin == end  # it goes on from what it had, whatever its scale is by now

    address = page.url
    page.close()
    again = open_page(address)
    until(again, f"document.querySelector('.chart .curve') && {CURVE}.length > 100", seconds=LONG)
    again.click("#stop")
    again.wait_for_selector(".acts a", timeout=LONG * 1000)
    again.click(".acts a")
    again.wait_for_selector("#resume")


def test_two_runs_wait_for_each_other_in_the_queue(open_page: Open) -> None:
    pages = [open_page(SETTING), open_page(SETTING)]
    for page in pages:
        start(page)
    queue = open_page("/runs")
    queue.wait_for_selector("td .chip.waiting", timeout=LONG * 1000)
    queue.click("tr:has(.chip.waiting) button")
    queue.wait_for_selector("td .chip.waiting", state="detached")
    queue.click("tr:has(.chip.living) button")
    queue.wait_for_selector("td .chip.living", state="detached", timeout=LONG * 1000)


def test_a_finished_run_shows_its_numbers_and_gives_its_files(
    open_page: Open, run: str, home: Path, tmp_path: Path
) -> None:
    page = open_page(f"/runs/{run}")
    page.wait_for_selector(".tiles li")
    assert "luck not assessed" in page.inner_text(".tiles")
    with page.expect_download() as waiting:
        page.click("#archive")
    waiting.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = {name.rpartition("/")[2] for name in archive.namelist()}
        assert {"scenario.yaml", "summary.json", "report.html", "events.parquet"} <= names
    with page.expect_download() as waiting:
        page.click("a:has-text('scenario.yaml')")
    assert Path(waiting.value.path()).read_bytes() == (home / "runs" / run / "scenario.yaml").read_bytes()


def test_the_report_opens_and_cannot_act_as_the_studio(open_page: Open, run: str) -> None:
    page = open_page(f"/runs/{run}")
    with page.expect_popup() as waiting:
        page.click("#report")
    report = waiting.value
    report.wait_for_selector(".map .cell")
    assert report.evaluate("window.origin") == "null"  # a page of a folder is nobody here


def test_a_run_is_renamed_and_deleted_only_after_a_question(
    open_page: Open, browser: Any, studio: str, home: Path
) -> None:
    page = open_page("/edit?scenario=all-off&people=2000&days=5")
    start(page)
    page.wait_for_selector(".acts a", timeout=LONG * 1000)
    page.click(".acts a")
    page.click("#rename")
    page.fill("#new-name", "kept-for-later")
    page.click("dialog button:has-text('Rename')")
    page.wait_for_url("**/runs/kept-for-later")
    assert (home / "runs" / "kept-for-later").is_dir()
    page.click("#delete")
    assert "kept-for-later" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.click("#delete")
    page.keyboard.press("Enter")  # whoever answers without reading keeps it
    page.wait_for_selector("dialog", state="detached")
    assert (home / "runs" / "kept-for-later").is_dir()
    page.click("#delete")
    page.click("dialog button:has-text('Delete')")
    page.wait_for_url("**/runs")
    assert not (home / "runs" / "kept-for-later").exists()


def test_worlds_are_compared_side_by_side_with_intervals(open_page: Open) -> None:
    page = open_page(
        "/compare?baseline=scenario:everything-app&reform=scenario:documented-2020&reform=scenario:open-society"
    )
    for field, value in (("people", 3000), ("days", 10), ("replicates", 3)):
        page.fill(f"#{field}", str(value))
    page.click("#compare")
    page.wait_for_selector("table .effect", timeout=2 * LONG * 1000)
    heads = page.locator("thead th").all_inner_texts()
    assert len(heads) == 4
    assert page.locator("tbody .effect .span").count() > 0
    assert faint(page) == {}


def test_a_changed_scenario_is_compared_with_what_it_was(open_page: Open) -> None:
    page = open_page("/edit?scenario=everything-app&without=scoring")
    page.wait_for_selector("#differs li")
    page.click("#beside")
    page.wait_for_selector("#compare")
    assert page.input_value("#baseline") == "scenario:everything-app"
    assert "without: [scoring]" in page.locator(".reforms select").input_value()


def test_a_life_is_found_read_and_read_in_another_world(open_page: Open, run: str) -> None:
    page = open_page(f"/lives?world=run:{run}&against=scenario:all-off&find=flag")
    page.wait_for_selector("#find")
    page.click("#find")
    page.wait_for_selector(".days li", timeout=LONG * 1000)
    assert "is true of" in page.inner_text("#content")
    assert page.locator(".lives.pair .card").count() == 2
    person = page.inner_text("h2")
    page.click("[aria-label='People found'] button:not([aria-pressed=true])")
    until(page, "before => document.querySelector('h2').innerText !== before", person, seconds=LONG)
    assert faint(page) == {}


def test_a_search_that_cannot_be_read_says_what_can(open_page: Open, run: str) -> None:
    page = open_page(f"/lives?world=run:{run}&find=__import__('os')", quiet=False)
    page.wait_for_selector("#find")
    page.click("#find")
    assert "allowed" in page.wait_for_selector(".problem", timeout=LONG * 1000).inner_text()


def test_a_run_is_assessed_and_its_page_opened(open_page: Open, run: str) -> None:
    page = open_page(f"/assess?world=run:{run}")
    page.wait_for_selector("#assess")
    page.click("#assess")
    page.wait_for_selector(".acts a", timeout=LONG * 1000)
    page.click(".acts a")
    with page.expect_popup() as waiting:
        page.click("#report")
    assert waiting.value.wait_for_selector("h1").inner_text()


def test_an_exhibit_is_run_and_its_verdict_read(open_page: Open) -> None:
    page = open_page("/replicate")
    page.check("input[value=equal-accuracy]")
    page.click("#replicate")
    page.wait_for_selector(".acts a", timeout=2 * LONG * 1000)
    page.click(".acts a")
    page.wait_for_selector("td.verdict")
    assert {"kept", "failed", "no verdict"} >= set(page.locator("td.verdict").all_inner_texts())
    assert all(page.locator("tbody td").all_inner_texts())
    assert faint(page) == {}


def test_empty_pages_say_what_to_do(open_page: Open) -> None:
    page = open_page("/world")
    assert "Live the countries" in page.wait_for_selector(".absent").inner_text()
