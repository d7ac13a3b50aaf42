"""The fixed things of a run: who is where, group masks, friend fields, keys of luck, parameter values by day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.draws import SCHEDULE, schedule, stream_words, threefry2x32
from sousveil.contract.ground import Ground
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.places import Place
from sousveil.contract.quantity import Count
from sousveil.contract.storage import fixed
from sousveil.engine.assemble import Assembly
from sousveil.engine.devices import ONE, Devices
from sousveil.engine.groups import PEOPLE, Grouping, adults, field, pack_bits
from sousveil.engine.homes import housemates
from sousveil.engine.layout import CHUNKS, WORDS, WORDS_A_BLOCK, Layout, lay_out
from sousveil.engine.nearby import check_sites, seats
from sousveil.engine.sums import Ranges
from sousveil.engine.ties import by_block, matched
from sousveil.engine.trace import numbers

Integers = npt.NDArray[Any]
PlacedValue = float | Mapping[str, float]
SOCIABLE = "ties.sociable"
PLACES = "places"


@dataclass(frozen=True)
class Friends:
    """Friend fields: partner block of every block in each field, slots matched by XOR, thresholds of sociability."""

    partner: Integers
    """(fields, blocks of the population); the number of blocks where there is no partner."""
    masks: tuple[int, ...]
    thresholds: tuple[int, ...]
    """A person keeps a tie in field k if the first word of their lasting luck lies below thresholds[k]."""


@dataclass(frozen=True)
class Setting:
    """Everything about a run that does not change from day to day; arrays in the engine's layout."""

    layout: Layout
    columns: Mapping[str, Any]
    group_masks: Any
    ranges: Ranges
    heads: Any
    present: Any
    mutual: Any
    """(fields, blocks, 8) who has a friend in each field."""
    partner: Any
    friend_masks: tuple[int, ...]
    people: Integers
    """(places, groups) people."""
    adults: Integers | None
    """(places, groups) people of 15 and more; None of another table."""
    devices: Devices = ONE
    ground: Ground | None = None
    """Who is near whom, in a small world that says so."""
    grouping: Grouping = PEOPLE

    @cached_property
    def seats(self) -> Any:
        """(people,) where everybody stands among all slots, place by place in the order of the number within it."""
        number = np.asarray(numbers(self.layout.base))
        return self.devices.put(seats(number, self.layout.place, self.devices.whole(self.present)))

    @cached_property
    def housemates(self) -> Any:
        """(tiles, steps, 256) who lives with the person so many lanes before."""
        return self.devices.put(housemates(self.devices.whole(self.heads), self.devices.whole(self.present)))


def prepare(
    columns: dict[str, Integers],
    places: tuple[Place, ...],
    block_place: Integers,
    friends: Friends,
    seed: int,
    devices: Devices = ONE,
    ground: Ground | None = None,
    grouping: Grouping = PEOPLE,
) -> Setting:
    """Lay the population out and derive its static words. ground: who is near whom, of a small world."""
    layout, put = lay_out(places, block_place, devices.count), devices.put
    turned = {name: layout.turn(column) for name, column in columns.items()}
    traits, group_masks = turned["traits"], grouping.masks(turned)
    partner = partners(layout, friends)
    here = field(traits, "traits", "present")
    check_sites(turned, here, ground)
    present = pack_bits(here)
    return Setting(
        layout, turned, put(group_masks), devices.ranges(layout.chunk_place, len(places)),
        put(pack_bits(field(traits, "traits", "head"))), put(present),
        put(_mutual(layout, friends, partner, present, seed), 1), put(np.maximum(partner, 0), 1), friends.masks,
        grouping.by_group(_people(layout, group_masks)[:, None, :], places)[0],
        adults(columns["traits"], columns["age"], block_place, places) if grouping is PEOPLE else None,
        devices, ground, grouping,
    )  # fmt: skip


def partners(layout: Layout, friends: Friends) -> Integers:
    """(fields, blocks) partner of each block of the layout, in the order of `Layout.block_at`; -1 where none.

    A block may be its own partner.
    """
    filled, known = layout.source >= 0, friends.partner.shape[1]
    where = np.full(known + 1, -1, np.int64)
    where[layout.source[filled]] = layout.block_at[filled]
    partner = np.full((len(friends.masks), len(layout.source)), -1, np.int32)
    partner[:, layout.block_at[filled]] = where[friends.partner[:, layout.source[filled]]]
    return partner


def _people(layout: Layout, group_masks: Integers) -> Integers:
    """(places, masks) people present."""
    chunks = np.bitwise_count(group_masks).reshape(layout.tiles, -1, WORDS, CHUNKS).sum(axis=2, dtype=np.int64)
    totals = np.zeros((len(layout.places), group_masks.shape[1]), np.int64)
    np.add.at(totals, layout.chunk_place, chunks.transpose(0, 2, 1).reshape(-1, group_masks.shape[1]))
    return totals


