"""The verb `replicate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from half_reported import FILES
from sousveil.cli import main


@pytest.fixture
def own(tmp_path: Path) -> str:
    folder = tmp_path / "half-reported"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return str(folder)


def test_a_table_a_page_and_the_results(own: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["replicate", own, "--replicates", "3", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "share of offences that are reported" in said.out
    assert "kept" in said.out
    assert "half-reported: as it is" in said.err
    page = (out / "replications.html").read_text()
    assert "Half is reported" in page
    assert "without reports nothing is known" in page.lower()
    kept: Any = json.loads((out / "replications.json").read_text())
    assert kept[0]["rows"][0]["verdict"] == "kept"


def test_json_is_one_document_of_claims(own: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replicate", own, "--replicates", "2", "--json", "-o", "reported=10"]) == 0
    made = json.loads(capsys.readouterr().out)["exhibits"]
    assert [row["verdict"] for row in made] == ["unstated", "unstated"]
    assert made[0]["parameters"] == {"reported": 10}
    assert made[0]["simulated"] == pytest.approx(0.1, abs=0.03)  # six standard errors of 4,000 offences


@pytest.mark.parametrize(
    "arguments",
    [["runaway-patrol"], ["./nowhere"], ["runaway-patrols", "-o", "rate=3"], ["runaway-patrols", "-o", "rate_a=-1"],
     ["runaway-patrols", "--replicates", "0"], ["runaway-patrols", "--seed", "x"]],
)  # fmt: skip
def test_a_wrong_request_is_refused_with_2_and_nothing_is_written(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["replicate", *arguments]) == 2
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(own: str, tmp_path: Path) -> None:
    assert main(["replicate", own, "--out", str(tmp_path)]) == 2
