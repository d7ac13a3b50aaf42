"""summary.json, the table for people, assumed parameters."""

import json
import subprocess
import sys

import pytest

import paper
from sousveil.contract.registry import mechanisms
from sousveil.measures.assumed import assumed
from sousveil.measures.summary import summarise
from sousveil.measures.table import readable, table
from sousveil.records import archive
from sousveil.records.dataset import dataset


@pytest.fixture(scope="module")
def records():
    whole = paper.history()
    return dataset(whole, paper.meta(whole))


def test_the_summary_is_json_with_the_agreed_keys(records):
    made = summarise(records, {"simulate_s": 1.5, "device": "cpu"})
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    agreed = {"schema", "scenario", "people", "days", "seed", "measures", "performance", "assumed", "state_hash"}
    assert agreed | {"facts", "version", "replicates", "ignorance", "case_file", "places"} == set(made)
    assert made["performance"] == {"simulate_s": 1.5, "device": "cpu"}
    assert (made["schema"], made["scenario"], made["days"], made["seed"]) == (1, "on-paper", 60, 7)
    for entry in made["measures"]:
        assert set(entry) - {"reason"} == {
            "name", "group", "value", "low", "high", "assumed_low", "assumed_high", "unit", "per",
        }  # fmt: skip
        assert (entry["value"] is None) == ("reason" in entry)


def test_an_entry_reads_as_in_the_interface(records):
    entry = next(e for e in summarise(records)["measures"] if e["name"] == "wrongful_detentions")
    assert (entry["group"], entry["unit"], entry["per"]) == ("all", "people", "100,000 people a year")


def test_records_from_disk_give_the_same_measures_to_the_last_bit(tmp_path, records):
    archive.write(records, tmp_path / "records.zarr")
    assert summarise(archive.read(tmp_path / "records.zarr")) == summarise(records)


def test_assumed_names_are_parameters_of_the_scenario_s_mechanisms():
    names = list(mechanisms())[:3]
    made = assumed(names)
    own = [name for name in made if not name.startswith("officer_hours.")]
    expected = {
        f"{name}.{p.name}" for name in names for p in mechanisms()[name].parameters.values() if p.evidence == "assumed"
    }
    assert set(own) == expected and len(made) == len(set(made))
    assert "officer_hours.visit" in made


def test_the_table_has_a_row_a_measure_in_sections(records):
    summary = summarise(records)
    made = table(summary)
    assert [section.title for section in made] == [
        "speech", "watching", "liberty", "doors", "minds", "what the operator wanted", "the ruler",
    ]  # fmt: skip
    rows = {row.name: row for section in made for row in section.rows}
    assert len(rows) == len({entry["name"] for entry in summary["measures"]})
    assert rows["visits"].units == "visits per 100,000 people a year"
    assert " to " in rows["visits"].interval


def test_the_table_says_what_was_not_assessed_and_why_there_is_no_value():
    whole = paper.without(paper.history(replicates=1), "flag")
    rows = {row.name: row for section in table(summarise(dataset(whole, paper.meta(whole)))) for row in section.rows}
    assert rows["visits"].interval == "not assessed"
    assert (rows["flags"].text, rows["flags"].interval[:24]) == ("-", "nothing in this scenario")


def test_replicates_that_agree_are_not_called_certain():
    whole = paper.history()
    whole.counts[:, :, whole.events.index("visit")] = 1
    rows = {row.name: row for section in table(summarise(dataset(whole, paper.meta(whole)))) for row in section.rows}
    assert rows["visits"].interval == "the same in every replicate"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1234567.8, "1,234,568"), (99.96, "100"), (0.47219, "0.472"), (-3.456, "-3.46"), (2e-9, "2.0e-09"),
     (0.000012345, "0.0000123"), (5.0, "5")],
)  # fmt: skip
def test_numbers_for_people(value, text):
    assert readable(value) == text


def test_measures_do_not_need_jax():
    modules = "sousveil.measures.summary, sousveil.measures.verify, sousveil.measures.table"
    code = f"import sys, {modules}\nassert 'jax' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
