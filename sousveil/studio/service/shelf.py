"""Kept folders: the same that the command line writes. Only names that the folder itself shows are opened."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from sousveil.contract.errors import RequestError, nearest
from sousveil.language import _, _n, spoken
from sousveil.records.provenance import RUN_FILE, seal
from sousveil.records.standing import PART
from sousveil.studio.service.jobs import BusyError, MissingError
from sousveil.studio.service.stages import noted

KeptKind = Literal["run", "comparison", "assessment", "replication", "safeguards", "world", "folder"]
KeptStatus = Literal["complete", "running", "interrupted"]
MARKS: dict[str, KeptKind] = {
    RUN_FILE: "run", "compare.json": "comparison", "assessment.json": "assessment",
    "replications.json": "replication", "safeguards.json": "safeguards",
}  # fmt: skip
"""The file by which a folder is known, and what it then is."""
COUNTRIES = "countries"
"""`table` in run.json where the rows of a run are countries and not people."""
PAGES = ("report.html", "compare.html", "assessment.html", "replications.html", "safeguards.html")
SHOWN = (".html", ".json", ".yaml", ".csv", ".parquet", ".md", ".nc")
"""Ends of names of files that can be had one by one."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
NOT_PACKED = "checkpoints"
STATUSES: tuple[KeptStatus, ...] = ("complete", "running", "interrupted")
NEEDED = {
    RUN_FILE: ("status",), "compare.json": ("baseline", "effects"), "assessment.json": ("scenario", "harms"),
    "replications.json": ("exhibits",), "safeguards.json": ("scenario", "options"),
}  # fmt: skip
"""Keys without which a file is not what its name says."""
TRIES = 3
"""Looks at a folder that is just being put in its place."""
LONGEST = 300
"""Letters of a reason why something cannot be read."""


@dataclass(frozen=True)
class Kept:
    """A folder below runs/. page: the name of its page, None where it has none; files: what can be downloaded.

    status: a run may be running (here or elsewhere) or interrupted after `day`, and then be gone on with. damaged: why
    it cannot be read, empty where it can.
    """

    name: str
    kind: KeptKind
    status: KeptStatus
    title: str
    scenario: str
    people: int
    days: int
    seed: int
    replicates: int
    day: int | None
    finished: str
    bytes: int
    page: str | None
    files: tuple[str, ...]
    damaged: str = ""


