"""Luck by name: every draw is a function of (seed, stream name, place, number within place, day).

Generator: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3",
SC'11), written element-wise so that it fuses into the kernel that uses it. Its published known answers are a test.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sousveil.contract.quantity import Array, Count, Rate, Share

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA


def threefry2x32(key: tuple[Array, Array], counter: tuple[Array, Array]) -> tuple[Array, Array]:
    """Two random words for a counter under a key; all are arrays of uint32 that broadcast."""
    keys = (key[0], key[1], key[0] ^ key[1] ^ _PARITY)
    x, y = counter[0] + keys[0], counter[1] + keys[1]
    for group in range(5):
        for turn in _ROTATIONS[group % 2]:
            x = x + y
            y = ((y << turn) | (y >> (32 - turn))) ^ x
        x = x + keys[(group + 1) % 3]
        y = y + (keys[(group + 2) % 3] + (group + 1))
    return x, y


def stream_words(name: str) -> tuple[int, int]:
    """The first 64 bits of the SHA-256 of a stream's name, as two words."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")


class Luck:
    """Two words of luck for every person: `first` by default, the other through `second`."""

    def __init__(self, first: Array, second: Array) -> None:
        self._first, self._second = first, second

    @property
    def second(self) -> Luck:
        """The other word of the same draw, independent of the first."""
        return Luck(self._second, self._first)

    @property
    def word(self) -> Array:
        """The 32 random bits themselves."""
        return self._first

    def below(self, chance: Rate | Share) -> Array:
        """True with this probability. A share of one is certain; a rate resolves 2^-32."""
        if isinstance(chance, Share):
            return (self._first >> 16) < chance.q
        return self._first < chance.q

    def between(self, start: Rate, chance: Rate) -> Array:
        """True with this probability, in the stretch of luck that begins at `start`.

        Events in stretches that do not overlap exclude each other; one's chance can fall without touching the rest.
        """
        return (self._first - start.q) < chance.q

    def share(self) -> Share:
        """Uniform between nothing and one, in 65536ths."""
        return Share(self._first >> 16)

    def index(self, choices: int) -> Count:
        """Uniform over 0 .. choices-1, for at most 65536 choices."""
        return Count((((self._first >> 16) * choices) >> 16).astype("int32"))


class Draws:
    """The luck of one mechanism on one day. `draws("visit")` is the stream `<mechanism>.visit`."""

    def __init__(self, owner: str, keys: Mapping[str, Any], number: Array, day_and_place: Array) -> None:
        self._owner, self._keys = owner, keys
        self._counter = (number, day_and_place)

    def __call__(self, name: str) -> Luck:
        """Today's luck of a stream."""
        return Luck(*threefry2x32(self._keys[f"{self._owner}.{name}"], self._counter))

    def lasting(self, name: str) -> Luck:
        """Luck that is the same every day: a person's own constant, computed rather than stored."""
        number, day_and_place = self._counter
        return Luck(*threefry2x32(self._keys[f"{self._owner}.{name}"], (number, day_and_place & 0xFFFF)))
