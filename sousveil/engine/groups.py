"""Static group masks, and from their counts the counts of every group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AGE_BANDS, BY_NAME, GROUPS
from sousveil.contract.countries import COUNTRY_MEMBERS
from sousveil.contract.places import Place
from sousveil.contract.views import People
from sousveil.engine.layout import LANES

Integers = npt.NDArray[Any]
MASKS = ("total", "female", "minority", *AGE_BANDS[:-1])
"""Masks of people that are tallied. The other groups are differences, or follow from the kind of place."""


def field(stored: Integers, column: str, name: str) -> Integers:
    """A yes/no field of a stored column as booleans."""
    at, _ = BY_NAME[column].shifts[name]
    return np.asarray((stored >> at) & 1, bool)


def pack_bits(mask: Integers) -> Integers:
    """(tiles, 32, 256) booleans -> (tiles, 256) words, one bit a person."""
    lane = np.arange(LANES, dtype=np.uint32)[:, None]
    return cast(Integers, np.bitwise_or.reduce(mask.astype(np.uint32) << lane, axis=1))


@dataclass(frozen=True, eq=False)
class Grouping:
    """How the rows of a table are split when events are counted. The first mask is of everybody."""

    names: tuple[str, ...]
    rows: Callable[[Mapping[str, Integers]], list[Integers]]
    """Columns (tiles, 32, 256) -> a mask each of the rows present."""
    made_of: Integers
    """(masks, groups) how the counts of masks make up those of a group."""
    by_kind: bool
    """Whether the kind of a place says who can be of which group there."""

    def masks(self, columns: Mapping[str, Integers]) -> Integers:
        """(tiles, masks, 256) packed masks of the rows present."""
        return np.stack([pack_bits(row) for row in self.rows(columns)], axis=1)

    def by_group(self, counts: Integers, places: tuple[Place, ...]) -> Integers:
        """(..., places, events, masks) counts of masks -> (..., events, places, groups) counts of groups, 64-bit."""
        # products of whole numbers below 2^53 are exact, and many times as fast as in integers
        made = counts.astype(np.float64) @ self.made_of.astype(np.float64)
        if self.by_kind:
            made *= _groups_of_kinds(tuple(place.kind for place in places))[:, None, :]
        return made.swapaxes(-3, -2).astype(np.int64)


def _people(columns: Mapping[str, Integers]) -> list[Integers]:
    traits, age = columns["traits"], columns["age"]
    return _split(field(traits, "traits", "present"), traits, age)


def _split(whole: Integers, traits: Integers, age: Integers) -> list[Integers]:
    """A mask of people, and its parts, in the order of MASKS."""
    rows = [whole, whole & field(traits, "traits", "female"), whole & field(traits, "traits", "minority")]
    return rows + [whole & (age == band) for band in range(len(AGE_BANDS) - 1)]


def _countries(columns: Mapping[str, Integers]) -> list[Integers]:
    read = People(columns)
    return [read.present & _any_of(read, names) for names in COUNTRY_MEMBERS.values()]


def _any_of(read: People, names: tuple[str, ...]) -> Integers:
    return cast(Integers, np.logical_or.reduce([getattr(read, name) for name in names]))


def adults(traits: Integers, age: Integers, block_place: Integers, places: tuple[Place, ...]) -> Integers:
    """(places, groups) people of 15 and more; columns by blocks and slots of the population, (blocks, 256)."""
    grown = field(traits, "traits", "present") & (age != AGE_BANDS.index("age_0_14"))
    rows = _split(grown, traits, age)
    totals = np.zeros((len(places), len(rows)), np.int64)
    np.add.at(totals, block_place, np.stack([row.sum(axis=1) for row in rows], axis=1))
    return cast(Integers, PEOPLE.by_group(totals[:, None, :], places)[0])


def _groups_of_masks() -> Integers:
    """(masks, groups) how the masks' counts make up a group's, wherever the place lies."""
    female, minority, ages = 1, 2, len(AGE_BANDS) - 1
    made = np.zeros((len(MASKS), len(GROUPS)), np.int64)
    names = list(GROUPS)
    for group in ("all", "urban", "rural", "abroad", "male", "majority", AGE_BANDS[-1]):
        made[0, names.index(group)] = 1
    for mask, group, rest in ((female, "female", "male"), (minority, "minority", "majority")):
        made[mask, names.index(group)], made[mask, names.index(rest)] = 1, -1
    for band in range(ages):
        made[3 + band, names.index(AGE_BANDS[band])], made[3 + band, names.index(AGE_BANDS[-1])] = 1, -1
    return made


PEOPLE = Grouping(tuple(GROUPS), _people, _groups_of_masks(), by_kind=True)
COUNTRIES = Grouping(tuple(COUNTRY_MEMBERS), _countries, np.eye(len(COUNTRY_MEMBERS), dtype=np.int64), by_kind=False)


@cache
def _groups_of_kinds(kinds: tuple[str, ...]) -> Integers:
    """(places, groups) 1 where people of a place can be of a group: abroad they are of that group alone."""
    rows = [
        [(kind == group) if group in ("urban", "rural", "abroad") else kind != "abroad" for group in GROUPS]
        for kind in kinds
    ]
    return np.array(rows, np.float64)


def codes(traits: Integers, age: Integers) -> Integers:
    """A small code for every slot by which snapshots are split; 0 is an empty slot. `MEMBERS` says who is what."""
    return np.asarray(coded(traits, age), np.uint8)


CODED = ("female", "minority", "urban", "abroad")


def coded(traits: Any, age: Any) -> Any:
    """The same of NumPy's or JAX's arrays, in 32 bits."""

    def bit(name: str) -> Any:
        return (traits >> BY_NAME["traits"].shifts[name][0]) & 1

    code = age.astype("uint32")
    for name in CODED:
        code = code * 2 + bit(name).astype("uint32")
    return age.__array_namespace__().where(bit("present") != 0, code + 1, 0)


def _members() -> Integers:
    """(codes, groups) 1 where somebody with the code belongs to the group."""
    member = np.zeros((len(AGE_BANDS) * 16 + 1, len(GROUPS)), np.int64)
    names = list(GROUPS)
    for band, label in enumerate(AGE_BANDS):
        for bits in range(16):
            female, minority, urban, abroad = bits >> 3, bits >> 2 & 1, bits >> 1 & 1, bits & 1
            mine = ["abroad"] if abroad else [
                "all", "female" if female else "male", "urban" if urban else "rural",
                "minority" if minority else "majority", label,
            ]  # fmt: skip
            for group in mine:
                member[band * 16 + bits + 1, names.index(group)] = 1
    return member


MEMBERS = _members()
