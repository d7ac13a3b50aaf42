"""Between quantities and stored integers: what a parameter becomes, and how a next value is written to a column."""

from __future__ import annotations

from sousveil.contract.column import Column, Shared, stored_range
from sousveil.contract.parameter import Parameter
from sousveil.contract.quantity import SCALES, Array, Count, Quantity, Share, to_fixed
from sousveil.contract.views import Packed


def fixed(parameter: Parameter, value: float) -> int:
    """The integer by which a parameter's value enters a kernel."""
    return to_fixed(value, parameter.kind)


def natural(shared: Shared, stored: Array) -> Array:
    """A shared number in natural units, as float64: shares and rates from 0 to 1, counts as they are."""
    return stored / SCALES[shared.quantity]


def written(column: Column, value: Quantity | Packed, rounding: Array | None = None) -> Array:
    """The stored next value of a column.

    A Share goes into eight bits by stochastic rounding (`rounding`: 32 random bits; an unchanged value stays as it
    was, whatever the luck), into sixteen by clipping. A Count is clipped to what the storage holds.
    """
    top = stored_range(column)
    if isinstance(value, Packed):
        return value.q.astype(column.dtype)
    xp = value.q.__array_namespace__()
    if isinstance(value, Share) and column.quantity is Share:
        if column.bytes == 2:
            return xp.minimum(value.q, top).astype(column.dtype)
        if rounding is None:
            raise TypeError(f"{column.name} needs a rounding draw")
        return xp.minimum((value.q + (rounding >> 24)) >> 8, top).astype(column.dtype)
    if isinstance(value, Count) and column.quantity is Count:
        return xp.clip(value.q, 0, top).astype(column.dtype)
    raise TypeError(f"column {column.name} cannot store a {type(value).__name__}")
