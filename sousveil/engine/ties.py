"""Ties as bits: an event of 32 people is one word, and passing it on along ties is a few operations a word.

All functions take and give packed words of shape (chunks, 32): word b * 8 + w of a chunk holds the 32 slots of word
w of its block b. Ties are computed from the population's topology; stored are only the bits of the friend fields.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

Words = Any
BLOCKS, WORDS_A_BLOCK, LANES = 4, 8, 32
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
    tiles = struck.reshape(-1, BLOCKS, WORDS_A_BLOCK)
    turned = [_turn(tiles[..., w], MATE_TURN * w) for w in range(WORDS_A_BLOCK)]
    once = twice = jnp.zeros_like(turned[0])
    for word in turned:
        twice = twice | (once & word)
        once = once | word
    groups = [_turn((once & ~word) | twice, LANES - MATE_TURN * w) for w, word in enumerate(turned)]
    return jnp.stack(groups, axis=-1).reshape(struck.shape)


def neighbours(struck: Words, present: Words) -> Words:
    """Everybody in a block in which somebody was struck."""
    tiles = struck.reshape(-1, BLOCKS, WORDS_A_BLOCK)
    hit = (tiles != 0).any(axis=-1, keepdims=True)
    everybody = jnp.where(hit, jnp.uint32(0xFFFFFFFF), jnp.uint32(0))
    return jnp.broadcast_to(everybody, tiles.shape).reshape(struck.shape) & present


def friends(struck: Words, sociable: Words, partner: Any, masks: tuple[int, ...]) -> Words:
    """Who has a friend who was struck.

    sociable: (fields, chunks, 32) who keeps a tie in each field; partner: (fields, blocks) partner block, or the
    number of blocks where there is none; masks: by which slots of a pair of blocks are matched (XOR).
    """
    reached = jnp.zeros_like(struck)
    for field, mask in enumerate(masks):
        seen = (struck & sociable[field]).reshape(-1, WORDS_A_BLOCK)
        # a block without partner points past the end and reads nothing
        other = jnp.take(seen, partner[field], axis=0, mode="fill", fill_value=0)
        matched = _swap_lanes(other[:, jnp.arange(WORDS_A_BLOCK) ^ (mask >> 5)], mask & 31)
        reached = reached | (matched.reshape(struck.shape) & sociable[field])
    return reached


def _turn(word: Words, by: int) -> Words:
    by %= LANES
    return (word << by) | (word >> (LANES - by)) if by else word


def _swap_lanes(word: Words, mask: int) -> Words:
    """The word with lane l moved to lane l XOR mask."""
    for bit, pattern in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF)):
        if mask & bit:
            low = jnp.uint32(pattern)
            word = ((word & low) << bit) | ((word >> bit) & low)
    return word
