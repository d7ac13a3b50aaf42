"""Kept folders: the same that the command line writes, below runs/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KeptKind = Literal["run", "comparison", "assessment", "replication", "safeguards", "world", "folder"]
KeptStatus = Literal["complete", "running", "interrupted"]


@dataclass(frozen=True)
class Kept:
    """A folder below runs/. page: the name of its page, None where it has none; files: what can be downloaded.

    status: a run may be running (here or elsewhere) or interrupted after `day`, and then be gone on with.
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
