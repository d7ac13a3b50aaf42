"""The page of a world in Simplified Chinese: nothing is left in English, no number moves, and its script speaks it."""

import json
import re
import shutil

import pytest

from sousveil.language import _, speaking
from sousveil.nations import load
from sousveil.report.world.page import page as written
from sousveil.report.world.reading import WorldReading
from tests.language.worlds import CHINESE, left

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HAN = re.compile(r"[\u4e00-\u9fff]")
LETTERS = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def chinese(reading):
    with speaking(CHINESE):
        return written(reading)


@pytest.fixture(scope="module")
def reading(folder):
    return WorldReading(folder)


def held(text, name):
    """The numbers and words that the page's script reads."""
    return json.loads(re.search(rf'id="{name}">(.*?)</script>', text, re.S)[1])


def test_nothing_is_left_in_english(chinese):
    assert left(chinese) == []


def test_one_reading_gives_a_page_in_each_language(reading, chinese, text):
    assert written(reading) == text
    assert '<html lang="zh-Hans">' in chinese


def test_names_of_countries_and_all_that_the_script_says_are_chinese(chinese, text):
    past, classes = held(chinese, "past-data"), held(chinese, "class-data")
    names = past["names"]
    assert len(set(names)) == len(names) == len(held(text, "past-data")["names"])
    said = [*names, *past["words"].values(), *(one["name"] for one in past["simulated"])]
    said += [note for layer in past["documented"] for note in layer["notes"]]
    said += [*classes["measures"], *classes["arms"]]
    said += [one for kind in classes["kinds"] for one in (*kind["names"], *kind["letters"])]
    assert [one for one in said if not HAN.search(one) or LETTERS.search(one)] == []
    says = [*past["says"].values(), *classes["says"].values()]
    assert [one for one in says if LETTERS.search(re.sub(r"\{\w+\}", "", one))] == []


def test_letters_tell_the_classes_of_a_map_apart(chinese):
    for kind in held(chinese, "class-data")["kinds"]:
        assert len(set(kind["letters"])) == len(kind["letters"])


def test_no_number_moves(chinese, text):
    for name, keys in (("past-data", ("years", "worlds")), ("class-data", ("years", "fewest"))):
        mine, theirs = held(chinese, name), held(text, name)
        assert [mine[key] for key in keys] == [theirs[key] for key in keys]
    assert [one["values"] for one in held(chinese, "past-data")["simulated"]] == [
        one["values"] for one in held(text, "past-data")["simulated"]
    ]
    assert [(kind["sizes"], kind["values"]) for kind in held(chinese, "class-data")["kinds"]] == [
        (kind["sizes"], kind["values"]) for kind in held(text, "class-data")["kinds"]
    ]


def test_after_the_record_no_country_is_told_by_itself(chinese, reading):
    section = re.search(r'<section id="classes".*?</section>', chinese, re.S)[0]
    with speaking(CHINESE):
        names = {_(str(name)) for name in reading.records["name"].values}
    assert [name for name in names if name in section] == []


def test_what_a_run_keeps_is_english_whatever_its_page_is():
    before = load().fallback
    with speaking(CHINESE):
        assert load().fallback == before
    assert not HAN.search(before)


@pytest.fixture(scope="module")
def shown(chinese, tmp_path_factory):
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    path = tmp_path_factory.mktemp("chinese") / "report.html"
    path.write_text(chinese, encoding="utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True, color_scheme="light").new_page()
        page.goto(path.as_uri())
        yield page
        browser.close()


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_the_maps_speak_chinese_when_their_controls_move(shown):
    before = [shown.inner_text(where) for where in ("#past-note", "#past-shown", "#class-title", "#class-list")]
    for where in ("#past-time", "#class-time"):
        shown.focus(where)
        shown.keyboard.press("ArrowLeft")
    shown.select_option("#past-simulated", index=1)
    shown.select_option("#class-kind", index=1)
    after = [shown.inner_text(where) for where in ("#past-note", "#past-shown", "#class-title", "#class-list")]
    shown.hover("#past-below g >> nth=0")
    after.append(shown.inner_text("#world-said"))
    assert [text for text in (*before, *after) if not HAN.search(text) or LETTERS.search(text) or "{" in text] == []
    assert all(one != other for one, other in zip(before, after, strict=False))


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
@pytest.mark.parametrize("width", [400, 1440])
def test_nothing_is_wider_than_the_window(shown, width):
    shown.set_viewport_size({"width": width, "height": 900})
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
