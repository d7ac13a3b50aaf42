"""Counts of chunks, added up by place: whole numbers in any order, so that nothing depends on how the work is split."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.engine.layout import CHUNKS, TILE

EXACT_TILES = (1 << 24) // TILE
"""Tiles whose people float32 can count one by one."""

GROUP = 64
"""Tiles that are added up together where a step of a loop costs a launch."""

FEW_TILES = 40
"""Measured with 65 places: below about 300,000 people the product is faster."""


class Ranges(NamedTuple):
    """Where the chunks of each place lie: whole tiles, and parts of the tiles in which it begins and ends."""

    first: Any
    """(places,) first tile that is the place's alone."""
    end: Any
    """(places,) the tile after the last of these."""
    head: Any
    """(places,) tile in which the place begins."""
    tail: Any
    """(places,) tile in which it ends."""
    of_head: Any
    """(places, 16) zeros and ones: chunks of `head` that are the place's; zeros where the tile is its own."""
    of_tail: Any
    """(places, 16) the same for `tail`; zeros where it is the same tile as `head`."""
    place: Any
    """(tiles, 16) place of each chunk."""


def ranges(chunk_place: npt.NDArray[Any], places: int) -> Ranges:
    """The ranges of places whose chunks follow one another. chunk_place: (chunks,), non-decreasing, whole tiles."""
    start = np.searchsorted(chunk_place, np.arange(places))
    end = np.searchsorted(chunk_place, np.arange(places), side="right")
    first, whole_end = -(-start // CHUNKS), end // CHUNKS
    last_tile = len(chunk_place) // CHUNKS - 1
    head, tail = np.minimum(start // CHUNKS, last_tile), np.maximum(end - 1, 0) // CHUNKS

    def part(tile: npt.NDArray[Any]) -> npt.NDArray[Any]:
        chunk = tile[:, None] * CHUNKS + np.arange(CHUNKS)
        alone = (tile >= first) & (tile < whole_end)
        return (chunk >= start[:, None]) & (chunk < end[:, None]) & ~alone[:, None]

    of_head, of_tail = part(head), part(tail) & (tail != head)[:, None]
    small = [a.astype(np.int32) for a in (first, whole_end, head, tail)]
    masks = [a.astype(np.uint32) for a in (of_head, of_tail)]
    return Ranges(*map(jnp.asarray, (*small, *masks, chunk_place.reshape(-1, CHUNKS).astype(np.int32))))


def by_place(sums: Any, places: Ranges) -> Any:
    """(tiles, events, masks, 16) counts of chunks -> (places, events, masks) int32.

    A loop over tiles costs a start for each place, a product with zeros and ones multiplies everything with every
    place: few tiles are multiplied. Where a step of a loop costs a launch, tiles are added up in groups.
    """
    if jax.default_backend() != "cpu":
        return in_groups(sums, places)
    return tile_by_tile(sums, places) if sums.shape[0] > FEW_TILES else as_product(sums, places)


def in_groups(sums: Any, places: Ranges) -> Any:
    """Add up groups of tiles, then each place's own groups, then its parts of those in which it begins and ends."""
    tiles, events, masks, _ = sums.shape
    flat, missing = sums.reshape(tiles, -1, CHUNKS), -tiles % GROUP
    groups = jnp.pad(flat, ((0, missing), (0, 0), (0, 0))).reshape(-1, GROUP, events * masks, CHUNKS)
    whole = groups.sum(axis=(1, 3), dtype=jnp.uint32)
    of_chunk = jnp.pad(places.place, ((0, missing), (0, 0)), constant_values=-1).reshape(-1, GROUP, CHUNKS)
    first, last = of_chunk[:, 0, 0], of_chunk[:, -1, -1]
    number = jnp.arange(len(places.head), dtype=first.dtype)
    own = (first == last) & (first == number[:, None])
    total = jnp.where(own[:, :, None], whole, 0).sum(axis=1, dtype=jnp.uint32)
    head, tail = places.head // GROUP, places.tail // GROUP
    for group, counts in ((head, True), (tail, tail != head)):
        shared = (first[group] != last[group]) & counts
        mine = (of_chunk[group] == number[:, None, None]) & shared[:, None, None]
        tile = group[:, None] * GROUP + jnp.arange(GROUP, dtype=group.dtype)
        parts = flat.at[tile].get(mode="fill", fill_value=0)
        total = total + jnp.where(mine[:, :, None], parts, 0).sum(axis=(1, 3), dtype=jnp.uint32)
    return total.astype(jnp.int32).reshape(-1, events, masks)


def tile_by_tile(sums: Any, places: Ranges) -> Any:
    """Add up each place's own tiles, then its parts of shared ones."""

    def one(place: Ranges) -> Any:
        def add(tile: Any, total: Any) -> Any:
            return total + jax.lax.dynamic_index_in_dim(sums, tile, 0, keepdims=False).astype(jnp.uint32)

        whole = jax.lax.fori_loop(place.first, place.end, add, jnp.zeros(sums.shape[1:], jnp.uint32))
        shared = sums[place.head] * place.of_head + sums[place.tail] * place.of_tail
        return (whole + shared).sum(axis=-1, dtype=jnp.uint32).astype(jnp.int32)

    return jax.lax.map(one, places._replace(place=places.first))  # the chunks' places are not needed


def as_product(sums: Any, places: Ranges) -> Any:
    """Products with zeros and ones in float32, over at most 2^24 people at a time: exact, then added as integers."""
    tiles, events, masks, _ = sums.shape
    flat = sums.astype(jnp.float32).reshape(tiles, events * masks, CHUNKS)
    of_place = (places.place[..., None] == jnp.arange(len(places.first))).astype(jnp.float32)
    total = jnp.zeros((len(places.first), events * masks), jnp.int32)
    for start in range(0, tiles, EXACT_TILES):
        slab = slice(start, start + EXACT_TILES)
        made = jnp.einsum("tec,tcp->pe", flat[slab], of_place[slab], precision=jax.lax.Precision.HIGHEST)
        total = total + made.astype(jnp.int32)
    return total.reshape(-1, events, masks)