def _mutual(layout: Layout, friends: Friends, partner: Integers, present: Integers, seed: int) -> Integers:
    """(fields, blocks, 8) who keeps a tie in each field with somebody who keeps it, too."""
    rows = _sociable(layout, friends, present, seed)
    for row, other, mask in zip(rows, partner, friends.masks, strict=True):
        row &= matched(row[np.maximum(other, 0)], mask)
        row[other < 0] = 0
    return rows


def _sociable(layout: Layout, friends: Friends, present: Integers, seed: int) -> Integers:
    """(fields, blocks, 8) who keeps a tie in each field, from one lasting draw a person."""
    key = stream_key(seed, SOCIABLE)
    rows = np.empty((len(friends.masks), len(layout.source), WORDS_A_BLOCK), np.uint32)
    blocks = len(layout.source) // max(layout.tiles, 1)
    piece = 128
    for start in range(0, layout.tiles, piece):
        part = slice(start, start + piece)
        number = np.asarray(numbers(layout.base[part]))
        word, _ = threefry2x32(key, (number, layout.luck[part]))
        for k, threshold in enumerate(friends.thresholds):
            mine = pack_bits(word < np.uint32(threshold)) & present[part]
            rows[k, start * blocks : (start + piece) * blocks] = by_block(mine)
    return rows


def replicate_seed(seed: int, replicate: int) -> int:
    """The seed of a replicate: the seed itself for the first, then 64 bits of SHA-256 of (seed, replicate)."""
    if replicate == 0:
        return seed
    return int.from_bytes(hashlib.sha256(f"{seed}/{replicate}".encode()).digest()[:8], "little")


def stream_key(seed: int, name: str) -> tuple[Any, Any]:
    """The key of a stream: Threefry of its name's hash under the seed."""
    low, high = stream_words(name)
    return threefry2x32((_word(seed), _word(seed >> 32)), (_word(low), _word(high)))


def _word(value: int) -> Integers:
    return np.asarray([value & 0xFFFFFFFF], np.uint32)


def keys(seeds: list[int], streams: tuple[str, ...]) -> Integers:
    """(replicates, streams, 2) keys."""
    made = [[[int(w[0]) for w in stream_key(seed, name)] for name in streams] for seed in seeds]
    return np.array(made, np.uint32).reshape(len(seeds), len(streams), 2)


def schedules(seeds: list[int], streams: tuple[str, ...]) -> Integers:
    """(replicates, streams, 8) what the generator's rounds add, by stream."""
    made = keys(seeds, streams)
    return np.stack(schedule((made[..., 0], made[..., 1])), axis=-1).reshape(*made.shape[:2], SCHEDULE)


class PlaceKeys(dict[str, tuple[Integers, Integers]]):
    """Keys of the luck that is drawn for places when numbers are settled, (replicates, 1), made when first asked for.

    They are those of a stream of its own, so that a place and a person never share a draw.
    """

    def __init__(self, seeds: list[int]) -> None:
        super().__init__()
        self._seeds = seeds

    def __missing__(self, name: str) -> tuple[Integers, Integers]:
        made = keys(self._seeds, (f"{PLACES}/{name}",))
        self[name] = made[:, :, 0], made[:, :, 1]
        return self[name]


def place_values(value: PlacedValue, places: tuple[Place, ...], default: float) -> list[float]:
    """A parameter's value in every place: the most exact selector wins (label, region, kind, default)."""
    if not isinstance(value, Mapping):
        return [value] * len(places)
    otherwise = value.get("default", default)
    return [value.get(p.label, value.get(p.region, value.get(p.kind, otherwise))) for p in places]


def settled_parameters(
    mechanism: Mechanism, values: Callable[[str], PlacedValue], places: tuple[Place, ...]
) -> dict[str, Any]:
    """A mechanism's parameters as 64-bit quantities by place, for `settle`."""
    made = {}
    for name, p in mechanism.parameters.items():
        stored = [fixed(p, v) for v in place_values(values(f"{mechanism.name}.{name}"), places, p.default)]
        made[name] = p.kind(np.array(stored, np.int64))
    return made


def fixed_parameter(
    assembly: Assembly, path: str, values: Callable[[str], PlacedValue], places: tuple[Place, ...]
) -> Integers:
    """(places,) a parameter's stored integers as 32-bit words."""
    owner, name = path.split(".")
    p = next(m for m in assembly.mechanisms if m.name == owner).parameters[name]
    made = [fixed(p, v) for v in place_values(values(path), places, p.default)]
    return np.array(made, np.int64 if p.kind is Count else np.uint64).astype(np.uint32)
