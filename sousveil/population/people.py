"""The people of one place, in the slots of its blocks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.contract.places import Place
from sousveil.population import households, traits
from sousveil.population.cells import SHAPE, country, size_prior
from sousveil.population.fitting import systematic

BLOCK = 256
GROUP_SLOTS = households.WORD
Bytes = npt.NDArray[np.uint8]


def luck(seed: int, place: str, purpose: str) -> np.random.Generator:
    """Luck by (seed, label of the place, purpose), so that no place's people depend on another's."""
    digest = hashlib.sha256(f"{seed}/{place}/{purpose}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))


@dataclass(frozen=True)
class Settled:
    """People in slots. kind: (slots,) age * 4 + sex * 2 + group; head, present: (slots,) masks. Slots fill blocks."""

    kind: Bytes
    head: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_]


def settle(seed: int, place: Place, expected: npt.NDArray[np.float64], household: float) -> Settled:
    """Draw whole people in whole households: expected (ages, sexes, groups), which adds up to a whole number."""
    counts = _housed(systematic(expected, luck(seed, place.label, "counts").random()))
    law = households.tilted(size_prior(), household)
    shuffle = luck(seed, place.label, "households")
    sizes, heads, others = [], [], []
    for group in range(SHAPE[2]):
        mine = counts[:, :, group]
        kinds = (np.arange(SHAPE[0])[:, None] * 4 + np.arange(SHAPE[1])[None] * 2 + group).astype(np.uint8)
        adults, children = np.repeat(kinds[1:], mine[1:].reshape(-1)), np.repeat(kinds[0], mine[0])
        shuffle.shuffle(adults)
        made = households.sizes(int(mine.sum()), len(adults), law, shuffle)
        rest = np.concatenate([adults[len(made) :], children])
        shuffle.shuffle(rest)
        shuffle.shuffle(made)
        sizes.append(made)
        heads.append(adults[: len(made)])
        others.append(rest)
    return _seated(sizes, heads, others, luck(seed, place.label, "order"))


def _housed(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Counts in which every group has adults enough to lead its households; in tiny places some children grow up."""
    for group in range(SHAPE[2]):
        mine = counts[:, :, group]
        while mine[1:].sum() < households.fewest(int(mine.sum())):
            sex = int(mine[0].argmax())
            mine[0, sex] -= 1
            mine[3, sex] += 1
    return counts


def _seated(sizes: list[Any], heads: list[Bytes], others: list[Bytes], rng: np.random.Generator) -> Settled:
    minority = np.repeat([False, True], [len(part) for part in sizes])
    order = households.order(minority, traits.CLUSTERED.share, rng)
    ordered, minority = np.concatenate(sizes)[order], minority[order]
    first, groups = households.seats(ordered)
    slots = -(-groups * GROUP_SLOTS // BLOCK) * BLOCK
    kind, head, present = np.zeros(slots, np.uint8), np.zeros(slots, bool), np.zeros(slots, bool)
    within = np.arange(int(ordered.sum())) - np.repeat(np.cumsum(ordered) - ordered, ordered)
    seat = np.repeat(first, ordered) + within
    of_minority = np.repeat(minority, ordered)
    head[first], present[seat] = True, True
    for group, (mine, rest) in enumerate(zip(heads, others, strict=True)):
        kind[first[minority == bool(group)]] = mine
        kind[seat[(within > 0) & (of_minority == bool(group))]] = rest
    return Settled(kind, head, present)


def columns(seed: int, place: Place, settled: Settled) -> dict[str, Bytes]:
    """(slots,) the columns that the population fills."""
    kind, present = settled.kind, settled.present
    age, female, minority = kind >> 2, (kind >> 1) & 1, kind & 1
    rng = luck(seed, place.label, "traits")
    abroad = place.kind == "abroad"
    fields = {
        "female": female, "urban": place.kind != "rural", "minority": minority,
        "party": _chance(rng, len(kind), traits.PARTY.share) & (age >= 2) & (not abroad), "head": settled.head,
        "abroad": abroad, "present": True,
        "kin_abroad": _chance(rng, len(kind), traits.KIN_ABROAD.share) & (not abroad),
    }  # fmt: skip
    online = np.ones(SHAPE[0]) if abroad else _online(place.kind)
    habit = _bytes(rng, len(kind)) >> 5
    account = {
        "on_app": _bytes(rng, len(kind)) < np.rint(online * 256).astype(np.int64)[age],
        "foreign_account": abroad, "exile": place.label == "X02", "habit": habit,
    }  # fmt: skip
    made = {
        "age": age,
        "traits": _packed("traits", fields, len(kind)),
        "account": _packed("account", account, len(kind)),
    }
    for spread in traits.SPREADS:
        made[spread.column] = spread.steps()[_bytes(rng, len(kind))]
    return {name: np.where(present, column, 0).astype(np.uint8) for name, column in made.items()}


def _bytes(rng: np.random.Generator, count: int) -> Bytes:
    return np.frombuffer(rng.bytes(count), np.uint8)


def _chance(rng: np.random.Generator, count: int, share: float) -> npt.NDArray[np.bool_]:
    return np.asarray(np.frombuffer(rng.bytes(2 * count), "<u2") < round(share * 65536))


def _packed(column: str, fields: dict[str, Any], count: int) -> Bytes:
    made = np.zeros(count, np.uint8)
    for name, value in fields.items():
        at, _ = BY_NAME[column].shifts[name]
        made |= (np.asarray(value).astype(np.uint8) << at).astype(np.uint8)
    return made


@cache
def _online(kind: str) -> npt.NDArray[np.float64]:
    """(ages,) the share on the app, scaled so that the country's age structure gives the published share."""
    wanted = traits.ONLINE_URBAN.share if kind == "urban" else traits.ONLINE_RURAL.share
    weights, ages = np.array(traits.ONLINE_BY_AGE), country().sum(axis=(1, 2))
    scale = 1.0
    for _ in range(50):  # those who would be more than everybody are everybody
        shares = np.minimum(weights * wanted * scale, 0.98)
        scale *= wanted / float(shares @ ages)
    return np.asarray(shares)
