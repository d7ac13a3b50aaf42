"""A run is a folder. It is written beside its place and appears there complete, or marked as interrupted.

folder = prepare(out, "everything-app")       a place is found or refused; nothing has been computed yet
records = write(folder, text, history, meta)  scenario.yaml, records.zarr, events.parquet
add(folder, "summary.json", content)          what measures and the report make of it
finish(folder)                                hashes, versions and times go into run.json; the folder appears

A run that was stopped goes on in the same place: reopen(folder), going_on(folder, ...), and then as above.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xarray as xr

from sousveil.contract.errors import RequestError
from sousveil.records import archive, casefile
from sousveil.records.dataset import dataset
from sousveil.records.history import History
from sousveil.records.meta import Meta
from sousveil.records.provenance import hashes, versions
from sousveil.records.standing import PART as PART
from sousveil.records.standing import RUNS as RUNS
from sousveil.records.standing import appear as _appear
from sousveil.records.standing import beside as _beside
from sousveil.records.standing import find as find
from sousveil.records.standing import held as held
from sousveil.records.standing import info_of as _info
from sousveil.records.standing import put as _put
from sousveil.records.standing import put_info as _put_info
from sousveil.records.standing import staging as staging

SCHEMA = 1
SCENARIO_FILE = "scenario.yaml"
ASKED = ("replicates", "ignorance", "checkpoint_every", "branch", "resumed", "table", "model")
"""What run.json says of a run from its beginning to its end: how it was asked for, and how it came about."""
COUNTRIES = "countries"
"""`table` in run.json, where the rows of a run are countries; people are not mentioned."""


def prepare(
    out: str | Path | None, scenario_name: str, scenario_text: str = "", asked: Mapping[str, Any] | None = None
) -> Path:
    """The folder of a run to come, and an empty place beside it in which the run is written.

    Without `out`, a new folder `runs/<scenario>-<date>-<time>`. `asked`: values of ASKED. Raises RequestError for an
    `out` that is a file, that holds something, that cannot be written, or where another run is being written.
    """
    folder = _fresh(scenario_name) if out is None else Path(out).resolve()
    try:
        _check_free(folder)
        place = _place_for(folder)
        place.mkdir(parents=True)
    except FileExistsError as error:
        raise RequestError(
            "another run is written here, or one was stopped without warning",
            where=str(folder),
            found=str(error.filename),
            allowed=f"another --out, sousveil resume {folder}, or remove what was found",
        ) from None
    except OSError as error:
        raise RequestError(
            "the run folder cannot be written",
            where=str(folder),
            found=error.strerror or str(error),
            allowed="a folder that does not exist yet or is empty, where you may write",
        ) from None
    if scenario_text:
        _put(place / SCENARIO_FILE, scenario_text.encode())
    begun = {"schema": SCHEMA, "status": "running", "scenario": scenario_name, "started": _now()}
    _put_info(place, begun | dict(asked or {}))
    return folder


def _fresh(scenario_name: str) -> Path:
    name = Path(scenario_name).stem or "run"
    base = RUNS.resolve() / f"{name}-{datetime.now().strftime('%Y%m%d-%H%M%S')}"
    folder, number = base, 1
    while folder.exists() or _beside(folder).exists():
        number += 1
        folder = base.with_name(f"{base.name}-{number}")
    return folder


def _check_free(folder: Path) -> None:
    allowed = "a folder that does not exist yet, or an empty one"
    if folder.is_dir():
        inside = sorted(path.name for path in folder.iterdir() if path.name != PART)
        if inside:
            found = ", ".join(inside[:4]) + (", ..." if len(inside) > 4 else "")
            raise RequestError("the run folder is not empty", where=str(folder), found=found, allowed=allowed)
    elif folder.exists():
        raise RequestError("the run folder is a file", where=str(folder), found="a file", allowed=allowed)


def _place_for(folder: Path) -> Path:
    # an empty folder may be a mount point or the working folder, which no rename can replace: write inside it
    return folder / PART if folder.exists() else _beside(folder)


def write(folder: Path, scenario_text: str, history: History, meta: Meta) -> xr.Dataset:
    """Write scenario.yaml, records.zarr and events.parquet; returns the dataset."""
    records = dataset(history, meta)
    put(folder, scenario_text, records, casefile.case_file(history, meta.block_place), history, meta)
    return records


def put(
    folder: Path, scenario_text: str, records: xr.Dataset, cases: pl.DataFrame, history: History, meta: Meta
) -> None:
    """Write scenario.yaml, records.zarr and events.parquet of what has been made of a history already."""
    place = staging(folder)
    _put(place / SCENARIO_FILE, scenario_text.encode())
    archive.write(records, place / archive.FOLDER)
    casefile.write(cases, place / casefile.FILE)
    begun = _info(place)
    info = {key: begun[key] for key in ASKED if key in begun} | {
        "schema": SCHEMA,
        "status": "running",
        "scenario": meta.scenario,
        "title": meta.title,
        "people": meta.people,
        "days": meta.days,
        "seed": meta.seed,
        "replicates": int(history.counts.shape[0]),
        "scenario_digest": meta.digest,
        "state_hash": history.state_hash,
        "case_file": {"entries": len(history.case["person"]), "left_out": history.cases_left_out},
        "started": meta.started or begun.get("started", ""),
        "performance": history.performance,
        "versions": versions(),
    }
    _put_info(place, info)


def add(folder: Path, name: str, content: bytes) -> Path:
    """Put a file into a run folder, complete or being written; run.json of a complete one is refreshed."""
    place = staging(folder)
    path = place / name
    _put(path, content)
    if _info(place).get("status") == "complete":
        refresh(folder)
    return path


def of_countries(folder: Path) -> bool:
    """Whether a folder, complete or being written, holds a run of countries instead of people."""
    return bool(_info(staging(folder)).get("table") == COUNTRIES)


def refresh(folder: Path) -> None:
    """Hash every file of a complete run folder again, after one was added or replaced."""
    _put_info(folder, _info(folder) | {"files": hashes(folder)})


def finish(folder: Path) -> Path:
    """Hash everything, write run.json and let the folder appear in its place."""
    place = staging(folder)
    _put_info(place, _info(place) | {"status": "complete", "finished": _now(), "files": hashes(place)})
    return _appear(place, folder)


def interrupted(folder: Path, day: int | None = None, scenario_text: str = "") -> Path:
    """Let the folder of a stopped run appear, marked: run.json says "interrupted" and the last complete day.

    Without `day` none has been lived since the run began or went on.
    """
    place = staging(folder)
    if scenario_text:
        _put(place / SCENARIO_FILE, scenario_text.encode())
    info = _info(place)
    if day is None:
        day = info.get("resumed", [{"day": 0}])[-1]["day"]
    _put_info(place, info | {"status": "interrupted", "day": day, "stopped": _now()})
    return _appear(place, folder)


def reopen(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The folder of a run that was stopped, and its run.json; raises RequestError where there is none. As `find`."""
    folder, info = find(folder)
    if info["status"] == "complete":
        raise RequestError(
            "the run is finished: there is nothing to resume", where=str(folder),
            allowed=f"sousveil branch {folder} --at DAY -o path=value, or sousveil report {folder}",
        )  # fmt: skip
    return folder, info


def going_on(folder: Path, day: int) -> None:
    """Mark a run as running again, from the day after `day`; what was half written at its end is removed."""
    place = staging(folder)
    shutil.rmtree(place / archive.FOLDER, ignore_errors=True)
    info = {key: value for key, value in _info(place).items() if key not in ("day", "stopped", "files", "finished")}
    resumed = [*info.get("resumed", []), {"day": day, "at": _now()}]
    _put_info(place, info | {"status": "running", "resumed": resumed})


def abandon(folder: Path) -> None:
    """Remove what was written of a run that failed, and nothing else."""
    place = staging(folder)
    if place != folder:
        shutil.rmtree(place)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
