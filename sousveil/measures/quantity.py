"""What a figure is made of: a part over a whole, and who is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sousveil.measures.counts import ALL, Counts, Floats


@dataclass(frozen=True)
class Figure:
    """A simulated figure. standard_error: over replicates, or binomial with one; None where neither applies."""

    value: float | None
    standard_error: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Quantity:
    """A named figure: part over whole, both (replicate,).

    binomial: whether the part is a count within the whole, so that one replicate has a standard error.
    """

    name: str
    unit: str
    doc: str
    part: Callable[[Counts], Floats]
    whole: Callable[[Counts], Floats]
    needs: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    binomial: bool = True


MINORITY = "minority"


def total(*events: str, group: str = ALL) -> Callable[[Counts], Floats]:
    """Reads persons times days of these events in a group, (replicate,)."""
    return lambda counts: counts.of(*events)[:, counts.column(group)].astype(np.float64)


def one(counts: Counts) -> Floats:
    """A whole of one: the part is the figure."""
    return np.ones(counts.replicates)


def events(
    name: str,
    part: str,
    whole: tuple[str, ...],
    doc: str,
    group: str = ALL,
    *,
    unit: str = "share",
    binomial: bool = True,
) -> Quantity:
    """A figure that is an event for each of some others, in a group."""
    needs = (part, *whole)
    return Quantity(name, unit, doc, total(part, group=group), total(*whole, group=group), needs, binomial=binomial)


def pilot(*events: str, group: str = MINORITY) -> Callable[[Counts], Floats]:
    """Reads persons times days of these events in the regions where anybody was interned at all, (replicate,)."""

    def read(counts: Counts) -> Floats:
        there = in_pilot(counts)
        chosen = (counts.records[event].sel(group=group) for event in events)
        found = sum(event.where(there, 0).sum(("time", "place")) for event in chosen)
        return np.asarray(found, np.float64)

    return read


def people_in(counts: Counts, group: str = ALL, *, pilot_only: bool) -> Floats:
    """People of a group, everywhere or in those regions, (replicate,)."""
    people = counts.records["people"].sel(group=group)
    if pilot_only:
        people = people.where(in_pilot(counts), 0)
    return np.full(counts.replicates, float(people.sum()))


def in_pilot(counts: Counts) -> Any:
    """(place,) True in the regions where anybody was interned."""
    records = counts.records
    interned = records["interned"].sum(("replicate", "time", "group")).groupby("region").sum()
    return records["region"].isin(interned["region"][interned > 0]) & (records["place_kind"] != "abroad")
