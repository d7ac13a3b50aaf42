"""Two kinds of worlds with the same luck: effects world by world, one globe or two, and what is refused."""

import json

import numpy as np
import polars as pl
import pytest

from sousveil.cli import main
from sousveil.compare import compare, worlds
from sousveil.compare.worlds import BASELINE, REFORM, changed_values, compare_worlds, document, keep
from sousveil.contract.errors import RequestError
from sousveil.language import speaking
from sousveil.report.world import comparing
from sousveil.scenario import load
from tests.language.worlds import CHINESE, left

NO_OFFERS = ["suppliers.reach=0"]


@pytest.fixture(scope="module")
def pair():
    """Changed parameters: both sides are arms of one globe."""
    return compare_worlds("world-2020", set=NO_OFFERS, replicates=5, guesses=2)


@pytest.fixture(scope="module")
def apart():
    """A rule taken out: two globes."""
    return compare_worlds("world-2020", without=["alliance"], replicates=4)


def held(records, variable, year, group="all"):
    return records[variable].sel(year=year, group=group).values[0].astype(float)


def test_effects_are_differences_of_worlds_with_the_same_luck(pair):
    assert pair.globes == 1
    entries = {(row["name"], row["year"], row["group"]): row for row in pair.entries}
    for name, variable in (("running", "runs_system"), ("adopted", "changed_adopted")):
        row = entries[name, 2030, "wavering"]
        moved = held(pair.records[1], variable, 2030, "wavering") - held(pair.records[0], variable, 2030, "wavering")
        assert row["effect"] == pytest.approx(moved.mean())
        assert row["low"] < row["effect"] < row["high"]
        # 2.776: Student's t with four degrees of freedom, at 97.5 %
        assert row["high"] - row["effect"] == pytest.approx(2.776 * moved.std(ddof=1) / 5**0.5, rel=1e-3)
        guesses = [side[f"guessed_{variable}"].sel(year=2030, group="wavering").values[0] for side in pair.records]
        found = [*(guesses[1].astype(int) - guesses[0]).tolist(), row["effect"]]
        assert (row["assumed_low"], row["assumed_high"]) == (min(found), max(found))
    assert entries["running_exporters", 2019, "all"]["says"] == "falls"


def test_one_globe_and_two_give_the_same_to_the_last_bit(pair, monkeypatch):
    monkeypatch.setattr(worlds, "changed_values", lambda first, second: None)
    other = compare_worlds("world-2020", set=NO_OFFERS, replicates=5, guesses=2)
    assert other.globes == 2
    for mine, theirs in zip(pair.records, other.records, strict=True):
        for name in mine.data_vars:
            assert np.array_equal(mine[name].values, theirs[name].values), name


def test_what_a_change_does_not_reach_differs_by_exactly_nothing(apart):
    assert apart.globes == 2
    first = int(load("world-2020").parameters["alliance.start"])
    before = (first - 1) // 4 + 2013
    for name in ("runs_system", "has_copied", "stands_for", "drops_system", "is_open"):
        one, other = (side[name].sel(year=slice(None, before - 1)).values for side in apart.records)
        assert np.array_equal(one, other), name
    assert not np.array_equal(*(side["drops_system"].values for side in apart.records))


def test_what_is_changed_is_told(pair):
    reach = load("world-2020").parameters["suppliers.reach"]
    told = {"what": "suppliers.reach", "baseline": reach, "reform": 0.0, "quarter": 1}
    assert document(pair)["differences"] == [told]


def test_a_measure_that_one_side_cannot_make_has_a_reason():
    first, second = load("world-2020"), load("world-2020", without=("exit",))
    assert changed_values(first, second) is None
    made = compare_worlds(first, second, replicates=1, quarters=40)
    rows = [row for row in made.entries if row["name"] == "dropped"]
    assert [(row["effect"], row["reason"]) for row in rows] == [(None, "nothing in the reform makes it")]
    assert all(row["low"] is None for row in made.entries)
    assert "nothing in the reform makes it" in comparing.page(document(made))


def test_the_folder_holds_both_sides_effects_document_and_page(pair, tmp_path):
    made = document(pair)
    folder = keep(tmp_path / "kept", pair, made, {"compare.html": comparing.page(made)})
    assert {path.name for path in folder.iterdir()} == {
        "baseline.yaml", "reform.yaml", "compare.json", "effects.csv", "compare.html"
    }  # fmt: skip
    assert json.loads((folder / "compare.json").read_text()) == made
    assert pl.read_csv(folder / "effects.csv", infer_schema_length=None).height == len(made["effects"])
    assert load(str(folder / "reform.yaml")).parameters["suppliers.reach"] == 0
    page = (folder / "compare.html").read_text()
    row = next(r for r in made["effects"] if (r["name"], r["year"], r["group"]) == ("adopted", 2030, "wavering"))
    assert comparing.signed(row["effect"]) in page
    assert "suppliers.reach" in page
    assert "<script src" not in page
    assert "Northern America" not in page


def test_the_page_in_chinese_leaves_nothing_in_english(pair, apart):
    for made in map(document, (pair, apart)):
        with speaking(CHINESE):
            assert left(comparing.page(made)) == []


def test_courses_tell_both_sides_year_by_year(pair):
    rows = [row for row in document(pair)["courses"] if (row["variable"], row["group"]) == ("runs_system", "all")]
    assert {row["side"] for row in rows} == {BASELINE, REFORM}
    assert len(rows) == 2 * pair.records[0].sizes["year"]
    last = next(row for row in rows if (row["side"], row["year"]) == (REFORM, 2030))
    assert last["value"] == pytest.approx(held(pair.records[1], "runs_system", 2030).mean())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["world-2020", "open-society"], "cannot be compared with a society of people"),
     (["open-society", "world-2020"], "cannot be compared with a society of people"),
     (["world-2020"], "there is no reform"),
     (["world-2020", "world-2020"], "the reform equals the baseline"),
     (["world-2020", "--without", "shock", "--people", "100"], "as many as its tables hold"),
     (["world-2020", "--without", "shock", "--test", "1"], "no lives are told"),
     (["world-2020", "--without", "shock", "--days", "8"], "counted in quarters"),
     (["world-2020", "-o", "suppliers.reech=0"], "unknown parameter")],
)  # fmt: skip
def test_a_wrong_request_is_one_clear_error_and_nothing_is_written(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["compare", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("where:") == 1
    assert said in told.err
    assert list(tmp_path.iterdir()) == []


def test_lives_of_countries_are_not_compared():
    with pytest.raises(RequestError, match="compare_worlds"):
        compare("world-2020", without=["shock"])


def test_the_command_writes_a_table_and_json_is_one_document(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    asked = ["compare", "world-2020", *["-o", "shock.quarters=0", "--replicates", "2", "--quarters", "32"]]
    assert main([*asked, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["table"], made["countries"], made["quarters"], made["replicates"]) == ("countries", 196, 32, 2)
    assert list(tmp_path.iterdir()) == []
    assert main([*asked, "--out", "kept"]) == 0
    said = capsys.readouterr().out
    assert "shock.quarters" in said
    assert (tmp_path / "kept" / "compare.html").exists()
