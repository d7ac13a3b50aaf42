"""A large setting made of copies of a small one: households repeat, luck does not.

Every place is repeated block by block. Numbers within the place go on from copy to copy, so everybody has luck of their
own; friends are found among all copies. The copies are made where the columns live, so that a nation's people need
neither be drawn one by one nor pass through the memory of the machine beside the device.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.contract.draws import threefry2x32
from sousveil.engine.layout import BLOCKS, CHUNKS, LANES, TILES_PADDED_TO, WIDTH, WORDS, Layout
from sousveil.engine.setting import SOCIABLE, Friends, Setting, partners, stream_key
from sousveil.engine.sums import ranges
from sousveil.engine.ties import by_block, matched
from sousveil.engine.trace import numbers

Integers = npt.NDArray[Any]


class Copied(Mapping[str, Any]):
    """Columns that are made anew on the device whenever they are asked for: a kernel may take their memory."""

    def __init__(self, columns: Mapping[str, Integers], chunk: Integers) -> None:
        self._columns, self._chunk = columns, jnp.asarray(chunk)

    def __getitem__(self, name: str) -> Any:
        return _copied(self._columns[name], self._chunk)

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def repeated(setting: Setting, copies: int, tied: Callable[[Integers], Friends], seed: int) -> Setting:
    """So many copies of everybody. tied: place of each block of the whole -> its friend fields."""
    layout, chunk = lay_out_copies(setting.layout, copies)
    friends = tied(np.repeat(layout.chunk_place, BLOCKS)[layout.source >= 0])
    partner = partners(layout, friends)

    def made(words: Any) -> Any:
        rows = words if words.ndim == 3 else words[:, None]
        return _copied(rows, chunk).reshape(-1, *words.shape[1:])

    present = made(setting.present)
    thresholds = tuple(map(np.uint32, friends.thresholds))
    rows = _sociable(stream_key(seed, SOCIABLE), layout.base, layout.luck, present, thresholds)
    mutual = _mutual(rows, partner, friends.masks)
    whole = replace(
        setting, layout=layout, columns=Copied(setting.columns, chunk), group_masks=made(setting.group_masks),
        ranges=ranges(layout.chunk_place, len(layout.places)), heads=made(setting.heads), present=present,
        mutual=mutual, partner=jnp.asarray(np.maximum(partner, 0)), people=setting.people * copies,
        adults=None if setting.adults is None else setting.adults * copies,
    )  # fmt: skip
    # otherwise they would be found anew, and beside the device
    whole.__dict__["housemates"] = made(setting.housemates)
    return whole


def lay_out_copies(layout: Layout, copies: int) -> tuple[Layout, Integers]:
    """The layout of so many copies, and for each of its chunks the one it is a copy of; one that is not there is empty.

    The blocks that fill a place's last chunk are copied with it and count as blocks of the population.
    """
    filled = np.flatnonzero((layout.source.reshape(-1, BLOCKS) >= 0).any(axis=1))
    by_place = [filled[layout.chunk_place[filled] == place] for place in range(len(layout.places))]
    chunk = np.concatenate([np.tile(mine, copies) for mine in by_place])
    missing = -len(chunk) % (CHUNKS * TILES_PADDED_TO)
    source = np.append(np.arange(len(chunk) * BLOCKS), np.full(missing * BLOCKS, -1))
    place = np.append(layout.chunk_place[chunk], np.full(missing, len(layout.places) - 1)).astype(np.int32)
    nowhere = np.full(missing, len(layout.chunk_place))
    return Layout(layout.places, source, place), np.append(chunk, nowhere).astype(np.int32)


@jax.jit
def _copied(stored: Any, chunk: Any) -> Any:
    """(tiles, rows, 256) -> the same of the chunks named."""
    tiles, rows, _ = stored.shape
    by_chunk = stored.reshape(tiles, rows, WORDS, CHUNKS).transpose(0, 3, 1, 2).reshape(-1, rows, WORDS)
    taken = by_chunk.at[chunk].get(mode="fill", fill_value=0)
    return taken.reshape(-1, CHUNKS, rows, WORDS).transpose(0, 2, 3, 1).reshape(-1, rows, WIDTH)


@jax.jit
def _sociable(key: Any, base: Any, place: Any, present: Any, thresholds: Any) -> Any:
    """(fields, blocks, 8) who keeps a tie in each field; as in `setting`, on the device."""
    word, _ = threefry2x32(key, (numbers(base), place))
    lane = jnp.arange(LANES, dtype=jnp.uint32)[:, None]
    rows = []
    for threshold in thresholds:
        bits = (word < threshold).astype(jnp.uint32) << lane
        rows.append(by_block(jax.lax.reduce(bits, jnp.uint32(0), jax.lax.bitwise_or, (1,)) & present))
    return jnp.stack(rows)


@partial(jax.jit, static_argnames="masks")
def _mutual(rows: Any, partner: Any, masks: tuple[int, ...]) -> Any:
    """(fields, blocks, 8) who keeps a tie in each field with somebody who keeps it, too; as in `setting`."""
    made = []
    for row, other, mask in zip(rows, partner, masks, strict=True):
        known = matched(row.at[jnp.maximum(other, 0)].get(mode="promise_in_bounds"), mask)
        made.append(jnp.where((other >= 0)[:, None], row & known, 0))
    return jnp.stack(made)
