"""Tables of one's own through the command line: one clear error and exit 2, and nothing written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sousveil.cli import main
from sousveil.nations import TABLES
from sousveil.scenario import load
from sousveil.world.arm import nations_of

SCENARIO = "schema: 1\nname: mine\nbase: world-2020\npopulation: {countries: tables}\n"


def add(line: str) -> Callable[[str], str]:
    return lambda text: text + line + "\n"


def without(code: str) -> Callable[[str], str]:
    return lambda text: "".join(line for line in text.splitlines(True) if not line.startswith(f"{code},"))


WRONG = [
    ("borders.csv", add("JPM,FRA"), ["unknown country code 'JPM'", "did you mean 'JPN'"]),
    ("borders.csv", add("FRA,FRA"), ["a tie of FRA to itself"]),
    ("trade.csv", add("FRA,FRA,5,5"), ["a tie of FRA to itself"]),
    ("regimes.csv", add("FRA,3,0.8"), ["two rows for FRA"]),
    ("tiles.csv", without("FRA"), ["a country has no row", "FRA"]),
    ("statements.csv", without("xinjiang_2020_10"), ["lack a statement", "xinjiang_2020_10"]),
    ("blocs.csv", without("nato"), ["lack a bloc", "nato"]),
]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(TABLES, tmp_path / "tables")
    (tmp_path / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "tables"


@pytest.mark.parametrize(("table", "change", "said"), WRONG)
def test_a_wrong_table_is_one_error(
    own: Path, table: str, change: Callable[[str], str], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = own / table
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    assert main(["world", "mine.yaml", "--replicates", "1", "--ignorance", "0", "--out", "made"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("error") <= 1 and "Traceback" not in shown.err
    for words in said:
        assert words in " ".join(shown.err.split())
    assert not (own.parent / "made").exists()


def test_a_table_that_is_missing_is_one_error(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "tiles.csv").unlink()
    assert main(["world", "mine.yaml", "--out", "made"]) == 2
    assert "tiles.csv" in capsys.readouterr().err


def test_the_optional_file_may_be_missing_and_it_is_said(own: Path) -> None:
    known = nations_of(load("mine.yaml"))
    assert "no file vdem.csv" in known.fallback


def test_the_exporter_is_needed(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    renamed = {"CHN": "CHX"}
    for path in own.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        for old, new in renamed.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    assert main(["world", "mine.yaml", "--out", "made"]) == 2
    assert "lack a country" in capsys.readouterr().err


def test_a_scenario_of_people_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "all-off"]) == 2
    assert "a scenario of people" in capsys.readouterr().err
