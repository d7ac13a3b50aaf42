"""A run that was stopped, killed or branched: it ends as one that was not, or it is refused with a reason."""

import json
import shutil
import signal

import pytest
from killing import assert_same, die, kept, resumed

import sousveil as sv
from sousveil.cli import main
from sousveil.records import store

SCENARIO = """\
schema: 1
name: corner
mechanisms: [platform, messaging, screening, fear, opinion, deeds, dossier, audit]
people: 3000
days: 24
patches:
  - {day: 20, set: {"fear.fade": 0.2}}
"""
CHANGE = "fear.fade=0.5"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a scenario, and a finished run of it in `run`, with checkpoints of days 15 and 20."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "corner.yaml").write_text(SCENARIO)
    arguments = ["run", str(folder / "corner.yaml"), "--out", str(folder / "run"), "--quiet", "--no-report"]
    assert main([*arguments, "--checkpoint-every", "5"]) == 0
    return folder


def as_if_stopped(place, name, day=22):
    """A copy of the finished run that looks as if it had been stopped while its records were written."""
    copy = place / name
    shutil.copytree(place / "run", copy)
    for one in ("events.parquet", "summary.json", "measures.csv"):
        (copy / one).unlink()
    info = json.loads((copy / "run.json").read_text())
    for key in ("files", "finished", "seal"):
        del info[key]
    store._put_info(copy, info | {"status": "interrupted", "day": day})
    return copy


# as a process dies: in its first checkpoint, in a later one, in the middle of a day, and while its records are written
@pytest.mark.parametrize(
    ("where", "calls", "day"),
    [
        ("sousveil.records.hashed:_sync", 10, 0),
        ("sousveil.records.hashed:_put", 100, None),
        ("sousveil.engine.loop:World.step", 16, 15),
        ("sousveil.records.casefile:write", 0, 21),
    ],
)
def test_killed_it_ends_the_same(place, tmp_path_factory, capsys, where, calls, day):
    folder = place / f"killed-{calls}"
    arguments = ["run", "corner.yaml", "--out", str(folder), "--no-report", "--checkpoint-every", "3"]
    assert die(place, arguments, tmp_path_factory.getbasetemp() / "cache", where, calls) == -signal.SIGKILL
    assert not folder.exists() and main(["verify", str(folder)]) == 2  # what there is stands beside its place
    assert f"sousveil resume {folder}" in capsys.readouterr().err
    days = kept(folder)
    assert max(days, default=0) == day or (day is None and days)
    assert resumed(folder) == max(days, default=0)
    assert_same(place / "run", folder)
    assert main(["verify", str(folder)]) == 0


def test_stopped_before_its_first_checkpoint_it_begins_again(place):
    folder = as_if_stopped(place, "early", 3)
    shutil.rmtree(folder / "checkpoints")
    assert resumed(folder) == 0
    assert_same(place / "run", folder)


def test_a_damaged_checkpoint_is_refused_and_the_one_before_used(place, capsys):
    folder = as_if_stopped(place, "damaged")
    next((folder / "checkpoints" / "day-00020.zarr" / "fear").glob("c*")).write_bytes(b"cut")
    assert main(["resume", str(folder), "--no-report", "--quiet", "--checkpoint-every", "0"]) == 0
    seen = capsys.readouterr()
    assert "day-00020.zarr is refused: fear cannot be read" in seen.err and "Traceback" not in seen.err
    assert json.loads((folder / "run.json").read_text())["resumed"][-1]["day"] == 15
    assert kept(folder) == [15]  # what is of no use is gone
    assert_same(place / "run", folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("seed: 1", "seed: 2", "seed is not the same"),
        ("people: 3000", "people: 3001", "people is not the same"),
        ("days: 24", "days: 25", "days is not the same"),
        ("fear.own: 0.25", "fear.own: 0.5", "parameters fear.own is not the same"),
        ("name: corner", "name: other", "scenario is not the same"),
    ],
)
def test_another_run_is_refused_and_nothing_touched(place, capsys, old, new, said):
    folder = as_if_stopped(place, f"other-{new[:3]}")
    text = (folder / "scenario.yaml").read_text()
    old = old if old in text else next(line.strip() for line in text.splitlines() if old.split(":")[0] in line)
    (folder / "scenario.yaml").write_text(text.replace(old, new))
    before = (folder / "run.json").read_bytes()
    assert main(["resume", str(folder)]) == 2
    seen = capsys.readouterr()
    assert said in seen.err and "day-000" in seen.err and "Traceback" not in seen.err
    assert (folder / "run.json").read_bytes() == before and kept(folder) == [15, 20]


