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
    """First slot of every household, in this order, so that none straddles a group of 32 slots; and the groups used."""
    if not len(ordered):
        return np.zeros(0, np.int64), 0
    ends = np.cumsum(ordered)
    begins = ends - ordered
    after = np.searchsorted(ends, begins + WORD, side="right").tolist()
    first, at = [0], 0
    while after[at] < len(ordered):
        at = after[at]
        first.append(at)
    starts = np.array(first)
    group = np.searchsorted(starts, np.arange(len(ordered)), side="right") - 1
    return group * WORD + begins - begins[starts[group]], len(first)


def order(minority: npt.NDArray[Any], clustered: float, luck: np.random.Generator) -> npt.NDArray[np.intp]:
    """An order of households in which the minority's are gathered: `clustered` of them in one quarter of the place."""
    key = luck.random(len(minority))
    share = float(minority.mean()) if len(minority) else 0.0
    gathered = minority & (luck.random(len(minority)) < clustered)
    corner = luck.random() * (1 - share)
    key[gathered] = corner + share * luck.random(int(gathered.sum()))
    return np.argsort(key, kind="stable")
