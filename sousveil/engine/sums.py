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
    place: few tiles are multiplied, and so are all of them where a step of a loop costs a launch.
    """
    loop = jax.default_backend() == "cpu" and sums.shape[0] > FEW_TILES
    return tile_by_tile(sums, places) if loop else as_product(sums, places)


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
    number = jnp.arange(len(places.first))

    def some(start: Any, count: int) -> Any:
        mine = jax.lax.dynamic_slice_in_dim(sums, start, count).astype(jnp.float32)
        place = jax.lax.dynamic_slice_in_dim(places.place, start, count)
        of_place = (place[..., None] == number).astype(jnp.float32)
        flat = mine.reshape(count, events * masks, CHUNKS)
        return jnp.einsum("tec,tcp->pe", flat, of_place, precision=jax.lax.Precision.HIGHEST).astype(jnp.int32)

    slabs, rest = divmod(tiles, EXACT_TILES)
    total = some(slabs * EXACT_TILES, rest) if rest else jnp.zeros((len(number), events * masks), jnp.int32)
    if slabs:  # a loop, so that memory is needed for one at a time
        total = jax.lax.fori_loop(0, slabs, lambda i, sum_: sum_ + some(i * EXACT_TILES, EXACT_TILES), total)
    return total.reshape(-1, events, masks)
