"""Reading a table: every cell knows its file, line and column, so that an error can say where."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sousveil.contract.errors import RequestError, nearest, unknown
from sousveil.nations.sources import Source, describe


@dataclass(frozen=True)
class Row:
    """One line of a table. where: file and line, as an error says it."""

    where: str
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """The text of a cell; empty where it is unknown."""
        return self.cells[name]

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a cell."""
        return tuple(self.cells[name].split())


@dataclass(frozen=True)
class Table:
    """A table as read: its rows in the order of the file, its columns with their sources."""

    path: Path
    about: str
    columns: dict[str, Source]
    rows: tuple[Row, ...]

    def number(self, row: Row, name: str) -> float:
        """The figure in a cell; not-a-number where it is empty, which means unknown."""
        text, where = row[name], f"{row.where}, column {name}"
        if not text:
            return math.nan
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise RequestError("not a number", where=where, found=repr(text),
                               allowed="a number, or nothing where it is unknown")  # fmt: skip
        within = self.columns[name].within
        if within and not within[0] <= value <= within[1]:
            raise RequestError("a figure is out of range", where=where, found=text,
                               allowed=f"{within[0]:g} to {within[1]:g} {self.columns[name].unit}")  # fmt: skip
        return value

    def choice(self, row: Row, name: str, allowed: Iterable[str]) -> str:
        """The text of a cell that must be one of a few."""
        if row[name] not in allowed:
            raise unknown(name, row[name], allowed, where=f"{row.where}, column {name}")
        return row[name]

    def whole(self, row: Row, name: str) -> int:
        """A whole number that must be there."""
        value = self.number(row, name)
        if not value.is_integer():  # also refuses not-a-number
            raise RequestError("not a whole number", where=f"{row.where}, column {name}", found=repr(row[name]),
                               allowed="a whole number")  # fmt: skip
        return int(value)


def read(path: Path) -> Table:
    """A CSV file and the description beside it; raises RequestError that says which line and why."""
    about = describe(path.with_suffix(".toml"))
    reader = csv.reader(io.StringIO(_text(path)))
    rows: list[Row] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check(header, list(about.columns), path)
        rows.extend(
            _row(header, cells, f"{path}, line {reader.line_num}")
            for cells in reader
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as error:
        raise RequestError("not a CSV file", where=f"{path}, line {reader.line_num}", found=str(error)) from None
    if not rows:
        raise RequestError("the table is empty", where=str(path), allowed=f"rows of {', '.join(header)}")
    return Table(path, about.about, about.columns, tuple(rows))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RequestError("a table of the countries cannot be read", where=str(path), found=error.strerror or "",
                           allowed="a CSV file") from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RequestError("the table is not UTF-8", where=f"{path}, line {line}",
                           allowed="a CSV file saved as UTF-8") from None  # fmt: skip


def _check(header: list[str], known: list[str], path: Path) -> None:
    where, allowed = f"{path}, line 1", ", ".join(known)
    for name in header:
        if name not in known:
            raise RequestError(f"unknown column {name!r}", where=where, allowed=allowed, nearest=nearest(name, known))
        if header.count(name) > 1:
            raise RequestError(f"column {name!r} stands twice", where=where, allowed=allowed)
    for name in known:
        if name not in header:
            raise RequestError(f"column {name!r} is missing", where=where, found=", ".join(header), allowed=allowed)


def _row(header: list[str], cells: list[str], where: str) -> Row:
    if len(cells) != len(header):
        raise RequestError("a row has another number of cells than the header", where=where,
                           found=f"{len(cells)} cells", allowed=f"{len(header)} cells")  # fmt: skip
    return Row(where, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
