"""Every bit that is set is found once, wherever the words are looked through."""

import jax.numpy as jnp
import numpy as np
import pytest

from sousveil.engine.struck import here, positions, struck, there


@pytest.mark.parametrize("share", [0.0, 1e-4, 0.02, 0.5])
def test_bits_are_found_in_the_order_of_words(share):
    rng = np.random.default_rng(5)
    bits = rng.random((6, 256, 32)) < share
    bits[-1, -1, 31] = True  # the last one of all
    words = (bits.astype(np.uint32) << np.arange(32, dtype=np.uint32)).sum(axis=2, dtype=np.uint32)
    tile, word, lane = np.nonzero(bits)
    for found in (positions(*here(words)), positions(*there(jnp.asarray(words), int(bits.sum()))),
                  struck(words, int(bits.sum()))):  # fmt: skip
        assert all(map(np.array_equal, found, (tile, lane, word)))
