"""The verb `audit`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sousveil.cli import main

SIZE = ["--people", "600", "--days", "20", "--replicates", "2"]
COLUMNS = "missed_on_file,has_file"
MODEL = "def score(file):\n    return 0.9 - 0.1 * file[:, 0]\n"


@pytest.fixture
def model(tmp_path: Path) -> str:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bank.py").write_text(MODEL, encoding="utf-8")
    return str(tmp_path / "mine" / "bank.py") + ":score"


def test_a_table_a_folder_and_a_page(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    arguments = ["audit", "--model", model, "--model-columns", COLUMNS, *SIZE, "--out", str(out)]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "the scorecard" in said and "the model" in said and "equal_opportunity_difference" in said
    assert {path.name for path in out.iterdir()} == {"audit.json", "audit.html"}
    made = json.loads((out / "audit.json").read_text())
    assert made["judges"]["model"]["columns"] == COLUMNS.split(",")
    assert str(tmp_path) not in (out / "audit.json").read_text()  # no path of this machine
    page = (out / "audit.html").read_text()
    assert "With the model, " in page and "With the scorecard, " in page
    assert "<script src" not in page and str(tmp_path) not in page
    assert main(arguments) == 2  # the folder holds something now
    assert json.loads((out / "audit.json").read_text()) == made


def test_json_is_one_document_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "credit-model", *SIZE, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["scenario"]["name"] == "credit-model" and made["folder"] is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["everything-app"], "an audit needs a decision"),
        (["--model-columns", "has_file"], "columns of no model"),
        (["--model", "nowhere.onnx", "--model-columns", "has_file"], "nowhere.onnx"),
        (["--model", "nowhere.py:score", "--model-columns", "solvency"], "solvency"),
        (["--retrain", "90"], "no model to fit anew"),
        (["--replicates", "0"], "--replicates"),
    ],
)
def test_a_wrong_request_is_refused_with_2_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["audit", *arguments]) == 2
    found = capsys.readouterr()
    assert found.out == "" and said in found.err
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_fails_in_the_middle_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.py").write_text("def score(file):\n    return file[:, 0] / 0 * 0\n", encoding="utf-8")
    asked = ["audit", "--model", "bad.py:score", "--model-columns", "missed_on_file", *SIZE, "--out", "out"]
    assert main(asked) == 1
    assert "bad.py" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.name != "__pycache__"] == ["bad.py"]


def test_the_page_alone_is_in_the_language_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["audit", "credit-model", *SIZE, "--out", str(out), "--language", "zh-Hans"]) == 0
    assert "the scorecard" in capsys.readouterr().out
    assert json.loads((out / "audit.json").read_text())["decision"]["chosen"] == "got the loan"
    assert '<html lang="zh-Hans">' in (out / "audit.html").read_text()
    assert main(["audit", "credit-model", *SIZE, "--language", "zh-Han"]) == 2
    assert "zh-Hans" in capsys.readouterr().err
