"""The folder of a sweep: what was asked for, and one store with a row a point, written as points are done.

scenario.yaml, sweep.json (sealed), points.sqlite; results.zarr, points.csv and a page when all has been lived.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.records import folders
from sousveil.records.provenance import digest, seal, version
from sousveil.sweep.axes import Axis
from sousveil.sweep.living import DONE, GROUP_NAMES, Outcome
from sousveil.sweep.plan import Plan

PLAN_FILE, POINTS_FILE, SCENARIO_FILE = "sweep.json", "points.sqlite", "scenario.yaml"
SCHEMA = 1
WAITING = "waiting"
TABLE = """CREATE TABLE points (
    number INTEGER PRIMARY KEY, row TEXT NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL,
    state_hash TEXT NOT NULL, seconds REAL NOT NULL, measures BLOB, reasons TEXT NOT NULL)"""


@dataclass(frozen=True)
class Store:
    """A sweep on disk. Every write is a transaction: what is there after a crash is whole."""

    folder: Path
    plan: Plan

    def put(self, outcomes: Iterable[Outcome]) -> None:
        """Write what became of points."""
        rows = [(o.status, o.message, o.state_hash, o.seconds, None if o.values is None else o.values.tobytes(),
                 json.dumps(dict(o.reasons)), o.number) for o in outcomes]  # fmt: skip
        with _database(self.folder) as database, database:
            database.executemany("UPDATE points SET status = ?, message = ?, state_hash = ?, seconds = ?, "
                                 "measures = ?, reasons = ? WHERE number = ?", rows)  # fmt: skip

    def outcomes(self) -> Iterator[Outcome]:
        """Every point in the order of the design; those that wait have no values."""
        shape = (len(self.plan.measures), self.plan.replicates, len(GROUP_NAMES))
        names = "number, status, message, state_hash, seconds, measures, reasons"
        with _database(self.folder) as database:
            for number, status, message, state, seconds, blob, reasons in database.execute(
                f"SELECT {names} FROM points ORDER BY number"
            ):
                found = None if blob is None else np.frombuffer(blob, np.float64).reshape(shape)
                yield Outcome(number, status, message, state, seconds, found, json.loads(reasons))

    def open_points(self) -> list[int]:
        """Numbers of the points that are not done: they wait, or have failed."""
        with _database(self.folder) as database:
            found = database.execute("SELECT number FROM points WHERE status != ? ORDER BY number", (DONE,))
            return [number for (number,) in found]


@contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / POINTS_FILE
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as database:
            yield database
    except sqlite3.Error as error:
        raise RequestError("the points of the sweep cannot be read or written", where=str(path),
                           found=str(error)) from None  # fmt: skip


def create(folder: Path, plan: Plan) -> Store:
    """A folder in which every point waits; it appears when that is so. Raises RequestError where it cannot."""
    place = folders.begin(folder)
    rows = [json.dumps(row) for row in plan.rows]
    info = {"schema": SCHEMA, "version": version(), **plan.document(), "rows": _digest(rows)}
    with closing(sqlite3.connect(place / POINTS_FILE)) as database, database:
        database.execute(TABLE)
        database.executemany("INSERT INTO points VALUES (?, ?, ?, '', '', 0, NULL, '{}')",
                             [(number, row, WAITING) for number, row in enumerate(rows)])  # fmt: skip
    folders.finish(folder, {SCENARIO_FILE: plan.text, PLAN_FILE: folders.as_json(info | {"seal": seal(info)})})
    return Store(folder, plan)


def is_sweep(folder: Path) -> bool:
    """Whether a folder is that of a sweep."""
    return (folder / PLAN_FILE).is_file()


def opened(folder: Path) -> Store:
    """The store of a sweep that was begun; raises RequestError where there is none or it cannot be gone on with."""
    info = _info(folder / PLAN_FILE)
    if info.get("version") != version():
        raise RequestError("the sweep was begun with another version, whose numbers may differ", where=str(folder),
                           found=str(info.get("version")), allowed=version())  # fmt: skip
    with _database(folder) as database:
        rows = [row for (row,) in database.execute("SELECT row FROM points ORDER BY number")]
    if _digest(rows) != info["rows"]:
        raise RequestError("the points are not those that were asked for", where=str(folder / POINTS_FILE))
    text = (folder / SCENARIO_FILE).read_text(encoding="utf-8")
    axes = tuple(Axis.of(axis) for axis in info["axes"])
    points = [tuple(json.loads(row)) for row in rows]
    plan = Plan(text, axes, points, info["design"], info["replicates"], tuple(info["measures"]), info["digest"],
                info["purpose"], info["luck"])  # fmt: skip
    plan.check_scenario(folder)
    return Store(folder, plan)


def _digest(rows: Iterable[str]) -> str:
    return digest("\n".join(rows).encode())


def _info(path: Path) -> Mapping[str, Any]:
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError("this is not the folder of a sweep", where=str(path), found=str(error)) from None
    if info.get("seal") != seal(info):
        raise RequestError("it was altered: its content does not match its seal", where=str(path))
    return dict(info)
