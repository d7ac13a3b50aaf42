"""Ties as bits: an event of 32 people is one word, and passing it on along ties is a few operations a word.

Packed words have shape (tiles, 256): word w of chunk c stands at w * 16 + c, and a chunk has two blocks of eight words.
Ties are computed from the population's topology; stored are only the bits of the friend fields.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from sousveil.engine.layout import BLOCKS, CHUNKS, LANES, WIDTH, WORDS_A_BLOCK

Words = Any
STEPS = (1, 2, 4)  # doubling reaches the seven others of a household of eight
MATE_TURN = 5  # lanes by which each word is turned before columns of a block become groups of mates


def household(struck: Words, heads: Words) -> Words:
    """Who lives with somebody struck; oneself does not count. A household is a run inside a word, begun by a head."""
    up, wall = struck, heads
    for step in STEPS:  # towards later members: stop where a new household begins
        up = up | ((up << step) & ~wall)
        wall = wall | (wall << step)
    ends = (heads >> 1) | jnp.uint32(0x80000000)  # last members
    down, wall = struck, ends
    for step in STEPS:  # towards earlier members
        down = down | ((down >> step) & ~wall)
        wall = wall | (wall >> step)
    # strictly after, or strictly before, somebody struck
    return ((up << 1) & ~heads) | ((down >> 1) & ~ends)


def mates(struck: Words) -> Words:
    """Who works or learns with somebody else who was struck: groups of eight, one from each word of a block."""
    blocks = _by_block(struck)
    turned = [_turn(blocks[:, :, w], MATE_TURN * w) for w in range(WORDS_A_BLOCK)]
    once = twice = jnp.zeros_like(turned[0])
    for word in turned:
        twice = twice | (once & word)
        once = once | word
    groups = [_turn((once & ~word) | twice, LANES - MATE_TURN * w) for w, word in enumerate(turned)]
    return jnp.stack(groups, axis=2).reshape(struck.shape)


def neighbours(struck: Words, present: Words) -> Words:
    """Everybody in a block in which somebody was struck."""
    blocks = _by_block(struck)
    hit = (blocks != 0).any(axis=2, keepdims=True)
    everybody = jnp.where(hit, jnp.uint32(0xFFFFFFFF), jnp.uint32(0))
    return jnp.broadcast_to(everybody, blocks.shape).reshape(struck.shape) & present


def by_block(struck: Words) -> Words:
    """(tiles, 256) words -> (blocks, 8), blocks in the order (tile, block of the chunk, chunk): what friends pair up.

    A kernel of its own: fused with the pairing it would be done again for every field.
    """
    return _by_block(struck).transpose(0, 1, 3, 2).reshape(-1, WORDS_A_BLOCK)


def by_word(blocks: Words) -> Words:
    """(blocks, 8) words, as `by_block` gives them, back as (tiles, 256)."""
    return blocks.reshape(-1, BLOCKS, CHUNKS, WORDS_A_BLOCK).transpose(0, 1, 3, 2).reshape(-1, WIDTH)


def friends(struck: Words, mutual: Words, partner: Any, masks: tuple[int, ...]) -> Words:
    """Who has a friend who was struck; words of all blocks in, of the blocks asked about out.

    mutual: (fields, blocks asked about, 8) who has a friend in each field; partner: (fields, blocks asked about)
    partner block, any where there is none; masks: by which slots of two blocks are matched (XOR).
    """
    reached = jnp.zeros(mutual.shape[1:], struck.dtype)
    for field, mask in enumerate(masks):
        other = struck.at[partner[field]].get(mode="promise_in_bounds")
        reached = reached | (matched(other, mask) & mutual[field])
    return reached


def matched(words: Words, mask: int) -> Words:
    """Words of blocks, (blocks, 8), with slot s moved to slot s XOR mask."""
    return _swap_lanes(words[:, np.arange(WORDS_A_BLOCK) ^ (mask >> 5)], mask & 31)


def _by_block(words: Words) -> Words:
    """(tiles, 256) -> (tiles, block of the chunk, word of the block, chunk)."""
    return words.reshape(-1, BLOCKS, WORDS_A_BLOCK, CHUNKS)


def _turn(word: Words, by: int) -> Words:
    by %= LANES
    return (word << by) | (word >> (LANES - by)) if by else word


def _swap_lanes(word: Words, mask: int) -> Words:
    """The word with lane l moved to lane l XOR mask."""
    for bit, pattern in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF)):
        if mask & bit:
            low = np.uint32(pattern)
            word = ((word & low) << bit) | ((word >> bit) & low)
    return word
