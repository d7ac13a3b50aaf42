"""Means over households. A household is a run of lanes of one word, so its other members stand whole rows away."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.engine.layout import LANES

LARGEST = 8

Integers = npt.NDArray[Any]


def housemates(heads: Integers, present: Integers) -> Integers:
    """(tiles, steps, 256) words: the person in lane l lives with the one in lane l - k; row k - 1 is step k.

    As many steps as the largest household needs, at least one.
    """
    run, rows = np.full_like(heads, 0xFFFFFFFF), []
    for step in range(1, LARGEST):
        run = (run << np.uint32(1)) & ~heads
        rows.append(run & present & (present << np.uint32(step)))
    needed = [step for step, row in enumerate(rows, 1) if row.any()]
    return np.stack(rows[: max(needed, default=1)], axis=1)


def mean(stored: Any, mates: Any) -> Any:
    """The mean of a column over each person's household, rounded down. stored: (tiles, 32, 256) of 16 bits.

    Sums of eight such numbers are exact in float32, and half is added so that no quotient lies near a whole number:
    however a device divides, the result is the same.
    """
    steps = mates.shape[1]
    lane = jnp.arange(LANES, dtype=jnp.uint32)[None, :, None]
    wide = jnp.pad(stored, ((0, 0), (steps, steps), (0, 0)))
    total, people = stored.astype(jnp.uint32), jnp.ones((1, 1, 1), jnp.uint32)
    for step in range(1, steps + 1):
        row = mates[:, step - 1][:, None, :]
        before = (row >> lane) & 1
        after = jnp.where(lane + step < LANES, (row >> jnp.minimum(lane + step, LANES - 1)) & 1, 0)
        for lives, at in ((before, steps - step), (after, steps + step)):
            total = total + jnp.where(lives != 0, wide[:, at : at + LANES].astype(jnp.uint32), 0)
        people = people + before + after
    return ((total.astype(jnp.float32) + 0.5) / people.astype(jnp.float32)).astype(jnp.uint32).astype(stored.dtype)
