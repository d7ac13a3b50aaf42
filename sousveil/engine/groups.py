"""Static group masks, and from their counts the counts of every group."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AGE_BANDS, BY_NAME, GROUPS
from sousveil.contract.places import Place
from sousveil.engine.layout import LANES

Integers = npt.NDArray[Any]
MASKS = ("total", "female", "minority", *AGE_BANDS[:-1])
"""Masks that are tallied. The other groups are differences, or follow from the kind of place."""


def field(stored: Integers, column: str, name: str) -> Integers:
    """A yes/no field of a stored column as booleans."""
    at, _ = BY_NAME[column].shifts[name]
    return np.asarray((stored >> at) & 1, bool)


def pack_bits(mask: Integers) -> Integers:
    """(tiles, 32, 256) booleans -> (tiles, 256) words, one bit a person."""
    lane = np.arange(LANES, dtype=np.uint32)[:, None]
    return cast(Integers, np.bitwise_or.reduce(mask.astype(np.uint32) << lane, axis=1))


def masks(traits: Integers, age: Integers) -> Integers:
    """(tiles, masks, 256) packed group masks of the people present."""
    present = field(traits, "traits", "present")
    rows = [present, present & field(traits, "traits", "female"), present & field(traits, "traits", "minority")]
    rows += [present & (age == band) for band in range(len(AGE_BANDS) - 1)]
    return np.stack([pack_bits(row) for row in rows], axis=1)


def adults(traits: Integers, age: Integers, block_place: Integers, places: tuple[Place, ...]) -> Integers:
    """(places, groups) people of 15 and more; columns by blocks and slots of the population, (blocks, 256)."""
    grown = field(traits, "traits", "present") & (age != AGE_BANDS.index("age_0_14"))
    rows = [grown, grown & field(traits, "traits", "female"), grown & field(traits, "traits", "minority")]
    rows += [grown & (age == band) for band in range(len(AGE_BANDS) - 1)]
    totals = np.zeros((len(places), len(rows)), np.int64)
    np.add.at(totals, block_place, np.stack([row.sum(axis=1) for row in rows], axis=1))
    return cast(Integers, by_group(totals[:, None, :], places)[0])


def by_group(counts: Integers, places: tuple[Place, ...]) -> Integers:
    """(..., places, events, masks) counts of masks -> (..., events, places, groups) counts of groups, 64-bit."""
    # products of whole numbers below 2^53 are exact, and many times as fast as in integers
    made = counts.astype(np.float64) @ _GROUPS_OF_MASKS
    made *= _groups_of_kinds(tuple(place.kind for place in places))[:, None, :]
    return made.swapaxes(-3, -2).astype(np.int64)


def _groups_of_masks() -> Integers:
    """(masks, groups) how the masks' counts make up a group's, wherever the place lies."""
    female, minority, ages = 1, 2, len(AGE_BANDS) - 1
    made = np.zeros((len(MASKS), len(GROUPS)))
    names = list(GROUPS)
    for group in ("all", "urban", "rural", "abroad", "male", "majority", AGE_BANDS[-1]):
        made[0, names.index(group)] = 1
    for mask, group, rest in ((female, "female", "male"), (minority, "minority", "majority")):
        made[mask, names.index(group)], made[mask, names.index(rest)] = 1, -1
    for band in range(ages):
        made[3 + band, names.index(AGE_BANDS[band])], made[3 + band, names.index(AGE_BANDS[-1])] = 1, -1
    return made


_GROUPS_OF_MASKS = _groups_of_masks()


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
    code = age.astype(np.uint8)
    for name in CODED:
        code = code * 2 + field(traits, "traits", name).astype(np.uint8)
    return np.where(field(traits, "traits", "present"), code + 1, 0).astype(np.uint8)


CODED = ("female", "minority", "urban", "abroad")


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
