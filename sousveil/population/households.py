"""Whole households: how many of each size, in which order, in which slots."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.population.fitting import systematic

Integers = npt.NDArray[np.int64]
LARGEST = 8
WORD = 32
SIZES = np.arange(1, LARGEST + 1)
SHARING = 256
"""People who share groups of slots at most."""
ENOUGH = 11
"""Groups that hold them in any case: one that is left has fewer than eight free slots."""


def tilted(prior: npt.NDArray[np.float64], mean: float) -> npt.NDArray[np.float64]:
    """The law of household sizes nearest to the prior (exponential tilting) with this mean, from 1.05 to 7.5."""
    low, high = -8.0, 8.0
    mean = min(max(mean, 1.05), 7.5)
    for _ in range(80):
        middle = (low + high) / 2
        law = prior * np.exp(middle * SIZES)
        law /= law.sum()
        low, high = (middle, high) if law @ SIZES < mean else (low, middle)
    return np.asarray(law)


def fewest(people: int) -> int:
    """The fewest households, and so the fewest adults, in which so many people can live."""
    return -(-people // LARGEST)


def sizes(people: int, adults: int, law: npt.NDArray[np.float64], luck: np.random.Generator) -> Integers:
    """Sizes of the households of so many people, each with an adult at its head; they add up to the people."""
    if people == 0:
        return np.zeros(0, np.int64)
    households = max(fewest(people), min(max(1, round(people / float(law @ SIZES))), adults))
    made = np.repeat(SIZES, systematic(law * households, luck.random()))
    return _adjusted(made, people - int(made.sum()), luck)


def _adjusted(made: Integers, missing: int, luck: np.random.Generator) -> Integers:
    """Add the missing people to, or take those too many from, households chosen by lot, one a household at a time."""
    step = 1 if missing > 0 else -1
    while missing:
        room = np.flatnonzero(made < LARGEST if missing > 0 else made > 1)
        chosen = luck.permutation(room)[: abs(missing)]
        made[chosen] += step
        missing -= step * len(chosen)
    return made


def seats(ordered: Integers) -> tuple[Integers, int]:
    """First slot of every household, so that none straddles a group of 32 slots; and the groups used.

    Households next to each other in this order, of at most 256 people, share eight groups or few more. The largest are
    seated first, each in the first group with room, so that hardly a slot stays empty. Within a group the order stays.
    """
    if not len(ordered):
        return np.zeros(0, np.int64), 0
    window = _windows(ordered)
    group = _groups(ordered, window)
    by_group = np.argsort(group, kind="stable")
    ends = np.cumsum(ordered[by_group])
    begins = ends - ordered[by_group]
    seated = group[by_group]
    start = begins[np.searchsorted(seated, seated)]
    first = np.empty(len(ordered), np.int64)
    first[by_group] = seated * WORD + begins - start
    return first, int(seated[-1]) + 1


def _windows(ordered: Integers) -> Integers:
    """(households,) which run of at most 256 people each household belongs to."""
    ends = np.cumsum(ordered)
    after = np.searchsorted(ends, ends - ordered + SHARING, side="right").tolist()
    first, at = [0], 0
    while after[at] < len(ordered):
        at = after[at]
        first.append(at)
    return np.searchsorted(np.array(first), np.arange(len(ordered)), side="right") - 1


def _groups(ordered: Integers, window: Integers) -> Integers:
    """(households,) the group of 32 slots of each: first fit, largest first, within the groups of its window."""
    windows = int(window[-1]) + 1
    waiting = np.zeros((windows, LARGEST + 1), np.int64)
    np.add.at(waiting, (window, ordered), 1)
    room = np.full((windows, ENOUGH), WORD, np.int64)
    taken = np.zeros((windows, LARGEST, ENOUGH), np.int64)  # by size, the largest first
    for row, size in enumerate(SIZES[::-1]):
        for group in range(ENOUGH):
            here = np.minimum(waiting[:, size], room[:, group] // size)
            taken[:, row, group] = here
            room[:, group] -= here * size
            waiting[:, size] -= here
    used = (room < WORD).sum(axis=1)
    offset = np.cumsum(used) - used
    number = np.broadcast_to(offset[:, None, None] + np.arange(ENOUGH), taken.shape)
    made = np.empty(len(ordered), np.int64)
    made[np.argsort(window * LARGEST - ordered, kind="stable")] = np.repeat(number.reshape(-1), taken.reshape(-1))
    return made


def order(minority: npt.NDArray[Any], clustered: float, luck: np.random.Generator) -> npt.NDArray[np.intp]:
    """An order of households in which the minority's are gathered: `clustered` of them in one quarter of the place."""
    key = luck.random(len(minority))
    share = float(minority.mean()) if len(minority) else 0.0
    gathered = minority & (luck.random(len(minority)) < clustered)
    corner = luck.random() * (1 - share)
    key[gathered] = corner + share * luck.random(int(gathered.sum()))
    return np.argsort(key, kind="stable")
