"""What is known of the countries, as arrays: country i of every array is `codes[i]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import unknown
from sousveil.nations.codes import Codes
from sousveil.nations.sources import Source

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]

UNKNOWN = -9
"""What stands in an array of small whole numbers where a fact is not known; figures are not-a-number there."""
SUPPORTS, SILENT, CRITICISES = 1, 0, -1


@dataclass(frozen=True)
class Bloc:
    """A group of states. members: (countries,) full members in 2020. from_memory: codes that no source here backs."""

    key: str
    name: str
    evidence: str
    members: Bools
    from_memory: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One side of a statement or vote. published: how many countries; countries: which, None where not known."""

    side: str
    published: int
    evidence: str
    countries: Bools | None
    source: str


@dataclass(frozen=True)
class Statement:
    """An occasion on which countries took a side. vote: only members of the forum were asked."""

    key: str
    month: str
    forum: str
    about: str
    sides: tuple[Side, ...]
    vote: bool

    def side(self, name: str) -> Side:
        """The side of that name: criticises, supports or silent."""
        for side in self.sides:
            if side.side == name:
                return side
        raise unknown("side", name, [side.side for side in self.sides], where=self.key)

    @property
    def complete(self) -> bool:
        """Whether the countries of every side are known, so that those who kept silent are known too."""
        return all(side.countries is not None for side in self.sides)


@dataclass(frozen=True)
class Growth:
    """Growth of one economy in one year, percent. kind: projected in October 2020, or reported afterwards."""

    area: str
    name: str
    year: int
    kind: str
    percent: float
    evidence: str
    source: str


@dataclass(frozen=True)
class Openness:
    """How open politics were. regime: (countries, years) 0 closed to 3 liberal; share: the same, 0 to 1.

    optional: (countries,) whether the optional file gave the row; elsewhere the project's own coarse bins stand.
    said: which of the two was used where, in English, with the values of its {names}.
    """

    years: tuple[int, ...]
    regime: Flags
    share: Floats
    optional: Bools
    said: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def fallback(self) -> str:
        """The same with its values."""
        return self.said.format_map(self.values)


@dataclass(frozen=True)
class Nations:
    """The countries in the order of their codes. All arrays are read-only.

    Unknown is never zero: a figure is not-a-number, a small whole number is UNKNOWN (-9).
    people: million. gdp: billion dollars. growth_2020, online: percent. homicides: a year per 100,000.
    votes_*, rights_*: agreement in the General Assembly, 0 to 1. belt_road and the rest of the flags: 1 or 0.
    borders, shared_language: (countries, countries), symmetric, false on the diagonal.
    exports, imports: (country, partner) percent of the country's own trade; not-a-number where small or unknown.
    stances: key of a statement -> (countries,) 1 supports, 0 silent, -1 criticises; -9 where not known or not asked.
    tiles: (countries, 2) row and column. weights: (years, economies) percent of the world's product.
    """

    known: Codes
    regions: tuple[str, ...]
    languages: tuple[tuple[str, ...], ...]
    people: Floats
    gdp: Floats
    growth_2020: Floats
    online: Floats
    homicides: Floats
    votes_china: Floats
    votes_usa: Floats
    rights_china: Floats
    rights_usa: Floats
    belt_road: Flags
    belt_road_year: Floats
    council_2020: Flags
    watched_2019: Flags
    chinese_kit: Flags
    huawei_barred: Flags
    borders: Bools
    exports: Floats
    imports: Floats
    shared_language: Bools
    blocs: dict[str, Bloc]
    statements: dict[str, Statement]
    stances: dict[str, Flags]
    openness: Openness
    tiles: npt.NDArray[np.int16]
    growth: tuple[Growth, ...]
    weight_years: tuple[int, ...]
    economies: tuple[str, ...]
    weights: Floats
    abouts: dict[str, str]
    sources: dict[str, Source]

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries' codes, in the order of every array."""
        return self.known.codes

    @property
    def names(self) -> tuple[str, ...]:
        """The countries' names."""
        return self.known.names

    @property
    def fallback(self) -> str:
        """Which figures of openness were used, in words."""
        return self.openness.fallback

    def number(self, code: str) -> int:
        """The place of a country in every array; an unknown code raises RequestError with the nearest one."""
        return self.known.number(code)

    def bloc(self, key: str) -> Bloc:
        """A group of states by its key."""
        if key not in self.blocs:
            raise unknown("bloc", key, self.blocs)
        return self.blocs[key]

    def stance(self, key: str) -> Flags:
        """Where every country stood on an occasion."""
        if key not in self.stances:
            raise unknown("statement", key, self.stances)
        return self.stances[key]
