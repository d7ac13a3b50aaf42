"""What things show of themselves in a notebook: the right numbers, whole HTML without script, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from report.folders import HOSTILE, Outline

from sousveil.compare import Pair, weigh
from sousveil.compare.pair import pair_card
from sousveil.compare.weighing import document as weighing_document
from sousveil.compare.weighing import weighing_card
from sousveil.finished import Run
from sousveil.measures.card import run_card
from sousveil.measures.paired import said
from sousveil.measures.table import readable, readable_signed
from sousveil.scenario import load
from sousveil.sweep import calibrate, sensitivity, sweep
from sousveil.sweep.card import calibration_card, sensitivity_card

CONDUCT = Path(__file__).parents[1] / "sweep" / "conduct.yaml"
SMALL: Any = {"people": 800, "days": 3, "keep": False}
TARGET = {"figure": "incidents", "published": 3e6, "unit": "offences per 100,000 people a year", "tolerance": 5e5,
          "reason": "none", "source": f"Author 2020 {HOSTILE}"}  # fmt: skip


def rows(shown: str) -> Iterator[list[str]]:
    """The cells of every row, as texts."""
    for row in re.findall(r"<tr>(.*?)</tr>", shown):
        yield [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]


def row(shown: str, first: str) -> list[str]:
    """The row that begins so."""
    return next(cells for cells in rows(shown) if cells[0] == first)


def whole(shown: str) -> str:
    """The text of a card that is whole HTML, has no script, and loads nothing."""
    outline = Outline(shown)
    assert outline.left_open == []
    tags = {tag for tag, _ in outline.elements}
    assert tags <= {"div", "style", "p", "b", "table", "caption", "thead", "tbody", "tr", "th", "td", "pre", "details",
                    "summary"}  # fmt: skip
    loading = {"src", "href", "style", "onerror", "onload", "background"}
    assert not loading & {key for _, attributes in outline.elements for key in attributes}
    assert re.search(r"url\(|@import|https?:", shown.partition("</style>")[0]) is None
    return outline.text("")


def test_a_run_shows_its_measures_with_intervals_and_what_was_assumed(lived: Run) -> None:
    shown = lived._repr_html_()
    text = whole(shown)
    for entry in lived.summary["measures"]:
        if entry["group"] != "all":
            continue
        cells = row(shown, entry["name"].replace("_", " "))
        if entry["value"] is None:
            assert cells[1] == entry["reason"]
            continue
        assert cells[1] == readable(entry["value"])
        if entry["low"] != entry["high"]:
            assert cells[2] == f"{readable(entry['low'])} to {readable(entry['high'])}"
        assert cells[4] == " per ".join(filter(None, (entry["unit"], entry["per"])))
    assert "20,000 synthetic people; 30 days; seed 1; 2 replicates" in text and str(lived.folder) in text
    assumed = lived.summary["assumed"]
    assert f"{len(assumed)} numbers are assumed" in text and all(name in text for name in assumed)
    assert repr(lived) == "Run('everything-app', 20,000 people, 30 days, seed 1, replicates 2)"


def test_one_replicate_says_that_luck_is_not_assessed(lived: Run) -> None:
    alone = {**lived.summary, "replicates": 1}
    assert "luck is not assessed" in run_card("x", alone, None) and "nothing was written" in run_card("x", alone, None)


def test_a_pair_shows_what_differs_and_every_effect(paired: Pair) -> None:
    shown = paired._repr_html_()
    text = whole(shown)
    assert row(shown, "scoring") == ["scoring", "in", "out", "1"]
    moved = 0
    for entry in paired.entries:
        name = entry["name"].replace("_", " ")
        if entry["group"] != "all" or entry["effect"] is None or said(entry) == "none":
            continue
        moved += 1
        cells = row(shown, name)
        assert cells[1:4] == [readable(entry["baseline"]), readable(entry["reform"]), readable_signed(entry["effect"])]
        assert cells[4] == f"{readable_signed(entry['low'])} to {readable_signed(entry['high'])}"
        assert cells[6] == said(entry)
    assert moved
    assert f"In the first pair {paired.parted.height:,} l" in text and "2 pairs" in text
    assert "2 pairs" not in repr(paired) and "pairs 2" in repr(paired)


def test_a_weighing_shows_every_option_on_every_measure() -> None:
    scenario = load("everything-app", people=2000, days=10)
    made = weigh(scenario, ["appeal"], harms=["visits"], goals=["incidents"], replicates=2)
    idle = weighing_card(weighing_document(made) | {"idle": {HOSTILE: HOSTILE}})
    assert "img src" in whole(idle) and "<img" not in idle
    shown = made._repr_html_()
    whole(shown)
    entry = next(e for e in made.options[0].entries if e["name"] == "visits" and e["group"] == "all")
    cells = row(shown, "appeal")
    assert cells[1] == ("yes" if ("appeal",) in made.front else "no")
    assert cells[2].startswith(f"{readable_signed(entry['effect'])} (")
    assert repr(made) == "Weighing('everything-app', 1 option on 2 measures, replicates 2)"


def test_a_sweep_shows_what_was_swept_and_between_what_each_measure_lies() -> None:
    made = sweep("all-off", ["trust.own=0.1,0.9", "people=500,2e9"], days=5, replicates=2, keep=False)
    shown = made._repr_html_()
    text = whole(shown)
    assert row(shown, "trust.own")[2:] == ["0.1", "0.9", "2"]
    assert "2 done, 2 failed" in text
    trust = made.points["trust"].drop_nulls()
    assert row(shown, "trust")[1:4] == [readable(trust.min()), readable(trust.max()), "2"]  # type: ignore[arg-type]


def test_a_sensitivity_study_shows_the_foremost_guesses() -> None:
    pytest.importorskip("SALib", reason="the extra `sensitivity` is not installed")
    made = sensitivity(CONDUCT, ["incidents"], only=["conduct.incident", "conduct.watched"], trajectories=4,
                       samples=16, **SMALL)  # fmt: skip
    shown, one = made._repr_html_(), made.document()
    whole(shown)
    foremost = one["indices"]["incidents"]["effects"][0]
    assert row(shown, foremost["name"])[1:3] == [readable(foremost["total"]), f"± {readable(foremost['total_reach'])}"]
    whole(sensitivity_card({**one, "scenario": {"title": HOSTILE, "name": "x"}}, None))


def test_a_calibration_shows_what_is_left_and_escapes_sources() -> None:
    made = calibrate(CONDUCT, [TARGET, TARGET | {"held_back": True}], ["conduct.incident"], points=40, rounds=2,
                     **SMALL)  # fmt: skip
    shown, one = made._repr_html_(), made.document()
    assert HOSTILE in whole(shown).replace("&#x27;", "'") and "<script" not in shown
    free = one["free"][0]
    assert row(shown, "conduct.incident")[2] == readable(free["median"])
    assert row(shown, "incidents")[4] in {target["verdict"] for target in one["targets"]}
    assert "no calibration" in calibration_card({**one, "met": False, "threshold": 3.0}, None)


def test_nothing_that_people_write_becomes_markup(lived: Run, paired: Pair) -> None:
    hostile = lived.scenario.model_copy(update={"title": HOSTILE, "about": HOSTILE, "label": HOSTILE})
    summary = {**lived.summary, "assumed": [HOSTILE]}
    other: Mapping[str, Any] = {"what": HOSTILE, "baseline": HOSTILE, "reform": 1, "day": 1}
    cards = [
        hostile._repr_html_(),
        run_card(HOSTILE, summary, Path(HOSTILE)), replace(lived, scenario=hostile)._repr_html_(),
        pair_card(hostile, hostile, [other], paired.entries, 2, {"parted": 1, "fates": 0}),
    ]  # fmt: skip
    for shown in cards:
        assert "img src" in whole(shown) and "<img" not in shown and "<script" not in shown


def test_a_scenario_shows_its_size_and_its_file() -> None:
    scenario = load("city-points")
    text = whole(scenario._repr_html_())
    assert scenario.size in text and f"seed {scenario.seed}" in text and "base:" in text
