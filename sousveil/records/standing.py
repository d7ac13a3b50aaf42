"""Where a run stands on the disk, and how far it is: what can be known of a folder without opening its records."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.records.provenance import RUN_FILE, seal

RUNS = Path("runs")
PART = ".part"


def staging(folder: Path) -> Path:
    """Where the files of a run are while it is being written; the folder itself once it is complete."""
    places = (folder / PART, beside(folder))
    return next((place for place in places if info_of(place).get("status") == "running"), folder)


def find(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The folder of a run in whatever state, and its run.json; raises RequestError where there is none.

    Where a run was stopped without warning `folder` may not exist: what there is stands beside it. What was about to
    appear in its place appears.
    """
    folder = folder.resolve()
    if folder.name.endswith(PART) and info_of(folder):
        folder = folder.parent if folder.name == PART else folder.with_name(folder.name.removesuffix(PART))
    place = next((place for place in (folder / PART, beside(folder)) if info_of(place)), folder)
    info = info_of(place)
    if not info:
        there = folder.exists() or beside(folder).exists()
        raise RequestError(
            "this is not a run folder: run.json is missing" if there else "there is no such run folder",
            where=str(folder), allowed="a folder that `sousveil run` has begun to write",
        )  # fmt: skip
    if info.get("seal") != seal(info):
        raise RequestError("run.json was altered: its content does not match its seal", where=str(place / RUN_FILE))
    if place != folder and info["status"] != "running":
        appear(place, folder)
    return folder, info


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else works on this run meanwhile; raises RequestError where somebody does already.

    The operating system lets go when the process ends, however it ends.
    """
    descriptor = os.open(staging(folder), os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise RequestError("the run is still going on", where=str(folder), allowed="wait, or stop it first") from None
    except OSError:  # a file system without locks: nobody is kept out
        pass
    try:
        yield
    finally:
        os.close(descriptor)


def beside(folder: Path) -> Path:
    """Where a run to come is written, beside its folder to be."""
    return folder.with_name(folder.name + PART)


def appear(place: Path, folder: Path) -> Path:
    """Let what is written at `place` stand at `folder`."""
    if place.parent != folder:
        os.rename(place, folder)
        return folder
    # run.json goes last: until it is there, this is no run folder
    for path in sorted(place.iterdir(), key=lambda path: path.name == RUN_FILE):
        os.rename(path, folder / path.name)
    place.rmdir()
    return folder


def put(path: Path, content: bytes) -> None:
    """Write a file that is there only when whole."""
    part = path.with_name(path.name + PART)
    part.write_bytes(content)
    os.replace(part, path)


def put_info(place: Path, info: dict[str, Any]) -> None:
    """Write run.json with its seal."""
    sealed = info | {"seal": seal(info)}
    put(place / RUN_FILE, (json.dumps(sealed, indent=1, allow_nan=False) + "\n").encode())


def info_of(place: Path) -> dict[str, Any]:
    """run.json of a place, empty where there is none; raises RequestError where it cannot be read."""
    try:
        found = json.loads((place / RUN_FILE).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise RequestError("run.json cannot be read", where=str(place / RUN_FILE), found=str(error)) from None
    return found if isinstance(found, dict) else {}
