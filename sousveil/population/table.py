"""A user's table of counts: what may stand in it, and why anything else is refused."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AGE_BANDS
from sousveil.contract.errors import RequestError, nearest
from sousveil.contract.places import Place
from sousveil.population.cells import GROUPS, SEXES, SHAPE, Cells, country

COLUMNS = ("place", "region", "kind", "age", "sex", "group", "count")
ALLOWED = "one `count` column, `place` or `region`, and any of kind, age, sex, group"
VALUES = {"kind": ("urban", "rural"), "age": AGE_BANDS, "sex": SEXES, "group": GROUPS}
LABEL = re.compile(r"^[A-Za-z][A-Za-z0-9 _-]{0,23}$")
PERSONAL = re.compile(
    r"(^|_)(name|first|last|phone|mobile|tel|mail|e_?mail|id|ids|passport|born|birth|birthday|address|face|iban)(_|$)"
)
FEW = 10
"""Below this median a count is so small that a row could be about a person."""
HOUSEHOLD = 2.62
Row = dict[str, str]


def read(path: Path) -> Cells:
    """The cells of a CSV file; raises RequestError that says which line and why."""
    header, rows = _lines(path)
    _check_header(header, path)
    counts = [_count(row, path, line) for line, row in enumerate(rows, 2)]
    if median(counts) < FEW:
        raise RequestError("the table looks like persons, not counts", where=str(path),
                           found=f"a median count of {median(counts):g}",
                           allowed=f"counts of groups with a median of at least {FEW}; this lab never holds persons")  # fmt: skip
    return _cells(header, rows, counts, path)


def _lines(path: Path) -> tuple[list[str], list[Row]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RequestError("the population table cannot be read", where=str(path), found=error.strerror or "",
                           allowed="china-2020, or a CSV file of counts") from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RequestError("the table is not UTF-8", where=f"{path}, line {line}",
                           found=f"byte 0x{error.object[error.start]:02x}", allowed="a CSV file saved as UTF-8") from None  # fmt: skip
    reader = csv.reader(io.StringIO(text))
    header = [cell.strip().lower() for cell in next(reader, [])]
    rows = []
    for line, cells in enumerate(reader, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise RequestError("a row has another number of cells than the header", where=f"{path}, line {line}",
                               found=f"{len(cells)} cells", allowed=f"{len(header)} cells")  # fmt: skip
        rows.append({key: cell.strip() for key, cell in zip(header, cells, strict=True)})
    if not rows:
        raise RequestError("the table is empty", where=str(path), allowed=ALLOWED)
    return header, rows


def _check_header(header: list[str], path: Path) -> None:
    for name in header:
        if PERSONAL.search(name.replace(" ", "_")):
            raise RequestError(f"column {name!r} is about persons", where=str(path),
                               allowed=f"{ALLOWED}; this lab never holds persons, only counts of groups")  # fmt: skip
        if name not in COLUMNS:
            raise RequestError(
                f"unknown column {name!r}", where=str(path), allowed=ALLOWED, nearest=nearest(name, COLUMNS)
            )
    if len(set(header)) < len(header):
        raise RequestError("a column stands twice", where=str(path), found=", ".join(header), allowed=ALLOWED)
    if "count" not in header or not {"place", "region"} & set(header):
        raise RequestError("a column is missing", where=str(path), found=", ".join(header), allowed=ALLOWED)


def _count(row: Row, path: Path, line: int) -> float:
    where, found = f"{path}, line {line}, column count", row["count"]
    if not found:
        raise RequestError("a count is missing", where=where, allowed="a whole number of people, 0 or more")
    try:
        value = float(found.replace("_", ""))
    except ValueError:
        value = float("nan")
    if not value >= 0 or value != int(value if value < 1e18 else -1):
        raise RequestError("not a count", where=where, found=repr(found), allowed="a whole number of people, 0 or more")
    return value


def _place(row: Row, path: Path, line: int) -> Place:
    label = row.get("place") or row.get("region") or ""
    for key in ("place", "region"):
        if row.get(key) and not LABEL.match(row[key]):
            raise RequestError("not the label of a place", where=f"{path}, line {line}, column {key}", found=repr(row[key]),
                               allowed="a letter, then letters, digits, dashes; at most 24 characters, and no person's name")  # fmt: skip
    if not label:
        raise RequestError("a row without a place", where=f"{path}, line {line}", allowed=ALLOWED)
    kind = row.get("kind") or "urban"
    if not row.get("place") and row.get("kind"):
        label = f"{label}-{kind}"
    return Place(label, row.get("region") or label, "rural" if kind == "rural" else "urban")


def _index(row: Row, key: str, path: Path, line: int) -> int | slice:
    if key not in row:
        return slice(None)
    known, found = VALUES[key], row[key].lower()
    if found not in known:
        raise RequestError(f"unknown {key} {row[key]!r}", where=f"{path}, line {line}", allowed=", ".join(known),
                           nearest=nearest(found, known))  # fmt: skip
    return known.index(found)


def _cells(header: list[str], rows: list[Row], counts: list[float], path: Path) -> Cells:
    places: list[Place] = []
    made: list[npt.NDArray[np.float64]] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, (row, count) in enumerate(zip(rows, counts, strict=True), 2):
        if "kind" in header:
            _index(row, "kind", path, line)
        key = tuple(row[name].lower() for name in header if name != "count")
        if key in seen:
            raise RequestError("the same group stands twice", where=f"{path}, line {line}", found=", ".join(key),
                               allowed=f"each group once; it stands in line {seen[key]} too")  # fmt: skip
        seen[key] = line
        place = _place(row, path, line)
        if place not in places:
            if any(other.label == place.label for other in places):
                raise RequestError(f"place {place.label!r} stands twice, as urban and as rural", where=f"{path}, line {line}",
                                   allowed="a label for each, or the columns region and kind")  # fmt: skip
            places.append(place)
            made.append(np.zeros(SHAPE))
        at = tuple(_index(row, name, path, line) for name in ("age", "sex", "group"))
        share = country()[at]
        made[places.index(place)][at] += count * share / share.sum()
    if not sum(counts):
        raise RequestError("the table counts nobody", where=str(path), allowed="at least one person")
    return Cells(tuple(places), np.array(made), np.full(len(places), HOUSEHOLD))
