"""The verb `trace`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sousveil.cli import main

SIZE = ["--people", "4000", "--days", "30"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = tmp_path_factory.mktemp("trace") / "run"
    assert main(["run", "everything-app", *SIZE, "--out", str(made), "--no-report", "-q"]) == 0
    return str(made)


def test_a_life_of_a_run_gets_a_page_in_its_folder(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", folder, "--find", "flag", "--against", "all-off"]) == 0
    said = capsys.readouterr().out
    assert "people at home, one in" in said
    assert "the same until day" in said
    (page,) = Path(folder).glob("life-*.html")
    assert "Nobody lives or lived this life" in page.read_text()
    assert main(["verify", folder]) == 0  # the page belongs to the folder


def test_a_scenario_is_lived_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "life.html"
    assert main(["trace", "everything-app", *SIZE, "--find", "flag", "--json", "--page", str(page)]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["found"]["matched"] > 0
    assert made["life"]["person"] == made["found"]["persons"][0]
    assert page.exists()


def test_nobody_found_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "all-off", *SIZE, "--find", "detained"]) == 0
    assert "nobody" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["all-off"], ["all-off", "--find", "detaind"], ["all-off", "--person", "x"], ["all-of", "--person", "1"],
     ["all-off", "--person", "1", "--find", "visit"],
     ["all-off", "--people", "100", "--days", "1", "--person", "99999"]],
)  # fmt: skip
def test_a_wrong_request_is_refused_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", *arguments]) == 2
    assert capsys.readouterr().out == ""
