"""A wrong request: one short block on standard error, exit code 2, nothing on standard output, nothing written."""

import json

import pytest
from small import ROOT

from sousveil.cli import main

FILES = {
    "root.yaml": ROOT,
    "tab.yaml": "schema: 1\nname: x\nbase:\tall-off\n\tpeople: 3\n",
    "twice.yaml": "schema: 1\nname: x\nbase: all-off\nbase: all-off\n",
    "no.yaml": "schema: 1\nname: x\nbase: all-off\nomniscient: no\n",
    "key.yaml": "schema: 1\nname: x\nbase: all-off\npeeple: 3\n",
    "ring.yaml": "schema: 1\nname: x\nbase: ring.yaml\n",
    "range.yaml": "schema: 1\nname: x\nbase: all-off\nset: {trust.own: 7}\n",
    "patch.yaml": "schema: 1\nname: x\nbase: all-off\ndays: 9\npatches: [{day: 10, set: {trust.own: 0.7}}]\n",
    "persons.csv": "name,count\nMary,1\n",
    "persons.yaml": "schema: 1\nname: x\nbase: all-off\npopulation: {table: persons.csv}\n",
}

WRONG = [
    (["rnu"], "did you mean 'run'?"),
    (["run", "--peeple", "3"], "did you mean '--people'?"),
    (["run", "everything-ap"], "did you mean 'everything-app'?"),
    (["run", "missing.yaml"], "no such file"),
    (["run", "tab.yaml"], "tab.yaml:4"),
    (["run", "twice.yaml"], "twice.yaml:4"),
    (["run", "no.yaml"], "in quotes, or true, or false"),
    (["run", "key.yaml"], "did you mean 'people'?"),
    (["run", "ring.yaml"], "its own base"),
    (["run", "range.yaml"], "a number from 0 to 1"),
    (["run", "patch.yaml"], "1 to 9"),
    (["run", "persons.yaml"], "never holds persons"),
    (["run", "latin.yaml"], "not UTF-8"),
    (["run", "--people", "0"], "1 to 2,000,000,000"),
    (["run", "--people", "-5"], "1 to 2,000,000,000"),
    (["run", "--people", "many"], "a whole number"),
    (["run", "--people", "1e30"], "1 to 2,000,000,000"),
    (["run", "--days", "0"], "1 to 36,500"),
    (["run", "--days", "1.5"], "a whole number"),
    (["run", "--seed", "-1"], "0 to 2^63 - 1"),
    (["run", "--replicates", "0"], "from 1 to"),
    (["run", "-o", "trust.own"], "path=value"),
    (["run", "-o", "trust.onw=1"], "did you mean 'trust.own'?"),
    (["run", "-o", "trust.own=3"], "a number from 0 to 1"),
    (["run", "-o", "trust.own=5 parsecs"], "unknown unit"),
    (["run", "--without", "scorin"], "did you mean 'scoring'?"),
    (["run", "--with", "scoring"], "already"),
    (["run", "all-off", "--people", "100", "--out", "full"], "not empty"),
    (["run", "all-off", "--people", "100", "--out", "root.yaml"], "is a file"),
    (["validate", "key.yaml"], "key.yaml:4"),
    (["validate"], "missing argument"),
    (["explain", "suspicon"], "did you mean 'suspicion'?"),
    (["explain", "trust.own", "--in", "nowhere"], "unknown scenario"),
    (["estimate", "--people", "0"], "1 to 2,000,000,000"),
    (["report", "missing"], "missing"),
    (["report", "full"], "run.json"),
    (["verify", "full"], "not a run folder"),
]


@pytest.fixture
def there(tmp_path, monkeypatch):
    """A working folder with wrong files and a folder that is not empty."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "latin.yaml").write_bytes(b"schema: 1\nname: caf\xe9\n")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    return tmp_path


def content(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_it_is_refused_in_one_block(there, capsys, arguments, said):
    before = content(there)
    assert main(arguments) == 2
    seen = capsys.readouterr()
    assert seen.out == "" and "Traceback" not in seen.err
    assert said in seen.err
    assert 1 <= len(seen.err.strip().splitlines()) <= 6
    assert content(there) == before


def test_with_json_the_error_is_the_document(there, capsys):
    assert main(["validate", "key.yaml", "--json"]) == 2
    seen = capsys.readouterr()
    assert json.loads(seen.out)["error"] == {
        "problem": "unknown key 'peeple'",
        "where": "key.yaml:4",
        "found": "",
        "allowed": json.loads(seen.out)["error"]["allowed"],
        "nearest": "people",
    }
    assert "unknown key 'peeple'" in seen.err


def test_an_unwritable_place_is_refused(there, capsys, monkeypatch):
    (there / "file").write_text("")
    assert main(["run", "all-off", "--people", "100", "--days", "1", "--out", "file/below"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_more_people_than_memory_holds_are_refused_before_anything_is_written(there, capsys):
    before = content(there)
    assert main(["run", "--people", "2e9", "--replicates", "100"]) == 2
    seen = capsys.readouterr()
    assert "GiB" in seen.err and "at most about" in seen.err
    assert content(there) == before and not (there / "runs").exists()
