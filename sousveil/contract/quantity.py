"""Fixed-point quantities: what mechanisms calculate with.

State, parameters and thresholds are integers, so that fusion, batching, devices and probes cannot change a bit.
Four kinds carry their scale in their type: `Share` (65536 is one), `Rate` (a probability a day, 2^32 is one),
`Factor` (256 is one) and `Count` (whole things). They work on NumPy and JAX arrays alike and import neither.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeVar, overload

Array = Any  # a NumPy or JAX array of integers or booleans

ONE = 1 << 16
RATE_MAX = (1 << 32) - 1
FACTOR_ONE = 1 << 8


def _minimum(a: Array, b: Array | int) -> Array:
    return a.__array_namespace__().minimum(a, b)


def _where(mask: Array, a: Array, b: Array | int) -> Array:
    return mask.__array_namespace__().where(mask, a, b)


def _divided(part: Array, whole: Array) -> tuple[Array, Array, Array]:
    """`part` in 65536ths of `whole`, what is left over, and what it was divided by (one where `whole` is nothing)."""
    top, divisor = _where(part < whole, part, whole), _where(whole > 0, whole, 1)
    # eight bits, then eight more, so that a nation's counts in 65536ths still fit in 64 bits
    first, left = (top << 8) // divisor, (top << 8) % divisor
    return (first << 8) + (left << 8) // divisor, (left << 8) % divisor, divisor


@dataclass(frozen=True, eq=False)
class Share:
    """A share of one, in 65536ths. Sums and differences stay between nothing and one."""

    q: Array

    def __mul__(self, other: Share) -> Share:
        # one bit is dropped so that one times one fits in 32 bits
        return Share((self.q * (other.q >> 1)) >> 15)

    def __add__(self, other: Share) -> Share:
        return Share(_minimum(self.q + other.q, ONE))

    def __sub__(self, other: Share) -> Share:
        return Share(_where(self.q > other.q, self.q - other.q, 0))

    def __lt__(self, other: Share) -> Array:
        return self.q < other.q

    def __gt__(self, other: Share) -> Array:
        return self.q > other.q

    def __le__(self, other: Share) -> Array:
        return self.q <= other.q

    def __ge__(self, other: Share) -> Array:
        return self.q >= other.q

    @property
    def rest(self) -> Share:
        """What is missing to one."""
        return Share(ONE - self.q)

    def given(self, mask: Array) -> Share:
        """This share where `mask` holds, nothing elsewhere."""
        return Share(_where(mask, self.q, 0))

    def times(self, factor: Factor) -> Share:
        """Multiplied by a factor, at most one."""
        return Share(_minimum((_minimum(factor.q, 0xFFFF) * (self.q >> 1)) >> 7, ONE))

    def part(self, share: Share) -> Share:
        """A part of this share, rounded to the nearest 65536th: for what is added up day after day.

        `*` truncates, by up to two 65536ths, which is much of a small daily part.
        """
        half = (self.q >> 1) * share.q + (((self.q & 1) * share.q) >> 1)  # of the product, which needs 33 bits
        return Share((half + (1 << 14)) >> 15)

    def blend(self, target: Share, speed: Share) -> Share:
        """A step of size `speed` (in 32768ths) from here towards `target`, rounded to the nearest 65536th.

        Off by half a 65536th at most, so a number that returns to its target is off by that over the speed at most.
        """
        half = (speed.q + 1) >> 1  # so that one and one fit in 32 bits
        return Share((self.q * ((ONE >> 1) - half) + target.q * half + (ONE >> 2)) >> 15)

    def at_odds(self, factor: Factor) -> Share:
        """The share whose odds (it against its rest) are so many times these, within two 65536ths.

        Nothing and one stay what they are.
        """
        xp = self.q.__array_namespace__()
        part = self.q * _minimum(factor.q, 0xFFFF)
        whole = part + ((ONE - self.q) << 8)  # at most one times the largest factor, which fits in 32 bits
        # `ratio` takes 24 bits of a 32-bit whole; where there are more, the lowest say nothing
        drop = xp.where(whole >= 1 << 28, 8, xp.where(whole >= 1 << 24, 4, 0)).astype(self.q.dtype)
        return Share.ratio(part >> drop, whole >> drop)

    @staticmethod
    def ratio(part: Array, whole: Array) -> Share:
        """`part` of `whole`, between nothing and one, rounded down; one where `whole` is nothing.

        For counts below 2^55 where they are settled, below 2^23 in a kernel.
        """
        quotient, _, _ = _divided(part, whole)
        return Share(_where(whole > 0, quotient, ONE))

    @staticmethod
    def nearest(part: Array, whole: Array) -> Share:
        """The same, rounded to the nearest 65536th and half of one up, as thresholds are: for ties with a threshold."""
        quotient, left, divisor = _divided(part, whole)
        return Share(_where(whole > 0, quotient + (2 * left >= divisor), ONE))


@dataclass(frozen=True, eq=False)
class Rate:
    """A probability in 2^32nds, for rare things: 1e-9 is still a number. At most one."""

    q: Array

    def __mul__(self, other: Share) -> Rate:
        high, low = self.q >> 16, self.q & 0xFFFF
        value = high * other.q + ((low * (other.q >> 1)) >> 15)
        # one times one: high * 65536 stays below 2^32 because high is at most 65535
        return Rate(value)

    def __add__(self, other: Rate) -> Rate:
        total = self.q + other.q
        return Rate(_where(total < self.q, self.q.dtype.type(RATE_MAX), total))

    def given(self, mask: Array) -> Rate:
        """This rate where `mask` holds, nothing elsewhere."""
        return Rate(_where(mask, self.q, 0))

    def times(self, factor: Factor) -> Rate:
        """Multiplied by a factor, at most one."""
        scale = _minimum(factor.q, 0xFFFF)
        high, low = self.q >> 16, self.q & 0xFFFF
        top = high * scale
        base = top << 8
        value = base + ((low * scale) >> 8)
        return Rate(_where((top >= (1 << 24)) | (value < base), self.q.dtype.type(RATE_MAX), value))


@dataclass(frozen=True, eq=False)
class Factor:
    """A multiplier from 0 to 255.99, in 256ths."""

    q: Array

    def given(self, mask: Array) -> Factor:
        """This factor where `mask` holds, one (no change) elsewhere."""
        return Factor(_where(mask, self.q, FACTOR_ONE))

    def at(self, share: Share) -> Factor:
        """One (no change) where the share is nothing, this factor where it is one, a straight line between them."""
        # 65535 times 65536 and a half fit in 32 bits
        line = share.rest.q * FACTOR_ONE + share.q * _minimum(self.q, 0xFFFF)
        return Factor((line + (ONE >> 1)) >> 16)


@dataclass(frozen=True, eq=False)
class Count:
    """Whole things: days, points, people. Signed 32 bits in a kernel, 64 bits when settled."""

    q: Array

    def __add__(self, other: Count) -> Count:
        return Count(self.q + other.q)

    def __sub__(self, other: Count) -> Count:
        return Count(self.q - other.q)

    def __lt__(self, other: Count) -> Array:
        return self.q < other.q

    def __gt__(self, other: Count) -> Array:
        return self.q > other.q

    def __le__(self, other: Count) -> Array:
        return self.q <= other.q

    def __ge__(self, other: Count) -> Array:
        return self.q >= other.q

    def equals(self, other: Count) -> Array:
        """True where both are the same number."""
        return self.q == other.q

    def given(self, mask: Array) -> Count:
        """This count where `mask` holds, nothing elsewhere."""
        return Count(_where(mask, self.q, 0))

    def share(self, width: int) -> Share:
        """A counter of `width` bits as a share of two to that power: a full one is a little less than one."""
        return Share(self.q.astype("uint32") << (16 - width))

    def within(self, low: int, high: int) -> Count:
        """Clipped to [low, high]."""
        xp = self.q.__array_namespace__()
        return Count(xp.clip(self.q, low, high))


Quantity = Share | Rate | Factor | Count
Q = TypeVar("Q", Share, Rate, Factor, Count)


@overload
def choose(mask: Array, yes: Share, no: Share) -> Share: ...
@overload
def choose(mask: Array, yes: Rate, no: Rate) -> Rate: ...
@overload
def choose(mask: Array, yes: Factor, no: Factor) -> Factor: ...
@overload
def choose(mask: Array, yes: Count, no: Count) -> Count: ...
def choose(mask: Array, yes: Any, no: Any) -> Any:
    """`yes` where `mask` holds, `no` elsewhere; both of one kind."""
    return type(yes)(_where(mask, yes.q, no.q))


POWERS = range(8, 20)
"""Bits of a power, in 65536ths, for which `decayed` knows the factor; what lies below is small enough for a line."""
_FACTORS = tuple(round(ONE * math.exp(-(2.0 ** (bit - 16)))) for bit in POWERS)


def decayed(power: Array) -> Share:
    """exp(-power), for a power in 65536ths; nothing from 16 on.

    A product over the bits of the power. Each of twelve factors and products is rounded to the nearest, and below a
    256th 1 - x stands for exp(-x), which is off by less than half a 65536th.
    """
    value = ONE - (power & ((1 << POWERS.start) - 1)).astype("uint32")
    for bit, factor in zip(POWERS, _FACTORS, strict=True):
        value = _where(((power >> bit) & 1) != 0, (value * factor + (ONE >> 1)) >> 16, value)
    return Share(_where(power >> POWERS.stop == 0, value, 0))


SCALES: dict[type, int] = {Share: ONE, Rate: 1 << 32, Factor: FACTOR_ONE, Count: 1}
CEILINGS: dict[type, int] = {Share: ONE, Rate: RATE_MAX, Factor: 0xFFFF, Count: (1 << 31) - 1}


def to_fixed(value: float, kind: type) -> int:
    """The integer that stands for `value` in a quantity of this kind, rounded to the nearest."""
    return max(0 if kind is not Count else -CEILINGS[kind], min(CEILINGS[kind], round(value * SCALES[kind])))
