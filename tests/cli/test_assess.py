"""The verb `assess`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assess.crowd import written
from report.folders import run_folder

from sousveil.cli import assessing, main
from sousveil.cli.stopping import StoppedError
from sousveil.progress import Stage
from sousveil.simulate import run

SMALL = ["--people", "2000", "--days", "5", "--replicates", "2", "--ignorance", "1"]
FILES = {"assessment.html", "assessment.json", "assessment.md", "sheet.yaml", "fraia.json", "aia.json", "huderia.json"}


def test_a_folder_with_the_page_the_sheet_the_exports_and_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["assess", str(written(tmp_path)), *SMALL, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.index("Is the practice prohibited?") < said.index("Main harms")
    assert "Article 5(1)(h) remote identification in real time: touches (face_search)" in said
    assert {path.name for path in out.iterdir()} == FILES | {"run"}
    made = json.loads((out / "assessment.json").read_text(encoding="utf-8"))
    assert made["run"]["state_hash"] == json.loads((out / "run" / "summary.json").read_text())["state_hash"]
    assert main(["verify", str(out / "run")]) == 0
    # the sheet that was written goes in again, with an answer
    sheet = (out / "sheet.yaml").read_text(encoding="utf-8").replace("answer:\n", "answer: 70 %\n", 1)
    (tmp_path / "mine.yaml").write_text(sheet, encoding="utf-8")
    capsys.readouterr()
    assert main(["assess", str(tmp_path / "crowd.yaml"), *SMALL, "--sheet", str(tmp_path / "mine.yaml"), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["sheet"]["answered"] == 1
    row = again["sheet"]["questions"][0]
    assert (row["path"], row["answer"], row["preset"]) == ("face_search.hit_rate", pytest.approx(0.7), 0.89)
    facts = {fact["path"]: fact["value"] for practice in again["prohibited"]["practices"]
             for touch in practice["touches"] for fact in touch["facts"]}  # fmt: skip
    assert facts["face_search.hit_rate"] == pytest.approx(0.7)


def test_one_export_as_one_document_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["assess", str(file), *SMALL, "--ignorance", "0", "--export", "huderia", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["format"], made["illustrative"]) == ("huderia", True)
    assert [path.name for path in tmp_path.iterdir()] == ["crowd.yaml"]


def test_a_stored_run_is_read_and_not_run_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "run"
    lived = run(str(written(tmp_path)), people=2000, days=5, replicates=2, ignorance=1, out=folder)
    assert main(["assess", str(folder), "--out", str(tmp_path / "out")]) == 0
    made = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert made["run"]["state_hash"] == lived.summary["state_hash"]
    assert made["sheet"]["matters"]["first"] is None
    assert "stored run" in made["sheet"]["matters"]["reason"]
    alarms = next(line["scale"] for line in made["harms"] if line["measure"] == "face_alarms")
    stored = next(one for one in lived.summary["measures"] if (one["name"], one["group"]) == ("face_alarms", "all"))
    assert all(alarms[key] == stored[key] for key in ("value", "low", "high", "assumed_low", "assumed_high"))
    assert main(["assess", str(folder), "--replicates", "3"]) == 2
    assert "a stored run is not run again" in capsys.readouterr().err


def test_a_run_without_every_mechanism_of_a_crowd_is_assessed_too(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["assess", str(run_folder(tmp_path)), "--out", str(out)]) == 0
    assert (out / "assessment.html").exists()


def test_a_damaged_run_is_one_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = run_folder(tmp_path)
    (folder / "summary.json").write_text("{}", encoding="utf-8")
    assert main(["assess", str(folder), "--out", str(tmp_path / "out")]) == 2
    assert "the run folder is damaged" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_sheet_alone_runs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sheet.yaml"
    assert main(["assess", str(written(tmp_path)), "--write-sheet", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith("# Deployment sheet")
    assert main(["assess", str(written(tmp_path)), "--write-sheet", str(path)]) == 2
    assert "the file is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["no-such"], "unknown scenario"),
        (["open-society", "--export", "fria"], "unknown export"),
        (["open-society", "--replicates", "0"], "value outside its range"),
        (["open-society", "--sheet", "missing.yaml"], "the file cannot be read"),
    ],
)
def test_a_wrong_request_is_refused_with_2_and_nothing_is_written(
    arguments: list[str], problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["assess", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == "" and problem in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("phase", ["living", "trying other numbers", "moving one question at a time"])
def test_stopped_wherever_it_is_nothing_is_left(tmp_path: Path, phase: str) -> None:
    def stop(stage: Stage) -> None:
        if stage.phase == phase and stage.done:
            raise KeyboardInterrupt

    sizes = {"people": 2000, "days": 5, "seed": None}
    out = tmp_path / "out"
    asked = assessing.Asked(str(written(tmp_path)), None, sizes, 1, 1, None, None, out, keep=True, with_page=False)
    with pytest.raises(StoppedError, match="nothing was written"):
        assessing.assessed(asked, stop)
    assert [path.name for path in tmp_path.iterdir()] == ["crowd.yaml"]
