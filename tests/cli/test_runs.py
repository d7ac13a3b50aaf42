"""Verbs that run: a folder, a table, a page; and what is left when a run is stopped or a folder damaged."""

import json
import os
import signal
import subprocess
import sys

import pytest

from sousveil.cli import main
from sousveil.cli.live import Lines
from sousveil.measures.registry import MEASURES
from sousveil.progress import Stage

SCENARIO = """\
schema: 1
name: corner
title: A corner
mechanisms: [platform, messaging, screening, fear, opinion, deeds, dossier, audit]
people: 3000
days: 12
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a scenario, and one finished run of it in `run`."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "corner.yaml").write_text(SCENARIO)
    assert main(["run", str(folder / "corner.yaml"), "--out", str(folder / "run"), "--quiet", "--replicates", "2"]) == 0
    return folder


def test_a_run_leaves_its_folder_with_everything(place):
    assert {path.name for path in (place / "run").iterdir()} >= {
        "scenario.yaml", "records.zarr", "events.parquet", "summary.json", "report.html", "run.json",
    }  # fmt: skip
    summary = json.loads((place / "run" / "summary.json").read_text())
    assert (summary["scenario"], summary["people"], summary["days"], summary["replicates"]) == ("corner", 3000, 12, 2)


def test_the_table_has_every_measure_with_its_interval_or_none(place, capsys):
    assert main(["run", str(place / "corner.yaml"), "--out", str(place / "shown"), "--no-report"]) == 0
    seen = capsys.readouterr()
    words = " ".join(seen.out.split())  # long lines are broken
    assert all(name.replace("_", " ") in words for name in MEASURES)
    assert "not assessed" in seen.out and "assumed" in seen.out and str(place / "shown") in seen.out
    assert not (place / "shown" / "report.html").exists()
    assert "living 50%: 6 of 12 days" in seen.err
    assert all(line == line.rstrip() for line in seen.out.splitlines())


def test_json_is_one_document_and_progress_goes_elsewhere(place, capsys):
    assert main(["run", str(place / "corner.yaml"), "--out", str(place / "json"), "--no-report", "--json"]) == 0
    seen = capsys.readouterr()
    content = json.loads(seen.out)
    assert content["folder"] == str(place / "json") and content["page"] is None
    assert "living" in seen.err
    del content["folder"], content["page"]
    assert content == json.loads((place / "json" / "summary.json").read_text())


def test_without_out_a_new_folder_below_runs_is_used(place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    for _ in range(2):  # twice in the same second makes two folders
        assert main(["run", "corner.yaml", "--days", "1", "--no-report", "--quiet"]) == 0
    names = capsys.readouterr().out.split()
    assert len(set(names)) == 2
    assert all(name.startswith(str(place / "runs" / "corner-")) for name in names)


def test_a_whole_run_is_verified_and_runs_again_the_same(place, capsys):
    assert main(["verify", str(place / "run"), "--rerun", "--json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "run": str(place / "run"), "files": "whole", "rerun": True, "differences": [],
    }  # fmt: skip


def damaged(place, name, what):
    """A copy of the run with one file changed by `what`."""
    copy = place / name
    subprocess.run(["cp", "-r", str(place / "run"), str(copy)], check=True)
    what(copy)
    return str(copy)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("summary.json", lambda run: (run / "summary.json").write_text("{}")),
        ("scenario.yaml", lambda run: (run / "scenario.yaml").write_bytes(b"\xff")),
        ("events.parquet", lambda run: (run / "events.parquet").unlink()),
        ("run.json", lambda run: (run / "run.json").write_text("{")),
    ],
)
def test_a_damaged_run_is_refused_with_what_is_damaged(place, capsys, name, what):
    run = damaged(place, f"damaged-{name}", what)
    for verb in ("verify", "report"):
        assert main([verb, run]) == 2
        seen = capsys.readouterr()
        assert seen.out == "" and name in seen.err and "Traceback" not in seen.err


def test_a_damaged_page_is_built_anew(place, capsys):
    run = damaged(place, "page", lambda run: (run / "report.html").write_text("gone"))
    assert main(["verify", run]) == 2 and "report.html" in capsys.readouterr().err
    assert main(["report", run]) == 0
    assert main(["verify", run]) == 0


def test_a_result_that_was_forged_with_its_hashes_fails_the_rerun(place, capsys):
    from sousveil.records import store

    run = damaged(place, "forged", lambda run: None)
    summary = json.loads((place / "forged" / "summary.json").read_text())
    forged = next(entry for entry in summary["measures"] if entry["name"] == "messages" and entry["group"] == "all")
    forged["value"] += 1
    store.add(place / "forged", "summary.json", json.dumps(summary).encode())
    assert main(["verify", run]) == 0
    capsys.readouterr()
    assert main(["verify", run, "--rerun", "--quiet"]) == 1
    assert "messages (all)" in capsys.readouterr().out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_says_how_it_was_left(place, number, code):
    folder = place / f"stopped-{code}"
    arguments = ["run", "corner.yaml", "--days", "30000", "--out", str(folder)]
    command = f"import sys; from sousveil.cli import main; sys.exit(main({arguments}))"
    process = subprocess.Popen(
        [sys.executable, "-c", command], cwd=place, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if line.strip() == "living":
            break
    process.send_signal(number)
    rest, out = process.stderr.read(), process.stdout.read() if process.stdout else ""
    assert process.wait() == code
    assert rest.splitlines()[-1].endswith(f"sousveil resume {folder} goes on") and "Traceback" not in rest
    assert out == ""
    assert json.loads((folder / "run.json").read_text())["status"] == "interrupted"
    assert main(["report", str(folder)]) == 2


def test_lines_of_progress_come_once_a_tenth():
    said = []
    tell = Lines(said.append)
    for done in range(1001):
        tell(Stage("living", done, 1000))
    tell(Stage("writing", 1000, 1000))
    assert said[0] == "living" and said[-1] == "writing" and len(said) == 12
    assert said[1] == "living 10%: 100 of 1,000 days"
