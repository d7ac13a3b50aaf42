"""Is a run folder whole? Every file is there, matches its hash and can be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from sousveil.records import archive, casefile
from sousveil.records.provenance import RUN_FILE, member_digest, members, seal
from sousveil.records.store import COUNTRIES, SCENARIO_FILE, SCHEMA


@dataclass(frozen=True)
class Shape:
    """What the files of a run have to hold. said: key of run.json -> what the other files call it."""

    dimensions: tuple[str, ...]
    cases: Mapping[str, Any]
    summary: tuple[str, ...]
    said: Mapping[str, str]


REQUIRED = (SCENARIO_FILE, archive.FOLDER, casefile.FILE, "summary.json")
INFO_KEYS = ("schema", "status", "scenario", "people", "days", "seed", "state_hash", "versions", "files")
SUMMARY_KEYS = ("schema", "scenario", "seed", "measures", "performance", "assumed", "state_hash")
PEOPLE = Shape(
    ("replicate", "time", "place", "group"), casefile.SCHEMA, (*SUMMARY_KEYS, "people", "days"),
    {"people": "people", "days": "days"},
)  # fmt: skip
WORLDS = Shape(
    ("replicate", "arm", "year", "group"), casefile.COUNTRY_SCHEMA, (*SUMMARY_KEYS, "countries", "quarters"),
    {"people": "countries", "days": "quarters"},
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Something wrong with a file of a run folder."""

    file: str
    what: str
    found: str = ""
    expected: str = ""

    def __str__(self) -> str:
        detail = "; ".join(
            text
            for text in (
                f"found {self.found}" if self.found else "",
                f"expected {self.expected}" if self.expected else "",
            )
            if text
        )
        return f"{self.file}: {self.what}" + (f" ({detail})" if detail else "")


class UnreadableError(Exception):
    """A JSON file that is missing or cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; raises UnreadableError."""
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UnreadableError(Problem(path.name, "is missing")) from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableError(Problem(path.name, "cannot be read", str(error))) from None
    if not isinstance(content, dict):
        raise UnreadableError(Problem(path.name, "is not an object", type(content).__name__))
    return content


def problems(folder: Path) -> list[Problem]:
    """Everything wrong with a run folder, in the order of the files; empty for a whole one."""
    try:
        info = read_json(folder / RUN_FILE)
    except UnreadableError as error:
        return [error.problem]
    found = info_problems(info)
    if found:
        return found
    found = hash_problems(folder, info["files"])
    damaged = {problem.file for problem in found}
    checks = {archive.FOLDER: _dataset_problems, casefile.FILE: _case_problems, "summary.json": _summary_problems}
    for name, check in checks.items():
        if name not in damaged:
            found += check(folder / name, info)
    return found


def info_problems(info: dict[str, Any]) -> list[Problem]:
    """What is wrong with the content of run.json."""
    if info.get("schema", SCHEMA) != SCHEMA:
        return [Problem(RUN_FILE, "was written by another version", f"schema {info['schema']}", f"schema {SCHEMA}")]
    if info.get("seal") != seal(info):
        return [Problem(RUN_FILE, "was altered: its content does not match its seal")]
    if info.get("status") != "complete":
        day = f" after day {info['day']}" if "day" in info else ""
        return [Problem(RUN_FILE, f"the run is not complete{day}", str(info.get("status")), "complete")]
    missing = [key for key in INFO_KEYS if key not in info]
    return [Problem(RUN_FILE, "lacks keys", expected=", ".join(missing))] if missing else []


def hash_problems(folder: Path, expected: dict[str, str]) -> list[Problem]:
    """Files that are missing or do not match their hash; files that were added later are nobody's business."""
    found = [Problem(name, "is not listed in run.json") for name in REQUIRED if name not in expected]
    present = members(folder)
    for name, wanted in expected.items():
        if name not in present:
            found.append(Problem(name, "is missing"))
        elif (made := member_digest(present[name])) != wanted:
            found.append(Problem(name, "does not match its hash", made[:12], wanted[:12]))
    return found


def _shape(info: Mapping[str, Any]) -> Shape:
    return WORLDS if info.get("table") == COUNTRIES else PEOPLE


def _dataset_problems(path: Path, info: dict[str, Any]) -> list[Problem]:
    try:
        records = archive.read(path)
    except (OSError, ValueError, KeyError) as error:
        return [Problem(path.name, "cannot be read", str(error))]
    lacking = [name for name in _shape(info).dimensions if name not in records.dims]
    if lacking:
        return [Problem(path.name, "lacks dimensions", expected=", ".join(lacking))]
    unlabelled = [str(name) for name, item in records.data_vars.items() if "units" not in item.attrs]
    found = [Problem(path.name, f"{name} has no unit") for name in unlabelled]
    return found + _others(path.name, records.attrs, info)


def _case_problems(path: Path, info: dict[str, Any]) -> list[Problem]:
    try:
        schema = pl.read_parquet_schema(path)
    except (OSError, PolarsError) as error:
        return [Problem(path.name, "cannot be read", str(error))]
    wanted = _shape(info).cases
    if dict(schema) != wanted:
        return [Problem(path.name, "has other columns", ", ".join(schema), ", ".join(wanted))]
    return []


def _summary_problems(path: Path, info: dict[str, Any]) -> list[Problem]:
    try:
        summary = read_json(path)
    except UnreadableError as error:
        return [error.problem]
    missing = [key for key in _shape(info).summary if key not in summary]
    if missing:
        return [Problem(path.name, "lacks keys", expected=", ".join(missing))]
    return _others(path.name, summary, info)


def _others(name: str, said: Mapping[str, Any], info: Mapping[str, Any]) -> list[Problem]:
    """Where a file says of the run something else than run.json."""
    called = {key: key for key in ("scenario", "seed", "state_hash")} | dict(_shape(info).said)
    return [
        Problem(name, f"is of another {word}", str(said.get(word)), str(info[key]))
        for key, word in called.items()
        if said.get(word) != info[key]
    ]
