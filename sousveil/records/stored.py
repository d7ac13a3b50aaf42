"""A run folder, opened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import xarray as xr

from sousveil.contract.errors import RequestError
from sousveil.records import archive, casefile
from sousveil.records.provenance import RUN_FILE
from sousveil.records.store import COUNTRIES, SCENARIO_FILE, staging
from sousveil.records.verify import UnreadableError, info_problems, problems, read_json


@dataclass(frozen=True)
class StoredRun:
    """A complete run on disk. info: run.json; summary: summary.json."""

    folder: Path
    info: dict[str, Any]
    summary: dict[str, Any]

    @cached_property
    def records(self) -> xr.Dataset:
        """The dataset; variables are read when first used."""
        return archive.read(self.folder / archive.FOLDER)

    @property
    def events(self) -> pl.DataFrame:
        """The case file: person, day, kind, rule, place."""
        return pl.read_parquet(self.folder / casefile.FILE)

    @property
    def of_countries(self) -> bool:
        """Whether countries were lived and not people."""
        return bool(self.info.get("table") == COUNTRIES)

    @property
    def scenario_text(self) -> str:
        """The resolved scenario file."""
        return (self.folder / SCENARIO_FILE).read_text(encoding="utf-8")


def open_run(folder: Path) -> StoredRun:
    """Open a run folder after checking it; raises RequestError that says what is missing or damaged."""
    if staging(folder) != folder:
        raise RequestError(
            "the run has not reached its last day, or was stopped without warning",
            where=str(folder),
            found=str(staging(folder)),
            allowed=f"wait, or sousveil resume {folder}",
        )
    if not folder.is_dir():
        raise RequestError("there is no such run folder", where=str(folder), allowed="a folder that a run has written")
    if not (folder / RUN_FILE).exists():
        found = ", ".join(sorted(path.name for path in folder.iterdir())[:4]) or "nothing"
        raise RequestError("this is not a run folder: run.json is missing", where=str(folder), found=found)
    _check_complete(folder)
    found_problems = problems(folder)
    if found_problems:
        raise RequestError(
            "the run folder is damaged",
            where=str(folder),
            found="\n           ".join(str(problem) for problem in found_problems),
            allowed="an untouched run folder; run the scenario again",
        )
    return StoredRun(folder, read_json(folder / RUN_FILE), read_json(folder / "summary.json"))


def _check_complete(folder: Path) -> None:
    try:
        info = read_json(folder / RUN_FILE)
    except UnreadableError as error:
        raise RequestError("the run folder is damaged", where=str(folder), found=str(error.problem)) from None
    if info.get("status") in ("running", "interrupted"):
        raise RequestError(
            "the run was stopped before its last day",
            where=str(folder),
            found=str(info_problems(info)[0].what),
            allowed=f"sousveil resume {folder}, or run the scenario again",
        )
