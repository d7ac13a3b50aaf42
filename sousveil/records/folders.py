"""Folders of what is written beside runs: new or empty, and there only when whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.records.standing import PART, RUNS


def folder_for(out: str | Path | None, name: str) -> Path:
    """The folder to be: the one given, new or empty, or `runs/<name>-<date>-<time>`. Writes nothing."""
    folder = Path(out) if out is not None else RUNS / f"{name}-{datetime.now().strftime('%Y%m%d-%H%M%S')}"
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError("the folder holds something already", where=str(folder), allowed="a new or an empty folder")
    return folder.resolve()


def staging(folder: Path) -> Path:
    """Where it is written until it is whole."""
    return folder.with_name(folder.name + PART)


def begin(folder: Path) -> Path:
    """An empty place beside the folder; raises RequestError where nothing can be written."""
    place = staging(folder)
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    except OSError as error:
        raise RequestError("the folder cannot be written", where=str(folder), found=error.strerror or "") from None
    return place


def finish(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files beside what is there already, and let the folder appear when it is whole."""
    place = staging(folder)
    for name, content in files.items():
        (place / name).write_text(content, encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    os.replace(place, folder)
    return folder


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder of files that are all there already."""
    begin(folder)
    return finish(folder, files)


def abandon(folder: Path) -> None:
    """Leave nothing of what did not come about."""
    shutil.rmtree(staging(folder), ignore_errors=True)


def as_json(content: Any) -> str:
    """JSON for people to read, too."""
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
