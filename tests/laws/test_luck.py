"""Luck looks like luck whichever way it is laid out, and a generator that is broken is found out.

The orders are those that `make battery` hands to public batteries for hours (docs/luck.md); here a few fast tests look
at the beginning of each. Seeds are fixed: what passes goes on passing until generator, keys or draws change.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pytest

from benchmarks.words import blocks, orders
from sousveil.contract.draws import Draws, Source, threefry2x32
from sousveil.contract.streams import STRETCHES, Stretch
from stage import Keys

ORDERS = orders()
WORDS = 1 << 22
SURE = 5.0
"""Standard deviations. 92 figures in each of 7 orders: one passes this by luck alone once in 2,700 seeds."""


def chi_square(cells: Any) -> float:
    """How far counts are from even, in standard deviations (by Wilson and Hilferty's cube root of chi-square)."""
    mean, degrees = cells.mean(), cells.size - 1
    chi = float(((cells - mean) ** 2 / mean).sum())
    return float(((chi / degrees) ** (1 / 3) - (1 - 2 / (9 * degrees))) / (2 / (9 * degrees)) ** 0.5)


def figures(words: Any) -> dict[str, float]:
    """Deviations from what luck does: bytes are even, pairs of bytes are, and bits differ half of the time.

    Half a word ahead is another draw of 16 bits, a word the other word of a draw, two words the neighbour.
    """
    made = {}
    for byte in range(4):
        here = (words >> (8 * byte) & 0xFF).astype(np.uint16)
        made[f"byte {byte}"] = chi_square(np.bincount(here, minlength=256))
        for ahead in (1, 2):
            pairs = here[:-ahead] << 8 | here[ahead:]
            made[f"byte {byte} and {ahead} ahead"] = chi_square(np.bincount(pairs, minlength=1 << 16))
    compared = {"half a word": (16, words ^ words >> 16)}
    compared |= {f"{ahead} words": (32, words[:-ahead] ^ words[ahead:]) for ahead in (1, 2)}
    for ahead, (bits, differs) in compared.items():
        for bit in range(bits):
            share = float((differs >> bit & 1).mean())
            made[f"bit {bit} and {ahead} ahead"] = (share - 0.5) * 2 * len(differs) ** 0.5
    return made


def unlikely(order: str, generator: Callable[..., Any] = threefry2x32) -> dict[str, float]:
    """The figures of an order that luck would not give."""
    words = np.concatenate(list(islice(blocks(ORDERS[order], generator), 5)))[:WORDS]
    assert len(words) == WORDS
    return {name: value for name, value in figures(words).items() if not abs(value) < SURE}


@pytest.mark.parametrize("order", ORDERS)
def test_luck_is_even_and_neighbours_are_strangers(order: str) -> None:
    assert unlikely(order) == {}


def eight_rounds(key: Any, counter: Any) -> Any:
    """Threefry-2x32 stopped after eight rounds of twenty."""
    keys = (key[0], key[1], key[0] ^ key[1] ^ 0x1BD11BDA)
    x, y = counter[0] + keys[0], counter[1] + keys[1]
    for group, turns in enumerate(((13, 15, 26, 6), (17, 29, 16, 24))):
        for turn in turns:
            x = x + y
            y = ((y << turn) | (y >> (32 - turn))) ^ x
        x, y = x + keys[(group + 1) % 3], y + keys[(group + 2) % 3] + (group + 1)
    return x, y


def without_day(key: Any, counter: Any) -> Any:
    return threefry2x32(key, (counter[0], counter[1] & 0xFFFF))


def without_place(key: Any, counter: Any) -> Any:
    return threefry2x32(key, (counter[0], counter[1] >> 16 << 16))


def in_pairs(key: Any, counter: Any) -> Any:
    """Two persons share their luck."""
    return threefry2x32(key, (counter[0] >> 1, counter[1]))


def without_key(key: Any, counter: Any) -> Any:
    return threefry2x32((key[0] & 0, key[1] & 0), counter)


def one_word(key: Any, counter: Any) -> Any:
    word, _ = threefry2x32(key, counter)
    return word, word


def never_low(key: Any, counter: Any) -> Any:
    """One value in 256 of one byte does not come up."""
    x, y = threefry2x32(key, counter)
    return x | ((x & 0xFF) == 0), y


@pytest.mark.parametrize(
    ("order", "broken"),
    [
        ("persons", eight_rounds), ("days", eight_rounds), ("pieces", eight_rounds),
        ("days", without_day), ("places", without_place), ("persons", in_pairs), ("pieces", in_pairs),
        ("seeds", without_key), ("names", without_key), ("draws", without_key),
        ("persons", one_word), ("draws", one_word), ("persons", never_low), ("seeds", never_low),
    ],
)  # fmt: skip
def test_a_broken_generator_is_found_out(order: str, broken: Callable[..., Any]) -> None:
    assert unlikely(order, broken)


PEOPLE = 1 << 16


def likeness(where: dict[str, Stretch]) -> float:
    """The largest correlation between any two draws, of today, of tomorrow and of the neighbour, in deviations.

    The correlation of n independent pairs has deviation 1/sqrt(n).
    """
    rows = []
    for day, first in ((1, 0), (2, 0), (1, 1)):
        number = np.arange(first, first + PEOPLE, dtype=np.uint32)
        source = Source(Keys(1), number, np.asarray([day << 16], np.uint32))
        for name in where:
            owner, draw = name.split(".")
            rows.append(Draws(owner, source, where)(draw).share().q.astype(np.float32))
    made = np.corrcoef(np.stack(rows))
    return float(np.abs(np.triu(made, 1)).max()) * PEOPLE**0.5


# 198 rows make 19,503 pairs: one of them passes 5.5 deviations by luck alone once in 1,300 seeds
UNLIKE = 5.5


def test_no_two_draws_are_alike_today_tomorrow_or_next_door() -> None:
    assert likeness(STRETCHES) < UNLIKE


def test_draws_cut_from_the_same_bits_are_found_out() -> None:
    overlapping = {name: Stretch(s.stream, 0, 0, s.bits) for name, s in STRETCHES.items()}
    assert likeness(overlapping) > UNLIKE
