"""The page of a run in Chinese: every text on it goes through the catalogue, those of pictures and script included."""

import ast
import json
import re
import shutil
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import pytest
from report.folders import run_folder

import paper
from sousveil import language
from sousveil.language import catalogue, speaking
from sousveil.measures.registry import MEASURES
from sousveil.report import reasons
from sousveil.report.page import page
from sousveil.report.reading import Reading
from tests.language.extraction import of_file
from tests.language.reading import untranslated
from tests.language.rooms import ROOT

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TAG = "zh-Hans"
DATA = "\u8d44\u6599"
"""Stands for a text that is declared as data, whose translation other tests hold."""
CALLS = {"_": (0,), "N_": (0,), "_n": (0, 1), "plural": (1, 2), "_p": (1,)}
"""Function that marks a text -> which of its arguments do."""
HERE = ("names", "reading", "reasons", "section", "charts", "figure", "frame", "page", "words", "sections/*")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Data(NullTranslations):
    """What the catalogue of pages does not know is data."""

    def gettext(self, message: str) -> str:
        return DATA


@pytest.fixture(scope="module", autouse=True)
def chinese():
    """The words of pages, and one word for all data."""
    made = catalogue.read(TAG)
    made.add_fallback(Data())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_catalogue", lambda tag: made if tag == TAG else NullTranslations())
        with speaking(TAG):
            yield


def nothing():
    """A run in which nothing is watched and nothing happens."""
    whole = paper.history(replicates=1, people=1_000)
    return replace(paper.without(whole, *whole.events), polity={}, histograms={})


def partly():
    """A run without a score, alerts and detentions, in which nobody reports to a ruler."""
    whole = paper.without(paper.history(people=1_000), "flag", "below_tier", "detention")
    return replace(whole, polity={})


WHOLES = {
    "full": lambda: paper.history(people=4_000), "once": lambda: paper.history(replicates=1, people=1_000),
    "nothing": nothing, "partly": partly,
}  # fmt: skip


@pytest.fixture(scope="module", params=WHOLES)
def folder(request, tmp_path_factory):
    facts = {"facts": ""} if request.param == "nothing" else {}
    return run_folder(tmp_path_factory.mktemp(request.param), WHOLES[request.param](), **facts)


@pytest.fixture(scope="module")
def text(folder):
    return page(Reading(folder))


def test_every_text_goes_through_the_catalogue(text):
    assert untranslated(text) == []


def test_a_page_says_in_which_language_it_is(text):
    assert '<html lang="zh-Hans">' in text


def test_an_english_page_would_not_pass(tmp_path):
    with speaking("en"):
        text = page(Reading(run_folder(tmp_path, nothing(), facts="")))
    assert len(untranslated(text.replace('<html lang="en">', "<html>"))) > 100


def test_pictures_keep_chinese_letters():
    """On axes, beside bars and in legends."""
    from sousveil.report import charts

    rows = [{"x": day, "y": 0.5, "series": name} for day in (1, 2) for name in ("\u6240\u8a00", "\u6240\u60f3")]
    svg = charts.lines(
        rows, x="\u8fd0\u884c\u7684\u7b2c\u51e0\u5929", y="\u6bd4\u4f8b", series=("\u6240\u8a00", "\u6240\u60f3")
    )
    assert {"\u8fd0\u884c\u7684\u7b2c\u51e0\u5929", "\u6bd4\u4f8b", "\u6240\u8a00", "\u6240\u60f3"} <= set(
        re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    )


def test_what_the_map_says_comes_with_the_page(tmp_path):
    text = page(Reading(run_folder(tmp_path, paper.history(replicates=1, people=1_000))))
    told = json.loads(re.search(r'id="map-data">(.*?)</script>', text, re.S)[1])
    said = [*told["measures"], *told["groups"], *told["times"], *told["words"].values()]
    assert [one for one in said if not CHINESE.search(one)] == []
    script = text[text.rindex("<script>") :]
    assert set(told["words"]) == set(re.findall(r"map\.words\.(\w+)", script))


def test_every_reason_for_no_value_is_said_in_chinese(tmp_path):
    """Composed ones are taken apart again: what stays English is the names of the code."""
    given = Reading(run_folder(tmp_path, nothing(), facts=""))
    lacking = {entry.reason for entry in given.entries.values() if entry.value is None}
    never = {measure.empty for measure in MEASURES.values()}
    pair = "baseline: nothing in this scenario settles 'x'; reform: no alert was raised"
    for reason in {*lacking, *never, pair}:
        said = re.sub(r"'\w+'", "", reasons.told(reason))
        assert not re.search(r"[A-Za-z]{2,}", said), (reason, said)
    composed = [reason for reason in lacking if "(" in reason]
    assert composed
    assert all(reasons.told(reason) != DATA for reason in composed)


def test_reasons_stay_as_they_are_in_english():
    with speaking("en"):
        for measure in MEASURES.values():
            assert reasons.told(measure.empty) == measure.empty


@pytest.mark.parametrize("name", HERE)
def test_no_marked_text_is_overlooked(name):
    """The extraction reads Python by its tokens; read as a tree, the code must mark the same texts."""
    for path in sorted((ROOT / "sousveil" / "report").glob(f"{name}.py")):
        assert marked(path) == {form for _context, text in of_file(path) for form in forms(text)}, path.name


def forms(text):
    return text if isinstance(text, tuple) else (text,)


def marked(path: Path) -> set[str]:
    """Texts in calls that mark them."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    named = ((call, CALLS[call.func.id]) for call in calls if getattr(call.func, "id", "") in CALLS)
    texts = (call.args[at] for call, which in named for at in which if at < len(call.args))
    return {text.value for text in texts if isinstance(text, ast.Constant) and text.value}


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_in_a_browser_the_controls_speak_chinese_and_nothing_sticks_out(tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    path = tmp_path / "page.html"
    path.write_text(page(Reading(run_folder(tmp_path, paper.history(replicates=1, people=1_000)))), encoding="utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_context(offline=True, color_scheme="light").new_page()
        complaints: list[str] = []
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        shown.goto(path.as_uri())
        before = shown.inner_text("#theme"), shown.inner_text("#map-title")
        shown.click("#theme")
        shown.focus("#map-time")
        shown.keyboard.press("ArrowRight")
        after = shown.inner_text("#theme"), shown.inner_text("#map-title")
        assert all(CHINESE.search(text) and not re.search("[A-Za-z]{2}", text) for text in (*before, *after))
        assert before[0] != after[0]
        assert before[1] != after[1]
        for width in (400, 1440):
            shown.set_viewport_size({"width": width, "height": 900})
            assert shown.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()
    assert complaints == []
