"""What there is to say of a column, of what is read from it, and of a number of the polity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sousveil.contract.quantity import Count

Kind = Literal["truth", "mind", "dossier", "state"]
Table = Literal["people", "countries"]


@dataclass(frozen=True)
class Field:
    """A few bits of a column: a yes or no (width 1) or a small counter."""

    name: str
    width: int = 1
    doc: str = ""


@dataclass(frozen=True)
class Column:
    """One fact about every person, or every country.

    table: whose fact it is; rows of either table have `traits` as well, which say that somebody is there.
    quantity: Share (u8: 256ths, u16: 65536ths), Count (whole numbers), "fields" (packed bits and counters, lowest
    first) or "code" (one of `values`). absent: the stored value where nobody fills or owns the column. small_world:
    kept only in worlds that use it, so that others, nations among them, neither store nor count it.
    """

    name: str
    dtype: Literal["uint8", "uint16"]
    kind: Kind
    quantity: type | Literal["fields", "code"]
    unit: str
    doc: str
    absent: int = 0
    fields: tuple[Field, ...] = ()
    values: tuple[str, ...] = ()
    small_world: bool = False
    table: Table = "people"

    @property
    def bytes(self) -> int:
        """Bytes a person."""
        return 1 if self.dtype == "uint8" else 2

    @cached_property
    def shifts(self) -> dict[str, tuple[int, int]]:
        """(lowest bit, width) of every field."""
        where, at = {}, 0
        for field in self.fields:
            where[field.name] = (at, field.width)
            at += field.width
        if at > 8 * self.bytes:
            raise TypeError(f"the fields of {self.name} need {at} bits, {self.dtype} has {8 * self.bytes}")
        return where


@dataclass(frozen=True)
class Average:
    """The mean of a column over a person's household, oneself included, rounded down: read, and kept nowhere.

    `column` is a Share of 16 bits. Everybody sees the mean of the column as it is when their mechanism begins.
    """

    name: str
    column: str
    doc: str


@dataclass(frozen=True)
class Nearby:
    """How many people near a person are so and so, oneself left out: a Count that is read, and kept nowhere.

    of: yes/no fields and values that all hold of those counted. Who is near whom is the world's ground (`ground`).
    along: the web of ties that weighs those near; then it is a Share of all one's ties there, or the weighted mean of
    the one column of shares (in 256ths) that `of` names. Everybody sees the columns as they are when their mechanism
    begins.
    """

    name: str
    of: tuple[str, ...]
    doc: str
    along: str = ""


@dataclass(frozen=True)
class Shared:
    """One number of the polity, kept for every place: small shared state settled from tallies."""

    name: str
    quantity: type
    unit: str
    doc: str
    absent: float = 0.0


def stored_range(column: Column) -> int:
    """The largest value the storage of a column can hold."""
    return (1 << (8 * column.bytes)) - 1


def is_count(column: Column) -> bool:
    """True where the column holds whole things."""
    return column.quantity is Count
