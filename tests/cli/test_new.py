"""`sousveil new mechanism`: a package that passes its own tests as written, or one block and nothing."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sousveil import __version__
from sousveil.cli import main
from sousveil.cli.newing import BEGINNINGS, Beginning, Settling
from sousveil.contract import events, registry
from sousveil.contract.phases import Phase
from sousveil.scenario import load, names

ROOT = Path(__file__).resolve().parents[2]
PHASES = [phase.name for phase in BEGINNINGS]

WRONG = [
    (["new", "mechanism", "2fast"], "small words"),
    (["new", "mechanism", "NightWatch"], "small words"),
    (["new", "mechanism", "night-watch"], "small words"),
    (["new", "mechanism", "x_y_z"], "small words"),
    (["new", "mechanism", "lambda"], "small words"),
    (["new", "mechanism", "wächter"], "small words"),
    (["new", "mechanism", ""], "small words"),
    (["new", "mechanism", "review"], "has that name already"),
    (["new", "mechanism", "json"], "Python module has that name"),
    (["new", "mechanism", "sousveil"], "Python module has that name"),
    (["new", "mechanism", "night_watch", "--phase", "ENFROCE"], "did you mean 'ENFORCE'?"),
    (["new", "mechanism", "night_watch", "--phase", "OBSERVE"], "no phase to begin in"),
    (["new", "mechanism", "night_watch", "--out", "full"], "holds something already"),
    (["new", "mechanism", "night_watch", "--out", "full/notes.txt"], "holds something already"),
    (["new", "mechanism", "night_watch", "--out", "full/notes.txt/below"], "cannot be written"),
    (["new", "mechanism"], "missing argument"),
    (["new", "scenario", "night_watch"], "nothing to begin"),
]


@pytest.fixture
def there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    return tmp_path


def outside(*command, where):
    """A command in a process that knows this checkout."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *command], cwd=where, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_it_is_refused_in_one_block_and_nothing_is_written(there, capsys, arguments, said):
    assert main(arguments) == 2
    seen = capsys.readouterr()
    assert seen.out == "" and said in seen.err and len(seen.err.strip().splitlines()) <= 6
    assert sorted(path.relative_to(there).as_posix() for path in there.rglob("*")) == ["full", "full/notes.txt"]


def test_it_says_where_it_is(there, capsys):
    assert main(["new", "mechanism", "night_watch", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert Path(said["folder"]) == there / "night_watch"
    assert said["files"] == ["README.md", "night_watch.py", "pyproject.toml", "scenario.yaml", "test_night_watch.py"]
    assert sorted(path.name for path in (there / "night_watch").iterdir()) == said["files"]


def test_the_entry_point_and_the_version_are_right(there):
    assert main(["new", "mechanism", "night_watch", "--out", "deep/in/there"]) == 0
    project = tomllib.loads((there / "deep/in/there/pyproject.toml").read_text())["project"]
    assert project["entry-points"]["sousveil.mechanisms"] == {"night_watch": "night_watch:NightWatch"}
    assert project["dependencies"] == [f"sousveil>={__version__}"]


@pytest.mark.parametrize("phase", [phase.name for phase, one in BEGINNINGS.items() if isinstance(one, Settling)])
def test_a_number_that_it_begins_to_settle_is_free_in_the_scenario_that_it_writes(there, phase):
    beginning = BEGINNINGS[Phase[phase]]
    assert registry.mechanism(beginning.instead_of).settles == (beginning.settles,)
    assert beginning.hears in events.BY_NAME and beginning.instead_of in load("everything-app").mechanisms
    assert main(["new", "mechanism", "night_watch", "--phase", phase]) == 0
    written = (there / "night_watch" / "scenario.yaml").read_text()
    assert f"without: [{beginning.instead_of}]\n" in written and "  night_watch: {reach: " in written


@pytest.mark.parametrize("phase", [phase.name for phase, one in BEGINNINGS.items() if isinstance(one, Beginning)])
def test_what_it_begins_with_is_in_the_tables_and_disturbs_no_shipped_scenario_of_people(phase):
    beginning = BEGINNINGS[Phase[phase]]
    assert events.BY_NAME[beginning.event].phase is Phase[phase]
    assert beginning.event in registry.mechanism(beginning.instead_of).emits
    assert beginning.instead_of not in load("everything-app").mechanisms and "everything-app" in names()


@pytest.mark.parametrize(
    "phase", [name if name == "ENFORCE" else pytest.param(name, marks=pytest.mark.slow) for name in PHASES]
)
def test_it_passes_its_own_tests_and_the_house_s_rules_as_written(there, phase):
    assert main(["new", "mechanism", "night_watch", "--phase", phase.lower()]) == 0
    folder = there / "night_watch"
    tested = outside("-m", "pytest", "-q", "-p", "no:cacheprovider", ".", where=folder)
    assert tested.returncode == 0, tested.stdout[-3000:]
    assert " passed" in tested.stdout and "failed" not in tested.stdout
    lines = (folder / "night_watch.py").read_text().splitlines()
    assert 40 <= len(lines) <= 80 and max(map(len, lines)) <= 120
    assert len((folder / "README.md").read_text().splitlines()) == 10
