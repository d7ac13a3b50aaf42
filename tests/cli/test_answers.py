"""Verbs that answer: list, explain, validate, schema, estimate."""

import json

import pytest

from sousveil import __version__
from sousveil.cli import main
from sousveil.contract.columns import AVERAGED, COLUMNS, COUNTED, PEOPLE_COLUMNS
from sousveil.contract.registry import mechanisms
from sousveil.scenario import load, names, schema


@pytest.fixture
def say(capsys):
    """Run a verb that succeeds; what it said on standard output."""

    def said(*arguments):
        assert main(list(arguments)) == 0
        seen = capsys.readouterr()
        assert seen.err == ""
        return seen.out

    return said


def test_without_a_verb_there_is_help(say):
    assert "Commands:" in say() and say() == say("--help")


def test_the_version_is_printed(say):
    assert say("--version").strip() == __version__


def test_list_shows_every_scenario_and_mechanism(say):
    text = say("list")
    assert all(name in text for name in (*names(), *mechanisms()))
    content = json.loads(say("list", "--json"))
    assert [one["name"] for one in content["scenarios"]] == list(names())
    assert [one["name"] for one in content["mechanisms"]] == list(mechanisms())
    assert all(one["about"] for one in content["scenarios"]) and all(one["doc"] for one in content["mechanisms"])


def test_explain_gives_every_number_of_a_parameter(say):
    (entry,) = json.loads(say("explain", "trust.own", "--json"))
    parameter = mechanisms()["trust"].parameters["own"]
    assert entry["unit"] == parameter.unit and entry["evidence"] == parameter.evidence
    assert float(entry["default"]) == parameter.default and entry["doc"] == parameter.doc
    assert entry["range"] == "0 to 1" and "source" in entry


def test_explain_gives_the_value_in_a_scenario(say, tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text("schema: 1\nname: my\nbase: all-off\npatches: [{day: 9, set: {trust.own: {urban: 0.5}}}]\n")
    (entry,) = json.loads(say("explain", "trust.own", "--in", str(path), "--json"))
    default = mechanisms()["trust"].parameters["own"].default
    assert entry["in my"] == f"{default:g}; from day 9: 0.5 in urban, {default:g} elsewhere"


def test_explain_knows_each_kind_of_name_and_all_meanings_of_one(say):
    kinds = {name: [one["kind"] for one in json.loads(say("explain", name, "--json"))] for name in
             ("fear", "visit", "minority", "open_climate", "wrongful_detentions", "all-off", "age_0_14")}  # fmt: skip
    assert kinds["fear"] == ["mechanism of BELIEVE", "column", "measure"]
    assert kinds["visit"] == ["event of ENFORCE"]
    assert kinds["minority"] == ["field of the column traits", "group that counts are split by"]
    assert kinds["open_climate"] == ["shared number of the polity, kept for every place"]
    assert kinds["wrongful_detentions"] == ["measure"]
    assert kinds["all-off"] == ["scenario: Nobody is watched"]
    assert kinds["age_0_14"] == ["value of the column age", "group that counts are split by"]


def test_every_name_can_be_explained(say):
    parameters = [f"{name}.{key}" for name, cls in mechanisms().items() for key in cls.parameters]
    for name in (*mechanisms(), *parameters[::9], *(column.name for column in COLUMNS), *AVERAGED, *COUNTED):
        assert name in say("explain", name)


def test_validate_says_what_differs(say, tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text("schema: 1\nname: my\nbase: all-off\npeople: 200_000\nset: {trust.own: 5 %}\nwithout: [protest]\n")
    text = say("validate", str(path))
    assert "valid" in text and "people: 1000000 -> 200000" in text
    assert "trust.own: " in text and "-> 0.05" in text and "protest: in -> out" in text


@pytest.mark.parametrize("name", names())
def test_validate_full_prints_the_whole_which_is_the_same_scenario(say, tmp_path, name):
    path = tmp_path / "full.yaml"
    path.write_text(say("validate", name, "--full"))
    assert load(path) == load(name)
    content = json.loads(say("validate", str(path), "--json"))
    assert content["valid"] and content["digest"] == load(name).digest
    assert set(content["scenario"]["parameters"]) == set(load(name).parameters)


def test_validate_takes_overrides(say):
    content = json.loads(say("validate", "all-off", "-o", "trust.own=0.5", "--without", "protest", "--json"))
    assert content["scenario"]["parameters"]["trust.own"] == 0.5
    assert "protest" not in content["scenario"]["mechanisms"]


def test_schema_is_the_schema(say):
    assert json.loads(say("schema")) == schema()


def test_estimate_counts_every_column_and_grows_with_people(say):
    small, large = (json.loads(say("estimate", "--people", size, "--json")) for size in ("1e6", "1e8"))
    assert small["columns"] == {column.name: column.bytes for column in PEOPLE_COLUMNS if not column.small_world}
    assert small["peak"] > small["slots"] * sum(small["columns"].values())
    assert large["peak"] > small["peak"] and large["seconds"] > small["seconds"]
    assert "an estimate" in small["seconds_are"] and "an estimate" in say("estimate")
