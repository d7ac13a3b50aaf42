"""The verb `sensitivity`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sousveil.cli import main

pytest.importorskip("SALib", reason="the extra `sensitivity` is not installed")
CONDUCT = str(Path(__file__).parents[1] / "sweep" / "conduct.yaml")
SMALL = "--people 1000 --days 3 --measures incidents,fear --only conduct.incident,conduct.default "
SMALL += "--trajectories 4 --samples 16 --replicates 2 --workers 1"


@pytest.mark.parametrize("method", ["sobol", "pawn", "none"])
def test_a_table_a_folder_and_a_page(method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["sensitivity", CONDUCT, *SMALL.split(), "--method", method, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "conduct.incident" in said and "nothing in this scenario" in said
    page = (out / "sensitivity.html").read_text()
    assert "What would settle it" in page and "<script src" not in page
    made = json.loads((out / "summary.json").read_text())
    rows = (made["screening"] if method == "none" else made["indices"])["incidents"]["effects"]
    # defaults are no offences: the first number does it all
    assert rows[0]["name"] == "conduct.incident"
    assert main(["resume", str(out), "--json", "--workers", "1"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert {key: again[key] for key in made} == made


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--method", "sobl"], "did you mean 'sobol'?"), (["--only", "faer"], "did you mean 'fear'?"),
     (["--measures", "faer"], "did you mean 'fear'?"), (["--samples", "17"], "power of two"),
     (["--trajectories", "x"], "not a whole number")],
)  # fmt: skip
def test_a_wrong_request_is_refused_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sensitivity", "all-off", *arguments]) == 2
    seen = capsys.readouterr()
    assert said in seen.err and seen.out == "" and list(tmp_path.iterdir()) == []
