"""Changing a scenario: controls and text say the same, what differs is marked, and the address reproduces it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from studio.face.waiting import until

from sousveil.contract.registry import mechanism

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
EDIT = "/edit?scenario=everything-app"
PATH = "alerts.stopped"
LISTED = "#differs .changes"


def opened(page: Any, rule: str) -> Any:
    """The element of a rule with its numbers open."""
    page.fill("#filter", rule)
    element = page.locator(f"[data-rule={rule}]")
    if not element.locator("details").first.evaluate("one => one.open"):
        element.locator("summary").click()
    return element


def number(page: Any, path: str) -> Any:
    return page.locator(f"[data-path='{path}'] input[type=number]")


def test_a_scenario_is_opened_from_the_gallery_as_it_was_shipped(open_page: Open) -> None:
    page = open_page("/")
    page.click("text='What is documented for 2020'")
    page.wait_for_selector("#run")
    assert page.inner_text("h1") == "What is documented for 2020"
    assert page.locator(LISTED + " li").count() == 0
    assert page.input_value("#yaml").splitlines()[-1] == "base: documented-2020"


def test_a_number_that_is_changed_is_marked_and_stands_in_the_text_and_in_the_address(open_page: Open) -> None:
    page = open_page(EDIT)
    opened(page, "alerts")
    before = mechanism("alerts").parameters["stopped"].default
    assert float(number(page, PATH).input_value()) == before
    number(page, PATH).fill("0.25")
    number(page, PATH).press("Enter")
    page.wait_for_selector(LISTED + " li")
    assert PATH in page.inner_text(LISTED)
    assert f"{before}" in page.inner_text(LISTED) and "0.25" in page.inner_text(LISTED)
    assert "changed" in page.locator(f"[data-path='{PATH}']").get_attribute("class")
    assert page.locator(".setting.changed").count() == 1
    assert f"{PATH}: 0.25" in page.input_value("#yaml")
    again = open_page(page.url)
    again.wait_for_selector(LISTED + " li")
    assert again.input_value("#yaml") == page.input_value("#yaml")


def test_the_slider_moves_from_the_keyboard_and_says_its_value(open_page: Open) -> None:
    page = open_page(EDIT)
    slider = opened(page, "alerts").locator(f"[data-path='{PATH}'] input[type=range]")
    slider.focus()
    said = slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(LISTED + " li")
    assert slider.get_attribute("aria-valuetext") != said
    assert page.evaluate("document.activeElement.type") == "range"  # the answer does not take the focus away


def test_undo_gives_the_text_back_as_it_was(open_page: Open) -> None:
    page = open_page(EDIT)
    before = page.locator("#yaml").input_value()
    element = opened(page, "alerts")
    number(page, PATH).fill("0.25")
    number(page, PATH).press("Enter")
    page.wait_for_selector(LISTED + " li")
    element.locator("text=undo").first.click()
    page.wait_for_selector(LISTED + " li", state="detached")
    assert page.input_value("#yaml") == before


def test_the_text_moves_the_controls(open_page: Open) -> None:
    page = open_page(EDIT)
    opened(page, "alerts")
    page.fill("#yaml", f"schema: 1\nname: mine\nbase: everything-app\npeople: 12_000\nset: {{{PATH}: 0.5}}\n")
    until(page, f"document.querySelector(\"[data-path='{PATH}'] input[type=number]\").value === '0.5'")
    assert page.input_value("#size-people") == "12,000"


def test_a_text_that_is_wrong_is_refused_by_line_and_leaves_the_controls(open_page: Open) -> None:
    page = open_page(EDIT, quiet=False)  # the browser says of every refusal that it was one
    before = page.url
    page.fill("#yaml", "schema: 1\nname: mine\nbase: everything-app\nset: {alerts.stoped: 0.5}\n")
    problem = page.wait_for_selector(".problem")
    assert "4" in problem.inner_text() and "alerts.stopped" in problem.inner_text()
    assert page.get_attribute("#yaml", "aria-invalid") == "true"
    assert page.url == before


def test_a_value_outside_its_range_is_refused_where_it_was_typed(open_page: Open) -> None:
    page = open_page(EDIT, quiet=False)
    element = opened(page, "alerts")
    number(page, PATH).fill("7")
    number(page, PATH).press("Enter")
    problem = element.locator(".problem")
    problem.wait_for()
    assert "0 to 1" in problem.inner_text()
    assert page.locator(LISTED + " li").count() == 0


def test_a_rule_is_switched_off_and_on_again(open_page: Open) -> None:
    page = open_page(EDIT)
    page.fill("#filter", "scoring")
    switch = page.locator("[data-rule=scoring] [role=switch]")
    switch.click()
    page.wait_for_selector(LISTED + " li")
    assert "without: [scoring]" in page.input_value("#yaml")
    assert "taken out" in page.inner_text(LISTED)
    switch.click()
    page.wait_for_selector(LISTED + " li", state="detached")


def test_a_safeguard_is_put_in_and_its_number_changed(open_page: Open) -> None:
    page = open_page(EDIT)
    page.fill("#filter", "threshold_floor")
    element = page.locator("[data-rule=threshold_floor]")
    element.locator("[role=switch]").click()
    page.wait_for_selector(LISTED + " li")
    if not element.locator("details").first.evaluate("one => one.open"):
        element.locator("summary").click()
    number(page, "threshold_floor.floor").fill("0.8")
    number(page, "threshold_floor.floor").press("Enter")
    until(page, "document.getElementById('yaml').value.includes('floor: 0.8')")


def test_every_number_shows_unit_range_evidence_and_source(open_page: Open) -> None:
    page = open_page(EDIT)
    opened(page, "cameras")
    for key, parameter in mechanism("cameras").parameters.items():
        said = page.locator(f"[data-path='cameras.{key}']")
        about = said.locator(".about").inner_text()
        assert parameter.unit in about and parameter.evidence in about
        assert f"{parameter.within[0]:g}" in about and f"{parameter.within[1]:g}" in about
        said.locator(".source button").focus()
        tip = said.locator("[role=tooltip]")
        assert tip.is_visible()
        assert (parameter.source or "No source") in tip.inner_text()


def test_the_cost_is_told_before_anything_starts(open_page: Open) -> None:
    page = open_page(EDIT)
    until(page, "/memory/.test(document.querySelector('.estimate')?.textContent)")
    first = page.inner_text(".estimate")
    page.fill("#size-people", "20,000")
    page.press("#size-people", "Enter")
    until(page, "text => document.querySelector('.estimate').textContent !== text", first)


def test_a_link_that_says_nonsense_is_refused_with_a_way_back(open_page: Open) -> None:
    page = open_page("/edit?scenario=everything-ap", quiet=False)
    assert "everything-app" in page.wait_for_selector(".problem").inner_text()
    assert page.locator("#content a[href='/']").count() == 1


def test_a_script_in_a_name_or_a_title_is_text(open_page: Open) -> None:
    page = open_page(EDIT)
    bad = "<img src=x onerror=document.body.dataset.hurt=1>"
    page.fill("#yaml", f"schema: 1\nname: mine\nbase: everything-app\ntitle: '{bad}'\nabout: '{bad}'\n")
    until(page, "document.querySelector('.head .kicker').textContent.includes('onerror')")
    again = open_page(page.url)
    until(again, "document.querySelector('h1').textContent.includes('onerror')")
    assert again.locator("img").count() == 0
    assert again.evaluate("document.body.dataset.hurt === undefined")
