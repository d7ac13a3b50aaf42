"""Levels, changes and differences of a run: what has to add up does, and pairs share their luck."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sousveil.measures.interval import estimate
from sousveil.world.calendar import DATE_YEAR
from sousveil.world.measures import LEVELS, MEASURES, SINCE
from sousveil.world.run import WorldRun
from sousveil.world.summary import measure_files

LATER = slice(DATE_YEAR + 1, None)
# gained less lost is the change of the level; a law once copied stays
BALANCES = {
    "has_copied": ("copied_law", None), "is_open": ("crossed_to_open", "crossed_to_closed"),
    "leans_closed": ("won_over_since", "won_back_since"),
}  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "guessed_"])
@pytest.mark.parametrize("state", BALANCES)
def test_changes_add_up_to_the_change_of_the_level(small: WorldRun, state: str, prefix: str) -> None:
    gained, lost = BALANCES[state]
    level = small.records[prefix + state].astype(int)
    moved = level.sel(year=LATER) - level.sel(year=DATE_YEAR)
    told = small.records[f"{prefix}changed_{gained}"].sel(year=LATER).astype(int)
    if lost:
        told = told - small.records[f"{prefix}changed_{lost}"].sel(year=LATER)
    assert (told == moved).all()
    assert (moved != 0).any()


def test_distinct_countries_are_fewer_than_what_befell_them(small: WorldRun) -> None:
    befell = small.records["drops_system"].sel(year=LATER).cumsum("year")
    countries = small.records["changed_dropped_one"].sel(year=LATER)
    assert (countries <= befell).all() and (countries < befell).any() and (countries > 0).any()


def test_signatures_up_to_the_date_are_those_of_the_panel(small: WorldRun) -> None:
    counted = small.records["signs_support"].isel(arm=0).sel(group="all", year=slice(None, DATE_YEAR)).sum("year")
    assert small.records["times_signs_support"].sum("country").values.tolist() == counted.values.tolist()


def test_what_begins_after_2020_leaves_the_years_before_alone(small: WorldRun) -> None:
    for event in ("runs_system", "signs_support", "opens", "drops_system"):
        counts = small.records[event]
        before = counts.sel(year=slice(None, DATE_YEAR))
        assert (before.sel(arm="no-offers") == before.sel(arm="as-it-was")).all()
        assert (before.sel(arm="coalition") == before.sel(arm="as-it-was")).all()
    after = small.records["runs_exporters"].sel(year=2030, group="all")
    assert (after.sel(arm="no-offers") < after.sel(arm="as-it-was")).all()


def entry(small: WorldRun, kind: str, **wanted: object) -> dict[str, object]:
    found = [e for e in small.summary[kind] if all(e[key] == value for key, value in wanted.items())]
    assert len(found) == 1
    return found[0]


def test_a_difference_is_that_of_pairs(small: WorldRun) -> None:
    asked = {"name": "adopted", "group": "wavering", "year": 2030}
    told = entry(small, "differences", arm="all", **asked)
    mine = small.records["changed_adopted"].sel(year=2030, group="wavering").astype(float)
    pairs = (mine.sel(arm="all") - mine.sel(arm="as-it-was")).values
    expected = estimate(pairs.tolist())
    assert expected is not None
    assert (told["value"], told["low"], told["high"]) == (expected.value, expected.low, expected.high)
    levels = [entry(small, "measures", arm=arm, **asked)["value"] for arm in ("all", "as-it-was")]
    assert told["value"] == pytest.approx(levels[0] - levels[1])  # type: ignore[operator]
    guesses = small.records["guessed_changed_adopted"].sel(year=2030, group="wavering").astype(float)
    apart = (guesses.sel(arm="all") - guesses.sel(arm="as-it-was")).values
    assert (told["assumed_low"], told["assumed_high"]) == (apart.min(), apart.max())
    assert told["same_sign"] == np.mean(np.sign(apart) == np.sign(told["value"]))  # type: ignore[call-overload]
    assert told["against"] == "as-it-was"


def test_every_measure_is_told_of_every_class_and_condition(small: WorldRun) -> None:
    arms, groups = small.records.sizes["arm"], small.records.sizes["group"]
    assert len(small.summary["measures"]) == arms * groups * (3 * len(LEVELS) + 2 * len(SINCE))
    assert len(small.summary["differences"]) == (arms - 1) * groups * (3 * len(LEVELS) + 2 * len(SINCE))
    assert {e["name"] for e in small.summary["differences"]} == {m.name for m in MEASURES}


def test_luck_of_the_mean_is_narrower_than_that_of_one_world(small: WorldRun) -> None:
    told = entry(small, "measures", name="running", arm="as-it-was", group="all", year=2019)
    assert told["world_low"] < told["low"] < told["value"] < told["high"] < told["world_high"]  # type: ignore[operator]


def test_it_can_be_written_down(small: WorldRun) -> None:
    files = measure_files(small.summary)
    assert set(files) == {"summary.json", "measures.csv", "differences.csv"}
    assert json.loads(files["summary.json"])["differences"] == small.summary["differences"]


def test_a_notebook_shows_the_question_and_says_that_it_is_no_forecast(small: WorldRun) -> None:
    shown = small._repr_html_()
    assert "never a forecast" in shown and "<td>adopted</td>" in shown and "<td>all</td>" in shown
    assert repr(small) == "WorldRun('world-2020', 196 countries, 6 replicates of 6 conditions)"
