"""The verb `sweep`, and `resume` with its folder."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from killing import die

from sousveil.cli import main
from sousveil.sweep import read, wiring

ASKED = ["sweep", "all-off", "--over", "trust.own=0.2,0.4", "--people", "500", "--days", "5", "--replicates", "2",
         "--workers", "1"]  # fmt: skip


def test_a_table_a_folder_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main([*ASKED, "--out", str(out), "--quiet"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"folder  {out}", f"page    {out / 'sweep.html'}"]
    page = (out / "sweep.html").read_text()
    assert "<script src" not in page and "trust.own" in page
    assert main([*ASKED, "--json", "--no-report", "--out", str(tmp_path / "again")]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["counts"] == {"done": 2, "failed": 0, "waiting": 0}
    assert made["axes"][0]["values"] == [0.2, 0.4] and made["page"] is None


def test_stopped_and_resumed(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr(wiring.Plan, "_width", lambda plan, numbers, workers: 1)
    put, out = wiring.store.Store.put, tmp_path / "out"

    def stopping(self, outcomes) -> None:
        put(self, outcomes)
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(wiring.store.Store, "put", stopping)
        assert main([*ASKED, "--out", str(out), "--quiet"]) == 130
    assert f"stopped after 1 of 2 points; sousveil resume {out} goes on" in capsys.readouterr().err
    assert main(["resume", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["done"] == 2
    assert main(["resume", str(out)]) == 2


WRONG = [
    ([], "nothing is swept"),
    (["--over", "trust.onw=0,1"], "did you mean 'trust.own'?"),
    (["--over", "trust.own=0:2:3"], "a number from 0 to 1"),
    (["--over", "trust.own="], "no value"),
    (["--over", "trust.own=0:1"], "trust.own=low:high:steps"),
    (["--over", "trust.own@nowhere=0,1"], "no place is called"),
    (["--over", "trust.own=0:1", "--design", "lhs"], "needs a number of points"),
    (["--over", "trust.own=0:1", "--design", "lhs", "--points", "0"], "1 to"),
    (["--over", "trust.own=0:1", "--design", "lsh", "--points", "5"], "did you mean 'lhs'?"),
    (["--over", "trust.own=0,1", "--measures", "messagse"], "did you mean 'messages'?"),
    (["--over", "trust.own=0,1", "--replicates", "0"], "1 to"),
    (["--over", "appeal.success=0,1", "--with", "appeal"], "put in twice"),
    (["--over", "people=0,5"], "1 to"),
    (["--over", "people=9e9"], "1 to"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_a_wrong_request_is_refused_in_one_block_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", "all-off", "--people", "500", "--days", "5", *arguments]) == 2
    seen = capsys.readouterr()
    assert seen.out == "" and said in seen.err and "Traceback" not in seen.err
    assert 1 <= len(seen.err.strip().splitlines()) <= 6
    assert list(tmp_path.iterdir()) == []


def test_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sousveil.sweep.crew.PATIENCE", 1)
    assert main([*ASKED[:-2], "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "no scheduler answers there" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_killed_without_warning_and_resumed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["sweep", "all-off", "--over", "people=400,500", "--days", "4", "--replicates", "1", "--workers", "1",
             "--quiet", "--no-report"]  # fmt: skip
    code = die(tmp_path, [*asked, "--out", "killed"], tmp_path / "cache", "sousveil.sweep.store:Store.put", 1)
    assert code == -signal.SIGKILL
    assert [outcome.status for outcome in read(tmp_path / "killed").outcomes] == ["done", "waiting"]
    assert main(["resume", str(tmp_path / "killed"), "--quiet", "--no-report"]) == 0
    assert main([*asked, "--out", str(tmp_path / "straight")]) == 0
    assert read(tmp_path / "killed").hash == read(tmp_path / "straight").hash
