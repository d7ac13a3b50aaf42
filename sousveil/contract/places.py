"""Places: where people live, under synthetic labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Place:
    """A place: its own label, the region it lies in, and whether it is urban, rural or abroad."""

    label: str
    region: str
    kind: Literal["urban", "rural", "abroad"]
