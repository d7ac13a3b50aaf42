"""What this machine can do at best: bytes moved, random words drawn, bits counted. Floors are made of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from sousveil.contract.draws import threefry2x32
from sousveil.engine.kernels import compiler_options, count
from sousveil.engine.layout import LANES, WIDTH

RUNS = 7
STREAMS = 8
"""Streams drawn side by side: with fewer a vector waits for itself."""


@dataclass(frozen=True)
class Ceilings:
    """Seconds at best. byte: one moved, read or written; word: a random word; counted: one bit of 32 people counted."""

    byte: float
    word: float
    counted: float


def ceilings() -> Ceilings:
    """Measure them, the best of some runs each."""
    return Ceilings(byte_seconds(), word_seconds(), count_seconds())


def byte_seconds(words: int = 1 << 25) -> float:
    """Seconds a byte, read or written, by a kernel that changes every word of an array far larger than a cache."""
    spent = _best(lambda moved, day: moved + day, jnp.zeros((words,), jnp.uint32))
    return spent / (2 * 4 * words)


def word_seconds(people: int = 1 << 22) -> float:
    """Seconds a random word, drawn in a fused kernel that keeps a byte a person."""

    def draw(number: Any, day: Any) -> Any:
        total = jnp.zeros(number.shape, jnp.uint32)
        for stream in range(STREAMS):
            first, second = threefry2x32((day, jnp.uint32(stream)), (number, day))
            total = total ^ first ^ second
        return (total >> 24).astype(jnp.uint8)

    number = jnp.arange(people, dtype=jnp.uint32).reshape(-1, LANES, WIDTH)
    return _best(draw, number) / (people * STREAMS * 2)


def count_seconds(tiles: int = 512, events: int = 32, masks: int = 8) -> float:
    """Seconds a word of 32 people whose bits are masked and counted, by the kernel that does so."""
    count_all = count(())
    packed = jnp.ones((tiles, events, WIDTH), jnp.uint32)
    spent = _best(lambda packed, day: count_all(packed, jnp.full((tiles, masks, WIDTH), day))[0], packed)
    return spent / (packed.size * masks)


def _best(function: Callable[[Any, Any], Any], given: Any) -> float:
    made = jax.jit(function).lower(given, jnp.uint32(0)).compile(compiler_options=compiler_options())
    spent = []
    for day in range(RUNS + 1):
        started = time.perf_counter()
        jax.block_until_ready(made(given, jnp.uint32(day)))
        spent.append(time.perf_counter() - started)
    return min(spent[1:])
