"""Luck by name: every draw is a function of (seed, stream, place, number within place, day).

Generator: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3",
SC'11), written element-wise so that it fuses into the kernel that uses it. Its published known answers are a test.
A stream gives every person two words a day; which bits of which stream a draw is made of is said in `streams`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from sousveil.contract.quantity import Array, Count, Rate, Share
from sousveil.contract.streams import Stretch, stretch

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA


SCHEDULE = 8
"""Words that the rounds add: three of the key, and five that the second word is given after each four rounds."""


def threefry2x32(key: tuple[Array, Array], counter: tuple[Array, Array]) -> tuple[Array, Array]:
    """Two random words for a counter under a key; all are arrays of uint32 that broadcast."""
    return rounds(schedule(key), counter)


def schedule(key: tuple[Array, Array]) -> tuple[Array, ...]:
    """What the rounds add under a key: the same for everybody, so kernels are given it ready made."""
    keys = (key[0], key[1], key[0] ^ key[1] ^ _PARITY)
    return (*keys, *(keys[(group + 2) % 3] + (group + 1) for group in range(5)))


def rounds(added: tuple[Array, ...], counter: tuple[Array, Array]) -> tuple[Array, Array]:
    """Two random words for a counter, from the schedule of a key."""
    x, y = counter[0] + added[0], counter[1] + added[1]
    for group in range(5):
        for turn in _ROTATIONS[group % 2]:
            x = x + y
            y = ((y << turn) | (y >> (32 - turn))) ^ x
        x = x + added[(group + 1) % 3]
        y = y + added[3 + group]
    return x, y


Generator = Callable[[Any, tuple[Array, Array]], tuple[Array, Array]]


def stream_words(name: str) -> tuple[int, int]:
    """The first 64 bits of the SHA-256 of a stream's name, as two words."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")


class Luck:
    """One draw for every person: 32 random bits, or 16 at the top of a word, which do for shares but not for rates."""

    def __init__(self, word: Array, bits: int = 32) -> None:
        self.word, self.bits = word, bits

    def below(self, chance: Rate | Share) -> Array:
        """True with this probability. A share of one is certain; a rate resolves 2^-32."""
        if isinstance(chance, Share):
            return (self.word >> 16) < chance.q
        return self._whole() < chance.q

    def between(self, start: Rate, chance: Rate) -> Array:
        """True with this probability, in the stretch of luck that begins at `start`.

        Events in stretches that do not overlap exclude each other; one's chance can fall without touching the rest.
        """
        return (self._whole() - start.q) < chance.q

    def share(self) -> Share:
        """Uniform between nothing and one, in 65536ths."""
        return Share(self.word >> 16)

    def index(self, choices: int) -> Count:
        """Uniform over 0 .. choices-1, for at most 65536 choices."""
        return Count((((self.word >> 16) * choices) >> 16).astype("int32"))

    def _whole(self) -> Array:
        if self.bits < 32:
            raise TypeError("a rate is drawn with 32 bits; this draw has 16 (see contract/streams.py)")
        return self.word


class Source:
    """The words of one day: streams are drawn when first asked for, once each.

    keys: stream -> what the generator takes, the two words of a key or their schedule.
    """

    def __init__(
        self, keys: Mapping[str, Any], number: Array, day_and_place: Array, generator: Generator = threefry2x32
    ) -> None:
        self._keys, self._counter, self._generator = keys, (number, day_and_place), generator
        self._drawn: dict[str, tuple[Array, Array]] = {}

    def words(self, stream: str) -> tuple[Array, Array]:
        """Both words of a stream today."""
        if stream not in self._drawn:
            self._drawn[stream] = self._generator(self._keys[stream], self._counter)
        return self._drawn[stream]

    def lasting(self, stream: str) -> tuple[Array, Array]:
        """Both words of a stream, the same every day."""
        number, day_and_place = self._counter
        return self._generator(self._keys[stream], (number, day_and_place & 0xFFFF))


class Draws:
    """The luck of one mechanism on one day. `draws("visit")` is the draw `<mechanism>.visit`.

    own: where draws lie that the mechanism lists itself.
    """

    def __init__(self, owner: str, source: Source, own: Mapping[str, Stretch] | None = None) -> None:
        self._owner, self._source, self._own = owner, source, own or {}

    def __call__(self, name: str) -> Luck:
        """Today's luck of a draw."""
        return luck(self._source.words, self._where(name))

    def lasting(self, name: str) -> Luck:
        """Luck that is the same every day: a person's own constant, computed rather than stored."""
        return luck(self._source.lasting, self._where(name))

    def _where(self, name: str) -> Stretch:
        draw = f"{self._owner}.{name}"
        return self._own[draw] if draw in self._own else stretch(draw)


def luck(words: Callable[[str], tuple[Array, Array]], where: Stretch) -> Luck:
    """The draw that lies there. words: stream -> its two words."""
    word = words(where.stream)[where.word]
    if where.shift:
        word = word << where.shift
    if where.tie is not None:
        tie = where.tie
        word = word ^ ((words(tie.stream)[tie.word] << tie.shift) >> 16)
    return Luck(word, where.bits)
