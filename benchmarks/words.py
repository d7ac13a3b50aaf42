"""python -m benchmarks.words ORDER [--log2 N]: the lab's own luck as raw words on standard output, for a battery.

Draws are made as a run makes them: keys from `engine.setting`, bits from `contract.draws` and `contract.streams`,
compiled. An order says what lies next to what, so that a battery looks for likeness just there. Without `--log2` the
words go on until the battery has had enough; with it they end after 2^N bytes. How many were written is said last.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from sousveil.contract.draws import Draws, Generator, Source, threefry2x32
from sousveil.contract.streams import STREAMS, own_bits, stretches
from sousveil.engine.setting import keys

SEED = 1
BESIDE = 1024
"""How many seeds, names or places lie side by side."""
BLOCK = 1 << 20
"""Draws of 64 bits that are made at a time."""
BOTH = stretches({"battery": (("battery.first", 32), ("battery.second", 32))})
"""All 64 bits of a stream, listed as an extension lists its own draws."""
EVERY = {
    name: own_bits(bits)
    for listed in STREAMS.values()
    for name, bits in listed
    if not name.endswith(".tie") and own_bits(bits) >= 16
}
"""The draws that mechanisms make, with the bits that are theirs alone; the rest of a tied one follows from others."""
SMALL = {name: bits for name, bits in EVERY.items() if bits == 16}


@dataclass(frozen=True)
class Block:
    """Who draws: keys by stream, number within place, day and place; they broadcast to the block's shape."""

    keys: Mapping[str, tuple[Any, Any]]
    number: Any
    day: Any = 1
    place: Any = 0

    @property
    def day_and_place(self) -> Any:
        """As a kernel counts it."""
        return np.asarray(self.day, np.uint32) << 16 | np.asarray(self.place, np.uint32)


@dataclass(frozen=True)
class Order:
    """What lies next to what. `block`: the block after so many others; `pieces`: the draws that are made in it."""

    doc: str
    block: Callable[[int], Block]
    pieces: Callable[[Source], Any]


def span(step: int, length: int, start: int = 0) -> Any:
    """The next `length` numbers after so many steps."""
    return (start + step * length + np.arange(length)).astype(np.uint32)


def both(source: Source) -> Any:
    """Both words of a stream, one after the other."""
    draws = Draws("battery", source, BOTH)
    return jnp.stack([draws("first").word, draws("second").word], axis=-1)


def pieces(source: Source, listed: Mapping[str, int]) -> list[Any]:
    """The listed draws as mechanisms get them, in pieces of 16 bits."""
    made = []
    for name, bits in listed.items():
        owner, draw = name.split(".")
        word = Draws(owner, source)(draw).word
        made += [(word >> shift).astype(jnp.uint16) for shift in (16, 0)[: bits // 16]]
    return made


def one_key() -> Mapping[str, Any]:
    """The key of one name under one seed."""
    return {"battery": tuple(keys([SEED], ("battery",))[0, 0])}


def beside(made: Any, step: int) -> Block:
    """The same person draws with each of the keys (n, 2) in turn; then the next person."""
    return Block({"battery": (made[:, 0], made[:, 1])}, span(step, BLOCK // len(made))[:, None])


def of_table(made: Any, step: int) -> Block:
    """Persons draw from every stream of the table, with its keys (streams, 2)."""
    return Block({name: (key[0], key[1]) for name, key in zip(STREAMS, made, strict=True)}, span(step, 1 << 16))


def orders() -> dict[str, Order]:
    """Every order, by name."""
    key = one_key()
    seeds = keys(list(range(1, BESIDE + 1)), ("battery",))[:, 0]
    names = keys([SEED], tuple(f"a.{i}" for i in range(1, BESIDE + 1)))[0]
    table = keys([SEED], tuple(STREAMS))[0]
    return {
        "persons": Order(
            "one stream: persons run fastest, then days",
            lambda step: Block(key, span(step % 64, BLOCK), 1 + step // 64),
            both,
        ),
        "days": Order(
            "one stream: 4,096 days run fastest, then persons",
            lambda step: Block(key, span(step, BLOCK >> 12)[:, None], span(0, 1 << 12, 1)),
            both,
        ),
        "places": Order(
            "one stream: 1,024 places run fastest, then persons",
            lambda step: Block(key, span(step, BLOCK // BESIDE)[:, None], place=span(0, BESIDE)),
            both,
        ),
        "seeds": Order("one name: seeds 1 to 1,024 run fastest, then persons", partial(beside, seeds), both),
        "names": Order("one seed: names a.1 to a.1024 run fastest, then persons", partial(beside, names), both),
        "draws": Order(
            "every listed draw of a person and day, in the order of the table; then the next person",
            partial(of_table, table),
            lambda source: jnp.stack(pieces(source, EVERY), axis=-1),
        ),
        "pieces": Order(
            "the listed draws of 16 bits: one draw over 65,536 persons, then the next draw",
            partial(of_table, table),
            lambda source: jnp.stack(pieces(source, SMALL)),
        ),
    }


def blocks(order: Order, generator: Generator = threefry2x32) -> Iterator[Any]:
    """The words of an order, uint32, block after block without end."""

    @jax.jit
    def made(keys: Any, number: Any, day_and_place: Any) -> Any:
        return order.pieces(Source(keys, number, day_and_place, generator))

    for step in count():
        block = order.block(step)
        yield np.asarray(made(block.keys, block.number, block.day_and_place)).reshape(-1).view(np.uint32)


def write(order: Order, log2: int | None) -> int:
    """Write an order to standard output until 2^log2 bytes are out or the reader has had enough: bytes written.

    Past Python's own buffer, which loses bytes where a process is stopped and goes on.
    """
    written = 0
    try:
        for words in blocks(order):
            size = words.nbytes if log2 is None else min(words.nbytes, (1 << log2) - written)
            left = memoryview(words).cast("B")[:size]
            while left:
                out = os.write(1, left)
                left, written = left[out:], written + out
            if size < words.nbytes:
                break
    except BrokenPipeError:
        pass  # the battery has had enough
    return written


if __name__ == "__main__":
    made = orders()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("order", choices=made, help="; ".join(f"{name}: {order.doc}" for name, order in made.items()))
    parser.add_argument("--log2", type=int, help="end after 2^LOG2 bytes")
    asked = parser.parse_args()
    print(f"{asked.order}: {write(made[asked.order], asked.log2):,} bytes", file=sys.stderr)
