"""The records of a run as totals, ready for measures: who suffered what, in which group, in which replicate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AGE_BANDS, BY_NAME
from sousveil.contract.events import BY_NAME as EVENTS
from sousveil.contract.registry import mechanism

if TYPE_CHECKING:
    import xarray as xr  # names of measures are shown without it

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

PER = 100_000
YEAR = 365  # days
ALL = "all"
ABROAD = "abroad"
ADULT_BANDS = AGE_BANDS[1:]


def ratio(part: Any, whole: Any) -> Floats:
    """part / whole, NaN where there is no whole."""
    part, whole = np.broadcast_arrays(np.asarray(part, np.float64), np.asarray(whole, np.float64))
    made: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
    return made


@dataclass(frozen=True)
class Histogram:
    """People by a column on one day. people: (replicate, group, bin); points, edges: (bin,) values and lower ends."""

    people: Integers
    points: Floats
    edges: Floats

    def mean(self) -> Floats:
        """(replicate, group) mean value, off by half a bin at most."""
        return ratio(self.people @ self.points, self.people.sum(axis=-1))


class Counts:
    """Totals over time and places of one run; arrays are (replicate, group) in the order of `groups`.

    guesses: other values of what the measures themselves assume, by name; where none is given, the stated one holds.
    """

    def __init__(self, records: xr.Dataset, guesses: Mapping[str, float] | None = None) -> None:
        self.records, self.guesses = records, dict(guesses or {})
        self.groups: tuple[str, ...] = tuple(str(name) for name in records["group"].values)
        self.replicates = int(records.sizes["replicate"])
        self.days = int(records["days"].sum())
        self._totals: dict[str, Integers] = {}

    @cached_property
    def people(self) -> Integers:
        """(group,) people."""
        return np.asarray(self.records["people"].sum("place").values, np.int64)

    @cached_property
    def adults(self) -> Floats:
        """(group,) people of 15 and more; NaN where older records cannot tell (by sex, minority, abroad)."""
        if "adults" in self.records:
            made = np.asarray(self.records["adults"].sum("place").values, np.float64)
            return np.where(made > 0, made, np.nan)
        bands = [self.column(band) for band in ADULT_BANDS]
        by_place = self.records["people"].values[:, bands].sum(axis=1)
        kinds = self.records["place_kind"].values
        known = {band: self.people[at] for band, at in zip(ADULT_BANDS, bands, strict=True)}
        known |= {kind: by_place[kinds == kind].sum() for kind in ("urban", "rural")} | {ALL: by_place.sum()}
        return np.array([known.get(group, np.nan) for group in self.groups], np.float64)

    @cached_property
    def person_years(self) -> Floats:
        """(group,) people times years."""
        return np.asarray(self.people * (self.days / YEAR), np.float64)

    def column(self, group: str) -> int:
        """Where a group stands."""
        return self.groups.index(group)

    def parameter(self, path: str) -> float:
        """A parameter on the first day, of most places where it varies; its default where the records do not say."""
        owner, _, name = path.partition(".")
        value = json.loads(self.records.attrs.get("parameters", "{}")).get(path)
        if isinstance(value, dict):
            value = value.get("default")
        return float(mechanism(owner).parameters[name].default if value is None else value)

    def source(self, event: str) -> str:
        """The mechanism that emits an event; empty where none does."""
        if event not in self.records:
            return ""
        return str(self.records[event].attrs.get("emitted_by", ""))

    def lacking(self, events: tuple[str, ...], any_of: tuple[str, ...] = (), columns: tuple[str, ...] = ()) -> str:
        """Why a measure of these events and columns cannot be computed; empty where it can."""
        for event in events:
            if not self.source(event):
                return f"nothing in this scenario emits {event!r} ({EVENTS[event].doc})"
        if any_of and not any(self.source(event) for event in any_of):
            return f"nothing in this scenario emits any of {', '.join(map(repr, any_of))}"
        for column in columns:
            if f"hist_{column}" not in self.records:
                return f"this scenario has no {BY_NAME[column].doc}"
            if not self.records[f"hist_{column}"].attrs.get("owned_by"):
                return f"nothing in this scenario moves {column!r} ({BY_NAME[column].doc})"
        return ""

    def of(self, *events: str) -> Integers:
        """(replicate, group) persons times days that these events befell, added up; an absent event adds nothing."""
        total = np.zeros((self.replicates, len(self.groups)), np.int64)
        for event in events:
            total = total + self._total(event)
        return total

    def _total(self, event: str) -> Integers:
        if event not in self._totals:
            found = event in self.records
            self._totals[event] = (
                np.asarray(self.records[event].values.sum(axis=(1, 2), dtype=np.int64))
                if found
                else np.zeros((self.replicates, len(self.groups)), np.int64)
            )
        return self._totals[event]

    def rate(self, *events: str) -> Floats:
        """(replicate, group) per 100,000 people of the group and year."""
        return ratio(self.of(*events) * float(PER), self.person_years)

    def share(self, part: str, whole: str) -> Floats:
        """(replicate, group) the events `part` for each event `whole`."""
        return ratio(self.of(part), self.of(whole))

    def window(self, days: int) -> npt.NDArray[np.bool_]:
        """(time,) the bins that lie within the last `days` days, the last bin at least."""
        ends, lengths = self.records["time"].values, self.records["days"].values
        inside = ends - lengths >= self.days - days
        inside[-1] = True
        return np.asarray(inside, np.bool_)

    def of_adults(self, event: str, days: int) -> Floats:
        """(replicate, group) the event for each person of 15 and more and day, over the last `days` days."""
        inside = self.window(days)
        covered = int(self.records["days"].values[inside].sum())
        total = self.records[event].values[:, inside].sum(axis=(1, 2), dtype=np.int64)
        return ratio(total, self.adults * covered)

    def daily(self, event: str, at: int) -> Floats:
        """(replicate, group) the event a day in one bin: 0 the first, -1 the last."""
        total = self.records[event].values[:, at].sum(axis=1, dtype=np.int64)
        return np.asarray(total / float(self.records["days"].values[at]))

    def shared(self, name: str, bands: tuple[str, ...] = (ALL,)) -> Floats:
        """(replicate, time) a shared number, the mean over people at home, of these age bands or all."""
        values = np.asarray(self.records[name].values, np.float64)
        people = self.records["people"].values[:, [self.column(band) for band in bands]].sum(axis=1)
        return ratio(values @ people.astype(np.float64), people.sum())

    def histogram(self, column: str, at: int = -1) -> Histogram:
        """People by a column in one snapshot: 0 the start, -1 the last."""
        item = self.records[f"hist_{column}"]
        edges = np.asarray(self.records[f"edge_{column}"].values, np.float64)
        points = edges + float(self.records[f"edge_{column}"].attrs["width"]) / 2
        points[0] = edges[0]  # where values pile up at nothing: a world without fear has none, not half a bin
        return Histogram(np.asarray(item.values[:, at], np.int64), points, edges)