class Shelf:
    """The folder of kept folders."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def all(self) -> tuple[Kept, ...]:
        """Everything there is, newest first."""
        found = [self._one(name) for name in self._names()]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.finished, reverse=True))

    def one(self, name: str) -> Kept:
        """One of them; raises RequestError for a name that the folder does not show."""
        found = self._one(name) if name in self._names() else None
        if found is None:
            close = nearest(name[:100], self._names())
            raise MissingError("there is no such folder", where="the kept folders", found=name[:100], nearest=close,
                               allowed="a name that the list shows")  # fmt: skip
        return found

    def folder(self, name: str) -> Path:
        """Where it is; raises RequestError as `one`."""
        return self.place / self.one(name).name

    def file(self, name: str, file: str) -> Path:
        """A file of it that may be had; raises RequestError for any other."""
        one = self.one(name)
        if file not in one.files:
            raise MissingError(
                "there is no such file", where=name, found=file[:100], allowed=", ".join(one.files) or "nothing yet",
                nearest=nearest(file[:100], one.files),
            )  # fmt: skip
        return self._staging(name) / file

    def document(self, name: str, file: str = "") -> dict[str, Any]:
        """The document of it: what its kind is known by, or another file of JSON."""
        one = self.one(name)
        mark = file or next((mark for mark, kind in MARKS.items() if kind == one.kind), RUN_FILE)
        try:
            content = json.loads(self.file(name, mark).read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise RequestError("the file cannot be read", where=f"{name}/{mark}", found=str(error)[:LONGEST]) from None
        return content if isinstance(content, dict) else {"exhibits": content}

    def rename(self, name: str, to: str) -> Kept:
        """Give it another name; raises RequestError for one that will not do, or while it is being worked on."""
        one = self._free(name)
        self._check_new(to)
        os.rename(self.place / one.name, self.place / to)
        return self.one(to)

    def delete(self, name: str, sure: str) -> None:
        """Remove it for good; `sure` repeats its name. Raises RequestError while it is being worked on."""
        one = self._free(name)
        if sure != one.name:
            raise RequestError("a folder is removed only by somebody who is sure", where="sure", found=sure[:100],
                               allowed=f"its name once more: {one.name}")  # fmt: skip
        for place in (self.place / one.name, self.place / (one.name + PART)):
            if place.is_dir():
                # out of the way first: a folder is there or it is not
                going = Path(tempfile.mkdtemp(prefix=".going-", dir=self.place))
                os.rename(place, going / place.name)
                shutil.rmtree(going)

    def packed(self, name: str) -> Path:
        """A ZIP file of it, checkpoints left out, in a place of its own; whoever asks removes it."""
        self.one(name)
        folder = self._staging(name)
        handle, path = tempfile.mkstemp(prefix="sousveil-", suffix=".zip")
        with os.fdopen(handle, "wb") as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for file in _members(folder):
                made.write(file, Path(name) / file.relative_to(folder))
        return Path(path)

    def fresh(self, name: str, wanted: str | None = None) -> Path:
        """A folder to be: of the name that is wanted, or <name>-<date>-<time>. Raises RequestError for one taken."""
        if wanted is not None:
            self._check_new(wanted)
            return self.place / wanted
        base = f"{name}-{datetime.now().strftime('%Y%m%d-%H%M%S')}"
        found, number = base, 1
        while self._taken(found):
            number += 1
            found = f"{base}-{number}"
        return self.place / found

    def _check_new(self, name: str) -> None:
        if not NAME.fullmatch(name) or name.endswith(PART):
            raise RequestError("this cannot be its name", where="the new name", found=name[:100],
                               allowed="letters, digits, - _ and . (at most 100, a letter or digit first)")  # fmt: skip
        if self._taken(name):
            raise BusyError("the name is taken", where="the new name", found=name, allowed="another name")

    def _taken(self, name: str) -> bool:
        return (self.place / name).exists() or (self.place / (name + PART)).exists()

    def _names(self) -> list[str]:
        """Names of folders, and of folders to be whose run stands beside them; no links, nothing hidden."""
        try:
            with os.scandir(self.place) as entries:
                found = [one.name for one in entries if one.is_dir(follow_symlinks=False) and one.name[0] != "."]
        except FileNotFoundError:
            return []
        return sorted({name.removesuffix(PART) for name in found})

    def _free(self, name: str) -> Kept:
        one = self.one(name)
        if one.status == "running":
            raise BusyError("it is being worked on", where=name, allowed="wait, or stop the run first")
        return one

    def _one(self, name: str) -> Kept | None:
        for _look in range(TRIES):
            with suppress(FileNotFoundError):  # it was just put in its place, or taken away
                return self._looked_at(name)
        return None

    def _looked_at(self, name: str) -> Kept | None:
        place = self._staging(name)
        if not place.is_dir():
            return None
        mark = next((mark for mark in MARKS if (place / mark).is_file()), None)
        if mark is None:
            page = _page(place)
            return None if page is None else _read(place, name, None, (place / page).stat().st_mtime_ns, spoken())
        found = _read(place, name, mark, (place / mark).stat().st_mtime_ns, spoken())
        return _standing(found, place) if mark == RUN_FILE else found

    def _staging(self, name: str) -> Path:
        """Where it is: beside its place, while a run is being written. Moves nothing: others may be at it."""
        folder = self.place / name
        places = (folder / PART, self.place / (name + PART))
        return next((place for place in places if (place / RUN_FILE).is_file()), folder)


@lru_cache(maxsize=1024)
def _read(place: Path, name: str, mark: str | None, changed: int, language: str) -> Kept:
    """What a folder says of itself; `changed` makes a folder that has changed another one, and so does the language."""
    said, damaged = _said(place, mark)
    kind: KeptKind = "folder" if mark is None else MARKS[mark]
    if mark == RUN_FILE and said.get("table") == COUNTRIES:
        kind = "world"
    files = tuple(sorted(path.name for path in place.iterdir() if _is_shown(path)))
    size = sum(file.stat().st_size for file in _members(place, left_out=""))
    status: KeptStatus = next((one for one in STATUSES if one == said.get("status")), "complete")
    when = next((text for key in ("finished", "stopped", "started") if (text := _text(said, key))), "")
    day = said["day"] if isinstance(said.get("day"), int) else None
    return Kept(
        name, kind, status, _title(kind, said) or name, _scenario(kind, said), _whole(said, "people"),
        _whole(said, "days"), _whole(said, "seed"), _whole(said, "replicates") or 1, day,
        when or _time(place, mark), size, _page(place), files, damaged,
    )  # fmt: skip


def _page(place: Path) -> str | None:
    """The page of a folder: by one of the known names, or whatever page there is."""
    known = (page for page in PAGES if (place / page).is_file())
    others = (
        path.name for path in sorted(place.glob("*.html")) if _is_shown(path) and not path.name.startswith("life-")
    )
    return next(known, None) or next(others, None)


def _is_shown(path: Path) -> bool:
    return path.suffix in SHOWN and path.is_file() and not path.is_symlink()


def _said(place: Path, mark: str | None) -> tuple[dict[str, Any], str]:
    """What stands in the marking file, as far as it can be read, and why it cannot."""
    try:
        content = {} if mark is None else json.loads((place / mark).read_bytes())
    except FileNotFoundError:
        raise
    except (OSError, ValueError, RecursionError) as error:
        return {}, f"{mark} cannot be read: {error}"[:LONGEST]
    if mark == RUN_FILE and isinstance(content, dict) and content.get("seal") != seal(content):
        return content, "run.json was altered: its content does not match its seal"
    if mark == "replications.json" and isinstance(content, list):
        content = {"exhibits": content}
    needed = NEEDED.get(mark or "", ())
    if not isinstance(content, dict) or any(key not in content for key in needed):
        return {}, f"{mark} says nothing that is known"
    return content, ""


def _standing(one: Kept, place: Path) -> Kept:
    """A run that says that it is running is so only while somebody holds it."""
    if one.status != "running":
        return one
    return one if _is_held(place) else replace(one, status="interrupted")


def _is_held(place: Path) -> bool:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a file system without locks: nobody can say
        return False
    finally:
        os.close(descriptor)
    return False


def _title(kind: KeptKind, said: dict[str, Any]) -> str:
    if kind == "comparison":
        sides = [_text(said.get(side), "title") for side in ("baseline", "reform")]
        told = _("{baseline}, and {reforms}", baseline=noted(sides[0]), reforms=noted(sides[1])) if all(sides) else ""
        return told or "".join(map(noted, sides))
    if kind == "replication":
        made = said.get("exhibits")
        titles = [_text(one, "title") for one in made] if isinstance(made, list) else []
        return (
            _(titles[0])
            if len(titles) == 1
            else _n("{count} exhibit", "{count} exhibits", len(titles), count=len(titles))
        )
    title = _text(said.get("scenario"), "title") or _text(said, "title")
    if title and kind == "assessment":
        return _("Rights assessment: {title}", title=noted(title))
    return _("Safeguards in {title}", title=noted(title)) if title and kind == "safeguards" else noted(title)


def _scenario(kind: KeptKind, said: dict[str, Any]) -> str:
    return _text(said.get("baseline" if kind == "comparison" else "scenario"), "name") or _text(said, "scenario")


def _text(said: Any, key: str) -> str:
    found = said.get(key) if isinstance(said, dict) else None
    return found if isinstance(found, str) else ""


def _whole(said: dict[str, Any], key: str) -> int:
    run = said.get("run") if isinstance(said.get("run"), dict) else said
    found = said.get(key, (run or {}).get(key))
    return found if isinstance(found, int) else 0


def _time(place: Path, mark: str | None) -> str:
    path = place if mark is None else place / mark
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")


def _members(folder: Path, left_out: str = NOT_PACKED) -> Iterator[Path]:
    """Files of a folder, links and one folder inside it left out."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != left_out)
        for name in sorted(files):
            path = Path(where) / name
            if not path.is_symlink():
                yield path
