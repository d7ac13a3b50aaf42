"""Ties as bits give the same as ties followed one by one."""

from itertools import pairwise

import jax.numpy as jnp
import numpy as np
import pytest

from sousveil.engine import ties
from sousveil.engine.groups import field, pack_bits
from sousveil.engine.layout import lay_out
from sousveil.engine.setting import prepare
from toy import friends, society


def unpacked(layout, words):
    """(blocks, 256) booleans of packed words."""
    bits = (np.asarray(words)[:, None, :] >> np.arange(32, dtype=np.uint32)[:, None]) & 1
    return layout.back(bits.astype(np.uint8)).astype(bool)[:16]


@pytest.fixture
def world():
    columns, places, block_place = society((4, 8, 4))  # whole chunks: block numbers stay as they are
    layout = lay_out(places, block_place)
    struck = np.random.default_rng(5).random((16, 256)) < 0.03
    present = field(columns["traits"], "traits", "present")
    return columns, places, block_place, layout, struck & present, present


def packed(layout, mask):
    return pack_bits(layout.turn(mask.astype(np.uint8)).astype(bool))


def test_household_is_the_run_of_its_head(world):
    columns, _, _, layout, struck, present = world
    heads = field(columns["traits"], "traits", "head")
    got = unpacked(layout, ties.household(packed(layout, struck), packed(layout, heads)))
    expected = np.zeros_like(struck)
    for block in range(16):
        for word in range(0, 256, 32):
            starts = [*(np.flatnonzero(heads[block, word : word + 32]) + word), word + 32]
            for start, end in pairwise(starts):
                for slot in range(start, end):
                    expected[block, slot] = struck[block, start:end].sum() - struck[block, slot] > 0
    # toy households have three members or fewer; runs of up to eight are reached by doubling
    assert (got == expected)[present].all()


def test_household_of_eight_is_reached_from_end_to_end():
    heads, struck = np.array([[0x101]], np.uint32), np.array([[1 << 7]], np.uint32)
    assert int(ties.household(struck, heads)[0, 0]) == 0b01111111
    assert int(ties.household(np.array([[1]], np.uint32), heads)[0, 0]) == 0b11111110


def test_mates_are_eight_from_eight_words(world):
    *_, layout, struck, _ = world
    got = unpacked(layout, ties.mates(packed(layout, struck)))
    expected = np.zeros_like(struck)
    for block in range(16):
        for lane in range(32):
            slots = [word * 32 + (lane - 5 * word) % 32 for word in range(8)]
            for slot in slots:
                expected[block, slot] = struck[block, slots].sum() - struck[block, slot] > 0
    assert (got == expected).all()


def test_neighbours_are_the_block(world):
    *_, layout, struck, present = world
    got = unpacked(layout, ties.neighbours(packed(layout, struck), packed(layout, present)))
    assert (got == (struck.any(axis=1, keepdims=True) & present)).all()


def test_friends_are_mutual_and_as_the_topology_says(world):
    columns, places, block_place, layout, struck, _ = world
    topology = friends(block_place)
    setting = prepare(columns, places, block_place, topology, seed=1)
    mutual = np.stack([unpacked(layout, ties.by_word(row)) for row in setting.mutual])
    everybody = jnp.asarray(ties.by_block(packed(layout, struck)))
    met = ties.friends(everybody, setting.mutual, setting.partner, topology.masks)
    got = unpacked(layout, ties.by_word(met))
    expected = np.zeros_like(struck)
    slot = np.arange(256)
    for k, mask in enumerate(topology.masks):
        expected |= struck[topology.partner[k]][:, slot ^ mask] & mutual[k]
        # whoever has a friend is that friend's friend, and a partner's partner is oneself
        assert (mutual[k] == mutual[k][topology.partner[k]][:, slot ^ mask]).all()
        assert (topology.partner[k][topology.partner[k]] == np.arange(16)).all()
    assert (got == expected).all()
    assert got.any()


def test_without_friend_fields_nobody_has_a_friend_who_was_struck():
    struck = jnp.full((4, 8), 0xFFFFFFFF, jnp.uint32)
    nobody = ties.friends(struck, jnp.zeros((0, 2, 8), jnp.uint32), jnp.zeros((0, 2), jnp.int32), ())
    assert nobody.shape == (2, 8) and not nobody.any()
