"""Measure: one number made from records, declared once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sousveil.contract.events import BY_NAME
from sousveil.measures.counts import PER, Counts, Floats, ratio

YEARLY = f"{PER:,} people a year"
SHARE = (0.0, 1.0)
AMOUNT = (0.0, math.inf)
POINTS = (-100.0, 100.0)


@dataclass(frozen=True)
class Measure:
    """A number in natural units.

    value: counts -> (replicate, group), or (replicate, 1) where by_group is False and only everybody is measured.
    needs: events that must be emitted; any_of: of these, one; columns: columns that somebody must own; shared: shared
    numbers that somebody must settle. Otherwise the value is null with a reason, as where it is not a number: `empty`.
    rights: articles of the ICCPR; those of the events if none are given. within: what is possible.
    """

    name: str
    unit: str
    doc: str
    value: Callable[[Counts], Floats]
    per: str = ""
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    own_rights: tuple[int, ...] = ()
    by_group: bool = True
    abroad: bool = False
    within: tuple[float, float] = AMOUNT
    empty: str = "it did not happen, so there is no share of it"

    @property
    def rights(self) -> tuple[int, ...]:
        """Articles of the ICCPR that the measure touches."""
        if self.own_rights:
            return self.own_rights
        return tuple(sorted({right for event in (*self.needs, *self.any_of) for right in BY_NAME[event].rights}))

    def lacking(self, counts: Counts) -> str:
        """Why the measure cannot be computed from these records; empty where it can."""
        missing = next((name for name in self.shared if name not in counts.records), "")
        if missing:
            return f"nothing in this scenario settles {missing!r}"
        return counts.lacking(self.needs, self.any_of, self.columns)


def yearly(
    name: str,
    event: str,
    doc: str,
    unit: str = "",
    *,
    any_of: tuple[str, ...] = (),
    abroad: bool = False,
    rights: tuple[int, ...] = (),
) -> Measure:
    """A measure that is an event per 100,000 people of the group and year."""
    return Measure(
        name,
        unit or name.replace("_", " "),
        doc,
        lambda counts: counts.rate(event),
        YEARLY,
        needs=(event,),
        any_of=any_of,
        abroad=abroad,
        own_rights=rights,
    )


def share(name: str, part: str, whole: str, doc: str, *, abroad: bool = False, rights: tuple[int, ...] = ()) -> Measure:
    """A measure that is the share of the events `whole` that are also `part`."""
    return Measure(
        name,
        "share",
        doc,
        lambda counts: counts.share(part, whole),
        needs=(part, whole),
        abroad=abroad,
        own_rights=rights,
        within=SHARE,
        empty=f"{BY_NAME[whole].doc}: never",
    )


def disparity(name: str, events: tuple[str, ...], one: str, other: str, what: str) -> Measure:
    """A measure that is the rate of one group over the rate of another: 1 means alike."""

    def value(counts: Counts) -> Floats:
        rate = counts.rate(*events)
        return ratio(rate[:, [counts.column(one)]], rate[:, [counts.column(other)]])

    return Measure(
        name,
        "ratio",
        f"{what} of the group {one!r} for each of the group {other!r}, a person: 1 means alike",
        value,
        any_of=events,
        own_rights=(26,),
        by_group=False,
        empty=f"none befell the group {other!r}, or nobody belongs to it",
    )
