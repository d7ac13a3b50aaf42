"""A user's table of counts: what may stand in it, and why anything else is refused."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from statistics import median

import numpy as np

from sousveil.contract.columns import AGE_BANDS
from sousveil.contract.errors import RequestError, nearest
from sousveil.contract.places import Place
from sousveil.population.cells import CHINA, GROUPS, SEXES, SHAPE, Cells, Floats, country
from sousveil.population.households import LARGEST
from sousveil.population.traits import ABROAD_PARTS

COLUMNS = ("place", "region", "kind", "age", "sex", "group", "count")
ALLOWED = "one `count` column, `place` or `region`, and any of kind, age, sex, group"
VALUES = {"kind": ("urban", "rural"), "age": AGE_BANDS, "sex": SEXES, "group": GROUPS}
LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,23}")
LIKE_A_NUMBER = re.compile(r"[0-9]{7}")
"""Seven digits in a row: a phone or identity number rather than the label of a place."""
COUNT = re.compile(r"[0-9]{1,12}(\.0+)?")
RESERVED = frozenset({"urban", "rural", "abroad", "default", *(label.lower() for label, _ in ABROAD_PARTS)})
"""Labels that mean something already: place selectors of a scenario, and the places abroad."""
PERSONAL = re.compile(
    r"(^|_)(\w*name|first|last|person|phone|mobile|tel|mail|e_?mail|\w*id|ids|ssn|passport|born|birth|birthday|dob"
    r"|address|face|iban)(_|$)"
)
FEW = 10
"""Below this median a count is so small that a row could be about a person."""
MOST_BYTES = 16 << 20
MOST_PLACES = 1000
"""Shared numbers and tallies are kept for every place; finer than this a table is a register, not a census."""
HOUSEHOLD = 2.62
Row = tuple[int, dict[str, str]]
"""The line of a file and its cells by column."""


def read(path: Path) -> Cells:
    """The cells of a CSV file; raises RequestError that says which line and why."""
    header, rows = _lines(path)
    counts = [_count(row, path) for row in rows]
    somebody = [count for count in counts if count]
    if not somebody:
        raise RequestError("the table counts nobody", where=str(path), allowed="at least one person")
    if median(somebody) < FEW:
        raise RequestError(
            "the table looks like persons, not counts", where=str(path),
            found=f"a median count of {median(somebody):g}",
            allowed=f"counts of groups with a median of at least {FEW}; this lab never holds persons",
        )  # fmt: skip
    return _housed(_cells(header, rows, counts, path), path)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RequestError("the table is too long to be one of counts", where=str(path),
                               allowed=f"at most {MOST_BYTES >> 20} MiB; this lab never holds persons")  # fmt: skip
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RequestError(
            "the population table cannot be read", where=str(path), found=error.strerror or "",
            allowed=f"{CHINA}, or a CSV file of counts", nearest=nearest(path.name, [CHINA]),
        ) from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = f"byte 0x{error.object[error.start]:02x}, number {error.start + 1} of the file"
        raise RequestError(
            "the table is not UTF-8", where=f"{path}, line {line}", found=byte, allowed="a CSV file saved as UTF-8"
        ) from None


def _lines(path: Path) -> tuple[list[str], list[Row]]:
    reader = csv.reader(io.StringIO(_text(path)))
    rows: list[Row] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        if header:
            _check_header(header, path)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise RequestError(
                    "a row has another number of cells than the header", where=f"{path}, line {reader.line_num}",
                    found=f"{len(cells)} cells", allowed=f"{len(header)} cells",
                )  # fmt: skip
            rows.append((reader.line_num, {key: cell.strip() for key, cell in zip(header, cells, strict=True)}))
    except csv.Error as error:
        raise RequestError("not a CSV file", where=f"{path}, line {reader.line_num}", found=str(error),
                           allowed="a CSV file of counts") from None  # fmt: skip
    if not rows:
        raise RequestError("the table is empty", where=str(path), allowed=ALLOWED)
    return header, rows


def _check_header(header: list[str], path: Path) -> None:
    for name in header:
        if name in COLUMNS:
            continue
        if PERSONAL.search(name.replace(" ", "_")):
            raise RequestError(f"column {name!r} is about persons", where=str(path),
                               allowed=f"{ALLOWED}; this lab never holds persons, only counts of groups")  # fmt: skip
        raise RequestError(f"unknown column {name!r}", where=str(path), allowed=ALLOWED, nearest=nearest(name, COLUMNS))
    if len(set(header)) < len(header):
        raise RequestError("a column stands twice", where=str(path), found=", ".join(header), allowed=ALLOWED)
    if "count" not in header or not {"place", "region"} & set(header):
        raise RequestError("a column is missing", where=str(path), found=", ".join(header), allowed=ALLOWED)


def _count(row: Row, path: Path) -> int:
    line, cells = row
    where, found = f"{path}, line {line}, column count", cells["count"]
    if not found:
        raise RequestError("a count is missing", where=where, allowed="a whole number of people, 0 or more")
    if not COUNT.fullmatch(found):
        raise RequestError("not a count", where=where, found=repr(found),
                           allowed="a whole number of people, 0 or more, without signs or separators")  # fmt: skip
    return int(found.partition(".")[0])


def _label(row: Row, key: str, path: Path) -> str:
    line, cells = row
    label, where = cells[key], f"{path}, line {line}, column {key}"
    if not label:
        raise RequestError(f"a row without a {key}", where=where, allowed=ALLOWED)
    if not LABEL.fullmatch(label) or LIKE_A_NUMBER.search(label):
        raise RequestError(
            "not the label of a place", where=where, found=repr(label[:40]),
            allowed="a letter, then letters, digits and dashes; at most 24 characters; no person's name or number",
        )  # fmt: skip
    if label.lower() in RESERVED:
        raise RequestError(f"the label {label!r} has a meaning of its own", where=where,
                           allowed=f"any label but {', '.join(sorted(RESERVED))}")  # fmt: skip
    return label


def _place(row: Row, path: Path) -> Place:
    _, cells = row
    if "kind" in cells:
        _index(row, "kind", path)
    labels = {key: _label(row, key, path) for key in ("place", "region") if key in cells}
    kind = cells.get("kind", "urban").lower()
    region = labels.get("region") or labels["place"]
    label = labels.get("place") or (f"{region}-{kind}" if "kind" in cells else region)
    return Place(label, region, "rural" if kind == "rural" else "urban")


def _index(row: Row, key: str, path: Path) -> int | slice:
    line, cells = row
    if key not in cells:
        return slice(None)
    known, found = VALUES[key], cells[key].lower()
    if found not in known:
        raise RequestError(f"unknown {key} {cells[key]!r}", where=f"{path}, line {line}", allowed=", ".join(known),
                           nearest=nearest(found, known))  # fmt: skip
    return known.index(found)


def _cells(header: list[str], rows: list[Row], counts: list[int], path: Path) -> Cells:
    made: dict[str, tuple[Place, Floats]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for row, count in zip(rows, counts, strict=True):
        line, cells = row
        key = tuple(cells[name].lower() for name in header if name != "count")
        if key in seen:
            raise RequestError("the same group stands twice", where=f"{path}, line {line}", found=", ".join(key),
                               allowed=f"each group once; it stands in line {seen[key]} too")  # fmt: skip
        seen[key] = line
        place = _place(row, path)
        if made.setdefault(place.label, (place, np.zeros(SHAPE)))[0] != place:
            raise RequestError(
                f"place {place.label!r} stands twice, as urban and as rural or in two regions",
                where=f"{path}, line {line}", allowed="a label for each, or the columns region and kind",
            )  # fmt: skip
        at = tuple(_index(row, name, path) for name in ("age", "sex", "group"))
        share = country()[at]
        made[place.label][1][at] += count * share / share.sum()
    if len(made) > MOST_PLACES:
        raise RequestError("too many places", where=str(path), found=f"{len(made):,}",
                           allowed=f"at most {MOST_PLACES:,}; join small places")  # fmt: skip
    places, people = zip(*made.values(), strict=True)
    return Cells(tuple(places), np.array(people), np.full(len(places), HOUSEHOLD))


def _housed(cells: Cells, path: Path) -> Cells:
    """The same cells; refused where children have nobody of 15 or more of their group to live with."""
    people = cells.counts.sum(axis=2)  # (places, ages, groups)
    children, adults = people[:, 0], people[:, 1:].sum(axis=1)
    for number, group in np.argwhere(children > (LARGEST - 1) * adults)[:1]:
        raise RequestError(
            "children without anybody to live with", where=f"{path}, {cells.places[number].label}, {GROUPS[group]}",
            found=f"{children[number, group]:,.0f} below 15 and {adults[number, group]:,.0f} of 15 or more",
            allowed=f"at least one person of 15 or more for every {LARGEST - 1} children of the same place and group",
        )  # fmt: skip
    return cells
