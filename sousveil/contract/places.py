"""Places: where people live, under synthetic labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Place:
    """A place: its own label, the region it lies in, and whether it is urban, rural or abroad.

    luck: the number under which its luck is drawn, where it has that in common with another; else its own number.
    """

    label: str
    region: str
    kind: Literal["urban", "rural", "abroad"]
    luck: int | None = field(default=None, repr=False)
