"""Where every column of a table comes from: a description in TOML beside each CSV file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError, nearest

EVIDENCE = ("measured", "derived", "assumed")
NEEDED = ("unit", "doc", "source", "licence", "evidence")


@dataclass(frozen=True)
class Source:
    """One column of a table: what it holds, in which unit, from which publication and under which licence.

    year: of the figures, None where it does not apply. within: lowest and highest figure that may stand in it.
    other_years: code -> year, for countries whose figure is of another year.
    """

    table: str
    name: str
    unit: str
    doc: str
    source: str
    licence: str
    evidence: str
    year: int | None = None
    within: tuple[float, float] | None = None
    other_years: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Description:
    """What a whole table holds, and its columns in their order."""

    about: str
    columns: dict[str, Source]


def describe(path: Path) -> Description:
    """The description beside a table; raises RequestError where one is missing or says too little."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RequestError(
            "a table without a description", where=str(path), found=error.strerror or "",
            allowed="a TOML file beside the CSV file; no figure without its source",
        ) from None  # fmt: skip
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequestError("the description of a table cannot be read", where=str(path), found=str(error)) from None
    columns = {name: _source(path, name, given) for name, given in said.get("column", {}).items()}
    return Description(" ".join(said.get("about", "").split()), columns)


def _source(path: Path, name: str, given: dict[str, Any]) -> Source:
    where = f"{path}, column {name}"
    missing = [key for key in NEEDED if not given.get(key)]
    if missing:
        raise RequestError("a column is not fully described", where=where, found=f"no {', no '.join(missing)}",
                           allowed=", ".join(NEEDED))  # fmt: skip
    if given["evidence"] not in EVIDENCE:
        raise RequestError(f"unknown evidence {given['evidence']!r}", where=where, allowed=", ".join(EVIDENCE),
                           nearest=nearest(str(given["evidence"]), EVIDENCE))  # fmt: skip
    texts = {key: " ".join(str(given[key]).split()) for key in NEEDED}
    low_high = given.get("within")
    return Source(path.stem, name, **texts, year=given.get("year"), other_years=dict(given.get("other_years", {})),
                  within=(float(low_high[0]), float(low_high[1])) if low_high else None)  # fmt: skip
