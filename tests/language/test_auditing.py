"""The page of an audit of a score in Simplified Chinese."""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from sousveil.auditing import Audit, audit
from sousveil.auditing.decision import DECISIONS
from sousveil.auditing.document import document
from sousveil.compare import compare
from sousveil.compare.document import document as compared
from sousveil.language import _, speaking
from sousveil.report import comparison
from sousveil.report.auditing.answer import GAMED, GOOD_GAP, WHOLE_GAP
from sousveil.report.auditing.found import when
from sousveil.report.auditing.page import page
from sousveil.scenario import Model
from sousveil.scenario.scorer import ModelChoice
from tests.language.elsewhere import CHINESE, left
from tests.language.reading import untranslated

COLUMNS = ["repaid_on_file", "missed_on_file", "refused_on_file", "clean_quarters", "has_file"]
SMALL: dict[str, Any] = {"people": 600, "days": 20, "replicates": 2}
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def by_misses(file: Any) -> Any:
    """A chance that falls with every missed loan on file."""
    return 0.9 - 0.1 * file[:, 1]


@pytest.fixture(scope="module")
def made() -> Audit:
    """An audit of a bank whose bar somebody moved, beside a model."""
    changed = ["fixed_bar.bar_majority=600"]
    return audit("credit-model", Model(by_misses, columns=COLUMNS), set=changed, **SMALL)


def spoken(one: dict[str, Any]) -> str:
    with speaking(CHINESE):
        return page(one)


def told(one: dict[str, Any], says: str, effect: float | None) -> dict[str, Any]:
    """The same where every difference is this one, or has no value."""
    changed = deepcopy(one)
    for table in ("changes", "beside", "gaming", "feedback"):
        for row in changed[table]:
            row |= {"effect": effect, "says": says}
    return changed


def bare(one: dict[str, Any], decision: str) -> dict[str, Any]:
    """An audit of a score alone, in a decision of which nothing but its outcome is known."""
    words = {found.name: found.words for found in DECISIONS}[decision]
    none: dict[str, Any] = {
        key: [] for key in ("drift", "calibration", "bands", "lock_in", "gamed", "gaming", "feedback", "beside")
    }
    return {**one, **none, "judges": {"plain": "fraud_score"}, "decision": {"name": decision, **words}}


def test_the_page_speaks_chinese_throughout(made: Audit) -> None:
    text = spoken(made.document)
    assert '<html lang="zh-Hans">' in text
    assert untranslated(text) == []
    with speaking(CHINESE):
        base = _("A bank that lends by a score")
    assert made.scenario.title != "A bank that lends by a score" and base in text


@pytest.mark.parametrize(("says", "effect"), [("rises", 0.1), ("none", 0.0), ("not told apart from none", 0.1),
                                              ("not assessed", None)])  # fmt: skip
def test_whatever_an_audit_finds_is_said_in_chinese(made: Audit, says: str, effect: float | None) -> None:
    assert untranslated(spoken(told(made.document, says, effect))) == []


@pytest.mark.parametrize("decision", [found.name for found in DECISIONS])
def test_what_is_not_measured_is_said_in_chinese_too(made: Audit, decision: str) -> None:
    assert untranslated(spoken(bare(made.document, decision))) == []


def test_an_english_page_would_not_pass(made: Audit) -> None:
    text = page(made.document).replace('<html lang="en">', "<html>")
    assert len(untranslated(text)) > 50


def test_the_document_is_english_whatever_is_spoken(made: Audit) -> None:
    with speaking(CHINESE):
        again = document(made)
    assert json.dumps(again) == json.dumps(document(made))
    assert json.dumps(again) == json.dumps(again, ensure_ascii=False)  # no letter of another script


def test_words_windows_and_findings_are_translated() -> None:
    texts = [*GAMED, *GOOD_GAP, *WHOLE_GAP, *(word for found in DECISIONS for word in found.words.values())]
    with speaking(CHINESE):
        assert [text for text in texts if _(text) == text] == []
        assert "3" in when("year 3") and len({when(name) for name in ("start", "year 3", "end", "year 4")}) == 4
        assert not any(
            letter.isascii() and letter.isalpha() for name in ("start", "year 3", "end") for letter in when(name)
        )


def test_all_that_a_scenario_may_say_of_a_model_has_a_name_on_the_page(made: Audit) -> None:
    one = deepcopy(made.document)
    one["judges"]["model"] = dict.fromkeys((*ModelChoice.model_fields, "fits"), "value of the model")
    text = spoken(one)
    assert text.count('<span lang="en">value of the model</span>') == len(ModelChoice.model_fields) + 1
    assert untranslated(text) == []


def test_a_comparison_says_in_chinese_which_model_judges() -> None:
    pair = compare("credit-model", model=Model(by_misses, columns=COLUMNS), **SMALL)
    made = compared(pair, {})
    sides = [(row["baseline"], row["reform"]) for row in made["differences"] if row["what"] == "model"]
    assert len(sides) == 1 and ", which sees " in sides[0][1] and sides[0][0] == "none"
    with speaking(CHINESE):
        text = comparison.page(made)
    assert left(text) == []
    assert sides[0][1] not in text and ", ".join(COLUMNS) in text


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_in_a_browser_nothing_sticks_out(made: Audit, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    path = tmp_path / "audit.html"
    path.write_text(spoken(made.document), encoding="utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_context(offline=True).new_page()
        shown.goto(path.as_uri())
        for width in (400, 1440):
            shown.set_viewport_size({"width": width, "height": 900})
            assert shown.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()
