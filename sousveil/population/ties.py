"""Who is tied to whom, computed from block and slot: nothing is stored a person.

Household: a run of slots. Mates (work or school): the same lane of the eight words of a block, turned by five lanes a
word. Neighbours: the block. Friends: eight fields. Field k pairs every block with one other by a rule that is its own
inverse, and slots by XOR, so that ties are mutual; a tie exists if both keep ties in that field. The first five fields
stay inside the place, the others pair place p with p XOR 1, 2 and 4, which adding a place at the end leaves as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sousveil.contract.places import Place

Integers = npt.NDArray[np.int64]
NEAR = (3, 29, 67, 131, 257)
"""Field k pairs block j of a place with block NEAR[k] - j, counted round its blocks."""
FAR = (1, 2, 4)
MASKS = (37, 91, 142, 203, 58, 117, 169, 230)
"""Slot s is tied to slot s XOR mask."""
KEPT = (0.95, 0.85, 0.72, 0.60, 0.48, 0.36, 0.25, 0.15)
"""Share of people who keep ties in at least k + 1 fields: many have few friends, few have many. Assumed."""


@dataclass(frozen=True)
class Topology:
    """The friend fields of a population. block_place: (blocks,) place of each block, non-decreasing."""

    block_place: npt.NDArray[np.int32]
    places: tuple[Place, ...]

    masks = MASKS
    thresholds = tuple(round(share * 2**32) for share in KEPT)

    @cached_property
    def partner(self) -> Integers:
        """(fields, blocks) partner block; the number of blocks where there is none."""
        blocks, kinds = len(self.block_place), len(self.places)
        ends = np.searchsorted(self.block_place, np.arange(kinds + 1))
        first, size = ends[:-1], np.diff(ends)
        place = self.block_place.astype(np.int64)
        within = np.arange(blocks) - first[place]
        made = [first[place] + (shift - within) % size[place] for shift in NEAR]
        for step in FAR:
            other = place ^ step
            there = (other < kinds) & (within < np.append(size, 0)[np.minimum(other, kinds)])
            made.append(np.where(there, np.append(first, 0)[np.minimum(other, kinds)] + within, blocks))
        return np.stack(made)


def degree_law() -> tuple[float, float]:
    """Mean and variance of the number of friends, where every field has a partner.

    A person with s fields (drawn by KEPT) has a friend in field k < s if the other keeps k too: chance KEPT[k].
    """
    kept = np.array([1.0, *KEPT, 0.0])
    chances = kept[:-1] - kept[1:]  # of exactly s fields
    means = np.array([sum(KEPT[:s]) for s in range(len(KEPT) + 1)])
    spreads = np.array([sum(p * (1 - p) for p in KEPT[:s]) for s in range(len(KEPT) + 1)])
    mean = float(chances @ means)
    return mean, float(chances @ (means**2 + spreads)) - mean**2
