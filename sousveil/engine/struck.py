"""Whom an event befell: packed words -> the positions of bits that are set. Most words are empty."""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.engine.layout import LANES, WIDTH

Integers = npt.NDArray[Any]
MANY = 1 << 20
"""Words from which it costs less to look for those that are not empty on an accelerator than to bring them all here."""
STEP = 8
"""Room for what is found grows by this factor, so that few kernels are compiled."""


def struck(words: Any, entries: int) -> tuple[Integers, Integers, Integers]:
    """Tile, lane and word of every bit set in (tiles, 256) words, of which `entries` are set, in the order of words."""
    if words.size <= MANY or jax.default_backend() == "cpu":
        return positions(*here(np.asarray(words)))
    return positions(*there(words, entries))


def here(words: Integers) -> tuple[Integers, Integers]:
    """Numbers of words that are not empty, and some that are, and the words; two are looked at together."""
    pair = np.flatnonzero(words.reshape(-1).view(np.uint64))
    at = (pair[:, None] * 2 + np.arange(2)).reshape(-1)
    return at, words.reshape(-1)[at]


def there(words: Any, entries: int) -> tuple[Integers, Integers]:
    """The same on the device, where the words are; only what is found is brought here."""
    room = STEP
    while room < entries:
        room *= STEP
    at, found = map(np.asarray, _filled(words, min(room, words.size)))
    filled = np.count_nonzero(found)  # what is left of the room is behind them
    return at[:filled], found[:filled]


@partial(jax.jit, static_argnames="room")
def _filled(words: Any, room: int) -> Any:
    """The k-th word that is not empty stands where so many have been passed for the first time."""
    flat = words.reshape(-1)
    passed = jnp.cumsum(flat != 0, dtype=jnp.int32)
    wanted = jnp.arange(1, room + 1, dtype=jnp.int32)
    at = jnp.searchsorted(passed, wanted)
    return at, jnp.where(wanted <= passed[-1], flat.at[at].get(mode="clip"), 0)


def positions(at: Integers, words: Integers) -> tuple[Integers, Integers, Integers]:
    """Tile, lane and word of every bit set in words of these numbers, in the order of words."""
    which, lane = np.nonzero((words[:, None] >> np.arange(LANES, dtype=np.uint32)) & 1)
    tile, word = np.divmod(at[which], WIDTH)
    return tile, lane, word
