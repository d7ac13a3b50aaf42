"""The mean of a column over a household, against a plain loop over people."""

import jax
import numpy as np
import pytest

from sousveil.engine.homes import housemates, mean
from sousveil.engine.layout import LANES, WIDTH


def words(mask):
    """(tiles, 32, 256) booleans -> (tiles, 256) words."""
    return (mask.astype(np.uint32) << np.arange(LANES, dtype=np.uint32)[:, None]).sum(axis=1, dtype=np.uint32)


def society(largest, tiles=2, seed=4):
    """Households of 1 to `largest` in every word, with empty slots between and behind them."""
    luck = np.random.default_rng(seed)
    home = np.full((tiles, LANES, WIDTH), -1)
    for tile in range(tiles):
        for word in range(WIDTH):
            lane = count = 0
            while lane < LANES:
                size = min(int(luck.integers(1, largest + 1)), LANES - lane)
                if luck.random() < 0.8:
                    home[tile, lane : lane + size, word] = count
                    count += 1
                lane += size
    return home, luck.integers(0, 65536, home.shape, dtype=np.uint16)


@pytest.mark.parametrize("largest", [1, 4, 8])
def test_the_mean_over_a_household_is_that_of_its_members(largest):
    home, stored = society(largest)
    before = np.concatenate([np.full_like(home[:, :1], -2), home[:, :-1]], axis=1)
    mates = housemates(words((home >= 0) & (home != before)), words(home >= 0))
    assert mates.shape[1] == max(largest - 1, 1)  # no more steps than the largest household needs
    made = np.asarray(jax.jit(mean)(stored, mates))
    for tile in range(home.shape[0]):
        for word in range(WIDTH):
            here = home[tile, :, word]
            for one in range(here.max() + 1):
                mine = stored[tile, here == one, word].astype(int)
                assert (made[tile, here == one, word] == mine.sum() // len(mine)).all()


def test_full_columns_do_not_overflow():
    home, _ = society(8)
    before = np.concatenate([np.full_like(home[:, :1], -2), home[:, :-1]], axis=1)
    mates = housemates(words((home >= 0) & (home != before)), words(home >= 0))
    full = np.full(home.shape, 65535, np.uint16)
    assert (np.asarray(jax.jit(mean)(full, mates))[home >= 0] == 65535).all()
