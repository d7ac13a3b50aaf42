"""A studio with a token asks a browser for it once, and leads on to the page that was wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from studio.face.conftest import begun
from studio.face.scan import UNNAMED, faint

pytestmark = pytest.mark.browser
TOKEN = "not-to-be-guessed"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with begun(tmp_path_factory.mktemp("guarded"), "--token", TOKEN) as address:
        yield address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_token_is_asked_for_refused_and_taken(browser: Any, guarded: str, theme: str) -> None:
    context = browser.new_context(base_url=guarded, color_scheme=theme, viewport={"width": 400, "height": 800})
    page = context.new_page()
    page.goto("/edit?scenario=open-society&people=5000")
    assert page.url.startswith(f"{guarded}/enter")
    page.wait_for_selector("#token")
    assert faint(page) == {}
    assert page.evaluate(UNNAMED) == []
    page.fill("#token", "something else")
    page.keyboard.press("Enter")
    assert "token" in page.wait_for_selector(".problem").inner_text()
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector("#run")
    assert page.input_value("#size-people") == "5,000"
    assert TOKEN not in str(context.cookies())
    context.close()


def test_where_it_leads_on_to_is_never_another_place(browser: Any, guarded: str) -> None:
    page = browser.new_context(base_url=guarded).new_page()
    page.goto("/enter?next=https://elsewhere.example/")
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{guarded}/")
    page.context.close()
