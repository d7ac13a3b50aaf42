"""Ranges over what was assumed."""

import json

import polars as pl
import pytest

import paper
from sousveil.cli import main
from sousveil.measures.counts import Counts
from sousveil.measures.ignorance import Ignorance
from sousveil.measures.officers import TASKS, assumed_hours, guessed_hours, officer_hours
from sousveil.records.dataset import dataset


def entry(value, name="flags"):
    return {"name": name, "group": "all", "value": value}


def test_a_range_holds_every_run_that_has_a_value_and_the_run_itself():
    made = Ignorance.of([[entry(3.0)], [entry(None)], [entry(5.0)]], people=10, parameters=2)
    assert made.document() == {"draws": 3, "people": 10, "parameters": 2}
    for value, span in ((4.0, (3.0, 5.0)), (7.0, (3.0, 7.0)), (1.0, (1.0, 5.0))):
        found = made.beside([entry(value)])[0]
        assert (found["assumed_low"], found["assumed_high"]) == span
    assert "assumed_low" not in made.beside([entry(1.0, "visits")])[0]
    assert "assumed_low" not in made.beside([entry(None)])[0]


def test_officers_hours_are_guesses_as_well():
    whole = paper.history()
    records = dataset(whole, paper.meta(whole))
    lowest, highest = (guessed_hours(dict.fromkeys(assumed_hours(), at)) for at in (0.0, 1.0))
    assert lowest == {task.name: task.within[0] for task in TASKS}
    assert highest == pytest.approx({task.name: task.within[1] for task in TASKS})
    low, mine, high = (officer_hours(Counts(records, g))[0, 0] for g in (lowest, {}, highest))
    assert low < mine < high


SCENARIO = """\
schema: 1
name: corner
mechanisms: [platform, messaging, fear, adaptation, opinion, audit]
people: 2000
days: 4
set: {fear.start: 0.2}
"""


def test_other_guesses_move_the_measures_and_not_the_run(tmp_path, capsys):
    (tmp_path / "corner.yaml").write_text(SCENARIO)
    ask = ["run", str(tmp_path / "corner.yaml")]
    assert main([*ask, "--out", str(tmp_path / "plain"), "--no-report", "--quiet"]) == 0
    assert main([*ask, "--out", str(tmp_path / "run"), "--ignorance", "3"]) == 0
    shown = capsys.readouterr().out
    assert "3 runs of 2,000 people" in shown
    plain, made = (json.loads((tmp_path / name / "summary.json").read_text()) for name in ("plain", "run"))
    assert plain["state_hash"] == made["state_hash"] and plain["ignorance"] is None
    assert (made["ignorance"]["draws"], made["ignorance"]["people"]) == (3, 2000)
    before, after = ({(e["name"], e["group"]): e for e in one["measures"]} for one in (plain, made))
    assert {key: e["value"] for key, e in before.items()} == {key: e["value"] for key, e in after.items()}
    fear, none = after["fear", "all"], before["fear", "all"]
    assert fear["assumed_low"] < fear["value"] < fear["assumed_high"]  # fear at the start may be half or twice the odds
    assert none["assumed_low"] is None
    csv = pl.read_csv(tmp_path / "run" / "measures.csv").filter(pl.col("name") == "fear")
    assert csv["assumed_high"][0] == fear["assumed_high"]
    page = (tmp_path / "run" / "report.html").read_text()
    assert "range over assumptions" in page and "--ignorance 3" in page
    assert main(["verify", str(tmp_path / "run"), "--rerun", "--quiet"]) == 0


def test_without_further_runs_everything_says_not_assessed(tmp_path, capsys):
    (tmp_path / "corner.yaml").write_text(SCENARIO)
    assert main(["run", str(tmp_path / "corner.yaml"), "--out", str(tmp_path / "run")]) == 0
    assert "ranges over what was assumed: not assessed" in capsys.readouterr().out
    assert "range over assumptions: not assessed" in (tmp_path / "run" / "report.html").read_text()
