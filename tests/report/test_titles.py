"""Titles of scenarios that somebody changed are those of their base, said in the language of the page."""

import pytest

from sousveil.language import speaking
from sousveil.report.titles import CHANGED, NAMED, VARIANT, titled, told
from sousveil.scenario import load


@pytest.fixture(scope="module")
def pair():
    return load("open-society"), load("open-society", without=("courts",))


def test_a_changed_scenario_says_what_pages_take_apart(pair):
    base, changed = pair
    assert changed.title == CHANGED.format(title=base.title)
    assert changed.about == VARIANT.format(title=base.title)
    assert changed.label == NAMED.format(name=base.name)


def test_in_english_they_stay_as_they_are(pair):
    for one in pair:
        assert titled(one.title) == one.title
        assert told(one.about) == one.about
        assert told(one.label) == one.label


def test_the_title_of_the_base_is_translated_within(pair, monkeypatch):
    base, changed = pair
    known = {base.title: "BASE", CHANGED: "X {title} Y", VARIANT: "OF {title}", NAMED: "NAMED {name}"}
    monkeypatch.setattr(
        "sousveil.language.retelling._", lambda text, **values: known.get(text, text).format_map(values) if values
        else known.get(text, text)
    )  # fmt: skip
    with speaking("zh-Hans"):
        assert titled(changed.title) == "X BASE Y"
        assert titled(base.title) == "BASE"
        assert told(changed.about) == "OF BASE"
        assert told(changed.label) == f"NAMED {base.name}"
