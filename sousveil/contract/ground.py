"""The ground of a small world: who is near whom, where that is a random graph or a grid and not a nation's ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isqrt
from typing import Any

from sousveil.contract.errors import RequestError

MOST_PEOPLE, MOST_SITES = 1_000_000, 1 << 16
NO_GRID = "population: {cells: [...], grid: {width: 40, height: 40, vision: 7}}"
WEIGHT = 1 << 16
"""What all ties of one in a web weigh together, at most."""
NO_GROUND = f"population: {{cells: [...], graph: {{degree: 4}}}}, or {NO_GRID}"


@dataclass(frozen=True)
class Graph:
    """A random graph: degree * people / 2 edges, rounded, whose ends are drawn evenly and independently.

    So degrees are Poisson, but for the fixed number of edges. Two people may be tied more than once, and then count
    more than once; an edge that leads back to where it began counts for nobody. The more people, the rarer both.
    """

    degree: float

    def __post_init__(self) -> None:
        if not 0 <= self.degree <= 1000:  # also refuses nan
            raise RequestError("mean degree out of range", found=f"{self.degree:g}", allowed="0 to 1,000")

    def edges(self, people: int) -> int:
        """How many edges there are among so many people."""
        return round(self.degree * people / 2)


@dataclass(frozen=True)
class Grid:
    """A grid of sites whose edges meet (a torus). People stand at sites, several at one if need be.

    Near is who stands within `vision` sites, as the crow flies: dx^2 + dy^2 <= vision^2.
    """

    width: int
    height: int
    vision: int

    def __post_init__(self) -> None:
        if min(self.width, self.height) < 1 or self.width * self.height > MOST_SITES:
            raise RequestError("a grid of this size cannot be", found=f"{self.width} x {self.height}",
                               allowed=f"1 x 1 to {MOST_SITES:,} sites in all")  # fmt: skip
        if not 0 <= 2 * self.vision < min(self.width, self.height):
            raise RequestError("sight out of range: nobody is seen twice around a torus", found=f"vision {self.vision}",
                               allowed=f"0 to {(min(self.width, self.height) - 1) // 2} sites")  # fmt: skip

    @property
    def sites(self) -> int:
        """Sites in all."""
        return self.width * self.height

    def reach(self, down: int) -> int:
        """How far to the left and right one sees in the row so many cells up or down."""
        return isqrt(self.vision**2 - down**2)

    @cached_property
    def disc(self) -> tuple[tuple[int, int], ...]:
        """(right, down) of every site within sight, one's own among them."""
        rows = range(-self.vision, self.vision + 1)
        return tuple((right, down) for down in rows for right in range(-self.reach(down), self.reach(down) + 1))


@dataclass(frozen=True, eq=False)
class Web:
    """Named webs of ties between rows that stay: each (rows, rows) whole numbers, what the other weighs for oneself.

    A row adds up to 65536 at most: less where some ties are to nobody, nothing where there are none. Whole sums of
    65536ths times 256ths stay below 2^24, so that they are exact in single precision, whatever the order.
    """

    weights: Mapping[str, Any]

    def __post_init__(self) -> None:
        for name, web in self.weights.items():
            if (web < 0).any() or (web.sum(axis=1) > WEIGHT).any():
                raise RequestError(f"the ties of the web {name!r} weigh less than nothing, or more than a whole")


Ground = Graph | Grid | Web