def test_another_version_is_refused(place, capsys, monkeypatch):
    folder = as_if_stopped(place, "version")
    monkeypatch.setattr("sousveil.records.provenance.version", lambda: "99.0")
    assert main(["resume", str(folder)]) == 2
    assert "version is not the same" in capsys.readouterr().err


def test_what_cannot_be_resumed_is_refused(place, capsys):
    for folder, said in (("run", "finished"), ("nowhere", "no such run folder"), ("", "not a run folder")):
        assert main(["resume", str(place / folder)]) == 2
        seen = capsys.readouterr()
        assert said in seen.err and "Traceback" not in seen.err


def test_one_that_is_still_going_on_is_left_alone(place, capsys):
    folder = as_if_stopped(place, "living")
    before = (folder / "run.json").read_bytes()
    with store.held(folder):  # as every run holds its folder
        assert main(["resume", str(folder)]) == 2
    assert "still going on" in capsys.readouterr().err
    assert (folder / "run.json").read_bytes() == before
    assert resumed(folder) == 20  # whoever held it let go


# before both checkpoints, between them, the day after the later one, and on a day on which policy changes anyway
@pytest.mark.parametrize(("day", "begins"), [(9, 0), (16, 15), (20, 15), (21, 20)])
def test_a_branch_is_a_straight_run_whose_policy_changes_that_day(place, monkeypatch, day, begins):
    began = []
    from sousveil.engine import course

    whole = course.begun
    monkeypatch.setattr(course, "begun", lambda *given, **more: began.append(whole(*given, **more)) or began[-1])
    made = place / f"branch-{day}"
    arguments = ["branch", str(place / "run"), "--at", str(day), "-o", CHANGE, "--out", str(made)]
    assert main([*arguments, "--quiet", "--no-report"]) == 0
    assert began[0][2] == begins
    straight = sv.scenario(place / "corner.yaml").patch({"fear.fade": 0.5}, day=day)
    run = sv.run(straight, out=place / f"straight-{day}")
    assert_same(run.folder, made, titled=False)
    assert run.summary["state_hash"] != json.loads((place / "run" / "summary.json").read_text())["state_hash"]
    assert json.loads((made / "run.json").read_text())["branch"]["at"] == day
    assert main(["verify", str(made), "--rerun", "--quiet"]) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--at", "9"], "something that changes"),
        (["--at", "0", "-o", CHANGE], "from 1 to"),
        (["--at", "25", "-o", CHANGE], "1 to 24"),
        (["--at", "9", "-o", "people=5"], "middle of a run"),
        (["--at", "9", "-o", "fear.standin=0.9"], "did you mean 'fear.standing'?"),
        (["-o", CHANGE], "missing option"),
    ],
)
def test_a_branch_that_makes_no_sense_is_refused_and_nothing_written(place, capsys, given, said):
    before = sorted(place.iterdir())
    assert main(["branch", str(place / "run"), *given, "--out", str(place / "no")]) == 2
    seen = capsys.readouterr()
    assert said in seen.err and "Traceback" not in seen.err
    assert sorted(place.iterdir()) == before


def test_from_python_a_damaged_checkpoint_is_a_warning(place):
    folder = as_if_stopped(place, "python")
    (folder / "checkpoints" / "day-00020.zarr" / "zarr.json").write_text("{}")
    with pytest.warns(RuntimeWarning, match=r"day-00020\.zarr is refused"):
        run = sv.resume(folder)
    assert_same(place / "run", run.folder)
    other = sv.branch(run, at=22, set={"fear.standing": 0.9}, out=place / "python-branch")
    assert other.folder == place / "python-branch" and other.scenario.parameters_on(22)["fear.standing"] == 0.9
