"""Counts by place are exact, wherever the places begin and end and whatever adds them up."""

import jax.numpy as jnp
import numpy as np
import pytest

from sousveil.engine.layout import CHUNKS, WIDTH
from sousveil.engine.sums import as_product, at_once, counted, ranges, tile_by_tile


def expected(sums, chunk_place, places):
    by_chunk = sums.transpose(0, 3, 1, 2).reshape(-1, *sums.shape[1:3])
    made = np.zeros((places, *sums.shape[1:3]), np.int64)
    np.add.at(made, chunk_place, by_chunk)
    return made


@pytest.mark.parametrize("adds", [tile_by_tile, as_product])
@pytest.mark.parametrize(
    "chunks",
    [
        (32,),
        (1, 1, 1, 29),
        (16, 16),
        (5, 0, 11, 48),
        (0, 40, 0, 8),
        (7, 70, 3, 0),
        (15, 2, 15),
        (2047, 3, 0, 5, 1033),
        (1024, 2048),
    ],
)
def test_every_chunk_counts_once_and_for_its_place(adds, chunks):
    chunk_place = np.repeat(np.arange(len(chunks)), chunks)
    rng = np.random.default_rng(3)
    sums = jnp.asarray(rng.integers(0, 513, (len(chunk_place) // CHUNKS, 5, 3, CHUNKS)).astype(np.uint32))
    made = np.asarray(adds(sums, ranges(chunk_place, len(chunks))))
    assert (made == expected(np.asarray(sums), chunk_place, len(chunks))).all()


@pytest.mark.parametrize("chunks", [(32,), (1, 1, 1, 29), (16, 16), (5, 0, 11, 48), (0, 40, 0, 8), (15, 2, 15)])
def test_an_accelerators_way_of_counting_gives_the_same(chunks):
    chunk_place, rng = np.repeat(np.arange(len(chunks)), chunks), np.random.default_rng(4)
    packed, masks = (
        jnp.asarray(rng.integers(0, 1 << 32, (len(chunk_place) // CHUNKS, n, WIDTH), dtype=np.uint32)) for n in (5, 3)
    )
    made = np.asarray(at_once(packed, masks, ranges(chunk_place, len(chunks))))
    assert (made == expected(np.asarray(counted(packed, masks)), chunk_place, len(chunks))).all()
