"""Counts of chunks, added up by place: whole numbers in any order, so that nothing depends on how the work is split."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from sousveil.engine.layout import CHUNKS, WORDS

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


def counted(packed: Any, masks: Any) -> Any:
    """(tiles, events, 256) and (tiles, masks, 256) words -> (tiles, events, masks, 16) uint32 bits of each chunk."""
    both = packed.reshape(*packed.shape[:2], 1, WORDS, CHUNKS) & masks.reshape(-1, 1, masks.shape[1], WORDS, CHUNKS)
    return jax.lax.population_count(both).sum(axis=3, dtype=jnp.uint32)


def at_once(packed: Any, masks: Any, places: Ranges) -> Any:
    """(tiles, events, 256) and (tiles, masks, 256) words -> (places, events, masks) int32.

    Whole tiles are counted along their rows and added to their place; the few in which places meet, chunk by chunk.
    """
    tiles, events, _ = packed.shape
    # mask by mask: all at once, a device asked for as much memory as every count of every word takes
    by_mask = [
        jax.lax.population_count(packed & masks[:, None, m]).sum(axis=2, dtype=jnp.int32) for m in range(masks.shape[1])
    ]
    whole = jnp.stack(by_mask, axis=2).reshape(tiles, -1)
    number = len(places.first)
    alone = jnp.where(places.place[:, 0] == places.place[:, -1], places.place[:, 0], number)
    total = jnp.zeros((number + 1, whole.shape[1]), jnp.int32).at[alone].add(whole)[:number]
    for tile, chunks in ((places.head, places.of_head), (places.tail, places.of_tail)):
        parts = counted(packed[tile], masks[tile]) * chunks[:, None, None].astype(jnp.uint32)
        total = total + parts.sum(axis=3, dtype=jnp.int32).reshape(number, -1)
    return total.reshape(number, events, -1)


def by_place(sums: Any, places: Ranges) -> Any:
    """(tiles, events, masks, 16) counts of chunks -> (places, events, masks) int32.

    A loop over tiles costs a start for each place, a product with zeros and ones multiplies everything with every
    place: few tiles are multiplied.
    """
    return tile_by_tile(sums, places) if sums.shape[0] > FEW_TILES else as_product(sums, places)


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
    """A product with zeros and ones in float32: exact below 2^24 people, and few tiles hold fewer."""
    tiles, events, masks, _ = sums.shape
    flat = sums.astype(jnp.float32).reshape(tiles, events * masks, CHUNKS)
    of_place = (places.place[..., None] == jnp.arange(len(places.first))).astype(jnp.float32)
    made = jnp.einsum("tec,tcp->pe", flat, of_place, precision=jax.lax.Precision.HIGHEST)
    return made.astype(jnp.int32).reshape(-1, events, masks)
