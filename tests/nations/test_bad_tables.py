"""Whatever is wrong with a table is one error that says where."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sousveil.contract.errors import RequestError
from sousveil.nations import TABLES, load


def spoilt(folder: Path, table: str, change: Callable[[str], str]) -> RequestError:
    """The error of loading the shipped tables with one of them changed."""
    tables = folder / "tables"
    shutil.copytree(TABLES, tables)
    path = tables / table
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert before != after
    path.write_text(after, encoding="utf-8")
    with pytest.raises(RequestError) as caught:
        load(tables)
    assert caught.value.exit_code == 2
    assert table.partition(".")[0] in caught.value.where
    return caught.value


def line(text: str, start: str) -> int:
    """Number of the first line that starts so."""
    return next(number for number, row in enumerate(text.splitlines(), 1) if row.startswith(start))


@pytest.mark.parametrize(
    ("code", "meant"), [("JPM", "JPN"), ("deu", "DEU"), ("Germany", "DEU"), ("Mongola", "MNG"), ("GRE", "GRD")]
)
def test_an_unknown_code_names_the_nearest(tmp_path: Path, code: str, meant: str) -> None:
    error = spoilt(tmp_path, "borders.csv", lambda text: text + f"{code},FRA\n")
    assert error.problem == f"unknown country code {code!r}"
    assert error.nearest == meant
    assert error.where.endswith("column one")
    assert f"line {len((TABLES / 'borders.csv').read_text(encoding='utf-8').splitlines()) + 1}" in error.where


def test_a_code_can_be_asked_for_too() -> None:
    with pytest.raises(RequestError, match="did you mean 'KEN'"):
        load().number("Kenia")


@pytest.mark.parametrize("table", ["borders.csv", "trade.csv"])
def test_a_tie_to_oneself_is_refused(tmp_path: Path, table: str) -> None:
    rest = ",5,5" if table == "trade.csv" else ""
    error = spoilt(tmp_path, table, lambda text: text + f"FRA,FRA{rest}\n")
    assert error.problem == "a tie of FRA to itself"


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("countries.csv", "KEN,Kenya again,Africa,53.8,95.5,,,,,,,,,,,,,,"),
        ("tiles.csv", "KEN,0,30"),
        ("regimes.csv", "KEN,1,0.3"),
    ],
)
def test_two_rows_for_one_country_are_refused(tmp_path: Path, table: str, row: str) -> None:
    first = line((TABLES / table).read_text(encoding="utf-8"), "KEN,")
    error = spoilt(tmp_path, table, lambda text: text + row + "\n")
    assert error.problem == "two rows for KEN"
    assert error.found.endswith(f"line {first}")


def test_a_border_told_from_both_sides_stands_twice(tmp_path: Path) -> None:
    error = spoilt(tmp_path, "borders.csv", lambda text: text + "CHN,AFG\n")
    assert error.problem == "two rows for the pair CHN and AFG"


def test_a_trade_told_from_both_sides_does_not(tmp_path: Path) -> None:
    text = (TABLES / "trade.csv").read_text(encoding="utf-8")
    assert "\nAFG,CHN," in text
    assert "\nCHN,AFG," not in text
    shutil.copytree(TABLES, tmp_path / "tables")
    (tmp_path / "tables" / "trade.csv").write_text(text + "CHN,AFG,1,\n", encoding="utf-8")
    known = load(tmp_path / "tables")
    assert known.exports[known.number("CHN"), known.number("AFG")] == 1


@pytest.mark.parametrize(
    ("table", "old", "new", "problem"),
    [
        ("countries.csv", ",homicides,", ",murders,", "unknown column 'murders'"),
        ("countries.csv", ",homicides,", ",", "column 'homicides' is missing"),
        ("countries.csv", "\nAFG,Afghanistan,Asia,38.9", "\nAFG,Afghanistan,Asia,-38.9", "a figure is out of range"),
        ("countries.csv", "\nAFG,Afghanistan,Asia,38.9", "\nAFG,Afghanistan,Asia,many", "not a number"),
        ("countries.csv", "\nAFG,Afghanistan,Asia,38.9", "\nAFG,Afghanistan,Asia,inf", "not a number"),
        ("countries.csv", "\nAFG,", "\nAfg,", "not a country code"),
        ("countries.csv", ",Asia,38.9", ",Aisa,38.9", "unknown region 'Aisa'"),
        ("countries.csv", ",1,,1,0,,\n", ",1,,1,0.5,,\n", "not a whole number"),
        ("trade.csv", "AFG,CHN,1,9", "AFG,CHN,1,109", "a figure is out of range"),
        ("trade.csv", "AFG,CHN,1,9", "AFG,CHN,99,9", "the exports of AFG add up to more than all of them"),
        ("trade.csv", "AFG,CHN,1,9", "AFG,CHN,1", "a row has another number of cells than the header"),
        ("tiles.csv", "\nKEN,11,15", "\nKEN,11,14", "two countries on one tile"),
        ("tiles.csv", "\nKEN,11,15", "", "a country has no row"),
        ("tiles.csv", "\nKEN,11,15", "\nKEN,11,", "not a whole number"),
        ("statements.csv", ",criticises,22,", ",criticises,23,", "the countries do not add up to the published number"),
        ("statements.csv", ",criticises,22,", ",condemns,22,", "unknown side 'condemns'"),
        ("statements.csv", ",supports,66,", ",criticises,66,", "two rows for xinjiang_2022_10, criticises"),
        ("statements.csv", ",AUS AUT BEL CAN CHE ", ",AUS AUT BEL CAN RUS ", "a country on two sides"),
        ("blocs.csv", ",AUS CAN GBR NZL USA,", ",AUS CAN GBR NZL NZL,", "country NZL stands twice"),
        ("blocs.csv", ",measured,", ",sure,", "unknown evidence 'sure'"),
        ("statements.csv", ",22,measured,", ",22,sure,", "unknown evidence 'sure'"),
        ("blocs.csv", ",MNE\n", ",RUS\n", "RUS is remembered but no member"),
        ("growth.csv", ",measured,", ",sure,", "unknown evidence 'sure'"),
        ("growth.csv", ",projected,", ",guessed,", "unknown kind 'guessed'"),
        ("growth.csv", "CHN,China,2020,reported", "CHN,China,2019,reported", "two rows for CHN, 2019, reported"),
        ("weights.csv", "1996,", "1995,", "years out of order, or one twice"),
    ],
)
def test_it_is_refused(tmp_path: Path, table: str, old: str, new: str, problem: str) -> None:
    error = spoilt(tmp_path, table, lambda text: text.replace(old, new, 1))
    assert error.problem == problem


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('licence = "public domain"', "", "a column is not fully described"),
        ('evidence = "measured"', 'evidence = "mesured"', "unknown evidence 'mesured'"),
        ("[column.one]", "[column.one", "the description of a table cannot be read"),
        ("[column.one]", "[column.first]", "unknown column 'one'"),
    ],
)
def test_no_figure_without_its_source(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert spoilt(tmp_path, "borders.toml", lambda text: text.replace(old, new, 1)).problem == problem


@pytest.mark.parametrize("name", ["trade.csv", "trade.toml"])
def test_a_table_that_is_not_there_is_one_error(tmp_path: Path, name: str) -> None:
    shutil.copytree(TABLES, tmp_path / "tables")
    (tmp_path / "tables" / name).unlink()
    with pytest.raises(RequestError) as caught:
        load(tmp_path / "tables")
    assert name in caught.value.where


def test_an_empty_table_and_one_that_is_not_text_are_refused(tmp_path: Path) -> None:
    assert spoilt(tmp_path, "trade.csv", lambda text: text.splitlines()[0]).problem == "the table is empty"
    (tmp_path / "tables" / "trade.csv").write_bytes(b"country,partner,exports,imports\nAFG,CHN,\xff,\n")
    with pytest.raises(RequestError, match="line 2"):
        load(tmp_path / "tables")
