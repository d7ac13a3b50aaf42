"""The verb `compare`."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from sousveil.cli import main

SIZE = ["--people", "3000", "--days", "20", "--replicates", "2"]


def test_a_table_a_folder_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["compare", "everything-app", "--without", "scoring", *SIZE, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "scoring: in -> out" in said
    assert "exactly the same in every pair" in said
    assert {path.name for path in out.iterdir()} == {
        "baseline.yaml", "reform.yaml", "compare.json", "effects.csv", "parted.parquet", "fates.parquet", "compare.html"
    }  # fmt: skip
    made = json.loads((out / "compare.json").read_text())
    assert made["differences"][0] == {"what": "scoring", "baseline": "in", "reform": "out", "day": 1}
    assert pl.read_csv(out / "effects.csv").height == len(made["effects"])
    page = (out / "compare.html").read_text()
    assert "with and without scoring" in page
    assert "<script src" not in page


def test_json_is_one_document_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["compare", "all-off", "open-society", *SIZE, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["baseline"]["name"], made["reform"]["name"]) == ("all-off", "open-society")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["everything-app"], ["everything-app", "everything-app"], ["everything-app", "-o", "arrests.speach=1"],
     ["everything-app", "--without", "scoring", "--replicates", "0"]],
)  # fmt: skip
def test_a_wrong_request_is_refused_with_2_and_nothing_is_written(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["compare", *arguments]) == 2
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []
