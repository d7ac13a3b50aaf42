"""The checkpoints of a run: which there are, which of them can be gone on from, and how many are kept.

`day-NNNNN.zarr` holds a run after a day: NNNNN counts days over all batches of replicates, which run one after another.
`batch-NNNNN.zarr` holds what was recorded of a batch that is done, while others follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.records.hashed import DamagedError, Hashed, Sheet, remove, write

FOLDER = "checkpoints"
FORMAT = 1
KEPT = 2
NAME = re.compile(r"(day|batch)-(\d{5,})\.zarr")


@dataclass(frozen=True)
class Shelf:
    """Where the checkpoints of a run are. identity: what a run must have in common with them; days: of one batch."""

    place: Path
    identity: Mapping[str, Any]
    days: int

    def keep_day(self, batch: int, day: int, sheets: Iterator[Sheet], said: Mapping[str, Any]) -> None:
        """Write the checkpoint of a day; the last two stay."""
        self._keep("day", batch * self.days + day, sheets, {"batch": batch, "day": day, **said})
        for number in self._numbers("day")[:-KEPT]:
            remove(self._path("day", number))

    def keep_batch(self, batch: int, sheets: Iterator[Sheet], said: Mapping[str, Any]) -> None:
        """Write what was recorded of a batch that is done."""
        self._keep("batch", batch, sheets, {"batch": batch, "day": self.days, **said})

    def forget_batches(self) -> None:
        """Remove what was recorded of batches: the records have it now."""
        for number in self._numbers("batch"):
            remove(self._path("batch", number))

    def any(self) -> bool:
        """Whether there is anything to go on from."""
        return bool(self._numbers("day") or self._numbers("batch"))

    def last_days(self, before: int, refused: Callable[[Path, str], None]) -> dict[int, Hashed]:
        """Batch -> its last whole checkpoint of a day before this one. Damaged ones are passed over and reported.

        Raises RequestError for a checkpoint of another run, naming the first difference.
        """
        found: dict[int, Hashed] = {}
        for number in reversed(self._numbers("day")):
            batch, day = (number - 1) // self.days, (number - 1) % self.days + 1
            if day < before and batch not in found:
                whole = self._whole(self._path("day", number), refused)
                found |= {} if whole is None else {batch: whole}
        return found

    def batches(self, refused: Callable[[Path, str], None]) -> dict[int, Hashed]:
        """Batch -> what was recorded of it, for those that are done. As `last_days`."""
        tried = {number: self._whole(self._path("batch", number), refused) for number in self._numbers("batch")}
        return {number: whole for number, whole in tried.items() if whole is not None}

    def _keep(self, kind: str, number: int, sheets: Iterator[Sheet], said: Mapping[str, Any]) -> None:
        write(self._path(kind, number), sheets, {"format": FORMAT, "identity": dict(self.identity), **said})

    def _path(self, kind: str, number: int) -> Path:
        return self.place / f"{kind}-{number:05d}.zarr"

    def _numbers(self, kind: str) -> list[int]:
        inside = self.place.iterdir() if self.place.is_dir() else ()
        names = (NAME.fullmatch(path.name) for path in inside)
        return sorted(int(name[2]) for name in names if name is not None and name[1] == kind)

    def _whole(self, path: Path, refused: Callable[[Path, str], None]) -> Hashed | None:
        try:
            found = Hashed(path)
            self._check_identity(path, found.attributes)
            found.check()
        except DamagedError as error:
            refused(path, str(error))
            return None
        return found

    def _check_identity(self, path: Path, said: Mapping[str, Any]) -> None:
        theirs, mine = {"format": said.get("format"), **said.get("identity", {})}, {"format": FORMAT, **self.identity}
        for key, (found, wanted) in differences(theirs, mine).items():
            raise RequestError(
                f"the checkpoint is of another run: {key} is not the same",
                where=str(path),
                found=f"{key} {found}",
                allowed=f"{key} {wanted}; without the folder {FOLDER} the run begins again at day 0",
            )


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Key -> (value in one, in the other) where they are not the same; mappings are compared key by key."""
    found: dict[str, tuple[Any, Any]] = {}
    for key in dict.fromkeys([*one, *other]):
        here, there = one.get(key), other.get(key)
        if isinstance(here, Mapping) and isinstance(there, Mapping):
            found |= {f"{key} {inner}": pair for inner, pair in differences(here, there).items()}
        elif here != there:
            found[key] = here, there
    return found
