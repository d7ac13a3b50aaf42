"""A run folder of worlds, read for its page. Every number on the page comes through here, and none is made here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import xarray as xr

from sousveil.language import _, _n
from sousveil.measures.paired import said
from sousveil.nations import Nations
from sousveil.report.reading import UNASSESSED, Reading
from sousveil.report.words import interval, number, tenths
from sousveil.world.arm import nations_of
from sousveil.world.calendar import CHECKED, FIRST_YEAR, QUARTERS
from sousveil.world.effects import Entry, Point, course
from sousveil.world.question import BY_NAME

LAST_CHECKED = FIRST_YEAR + CHECKED // QUARTERS - 1
"""The last year in which countries are told one by one, beside the record."""
WAVERING = "wavering"


@dataclass(frozen=True)
class Condition:
    """An arm as the page tells it. said: what the records say of it, 'things as they were'."""

    name: str
    letter: str
    said: str

    @property
    def words(self) -> str:
        """'things as they were'."""
        return _(self.said)

    @property
    def mark(self) -> str:
        """'(a)'."""
        return marked(self.letter)

    @property
    def label(self) -> str:
        """'(a) things as they were'."""
        return self.called(self.words)

    def called(self, words: str) -> str:
        """'(a) things as they were', in other words."""
        return _("({letter}) {condition}", letter=self.letter, condition=words) if self.letter else words


def marked(letter: str) -> str:
    """'(a)'."""
    return _("({letter})", letter=letter)


class WorldReading:
    """What the page of a world is made from. run: the folder as any page reads it."""

    def __init__(self, folder: Path) -> None:
        self.run = Reading(folder)
        self.records: xr.Dataset = self.run.records.load()  # small, and read many times
        self.summary: Mapping[str, Any] = self.run.summary

    @property
    def badge(self) -> str:
        """The small print under every picture."""
        run = self.run
        return _n(
            "Sousveil {version} · scenario {name} · seed {seed} · {count} replicate",
            "Sousveil {version} · scenario {name} · seed {seed} · {count} replicates", self.replicates,
            version=run.version, name=run.scenario.name, seed=run.scenario.seed, count=self.replicates,
        )  # fmt: skip

    @cached_property
    def known(self) -> Nations:
        """The tables of countries that the scenario names."""
        return nations_of(self.run.scenario)

    @property
    def regimes(self) -> str:
        """Where figures of openness come from; as the run has it where the tables are others by now."""
        openness = self.known.openness
        known = openness.fallback == self.summary["regimes"]
        return _(openness.said, **openness.values) if known else str(self.summary["regimes"])

    @cached_property
    def conditions(self) -> list[Condition]:
        """Every arm, the first of which is what the others are compared with."""
        names, words = self.records["arm"].values.tolist(), self.records["arm_words"].values.tolist()
        return [
            Condition(name, BY_NAME[name].letter if name in BY_NAME else "", said)
            for name, said in zip(names, words, strict=True)
        ]

    @property
    def base(self) -> Condition:
        """Things as they were."""
        return self.conditions[0]

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str, str, int], Entry]:
        return {(row["name"], row["arm"], row["group"], row["year"]): row for row in self.summary["measures"]}

    def entry(self, measure: str, condition: Condition, group: str, year: int) -> Entry:
        """A measure as summary.json gives it; empty where the run does not have it."""
        return self._entries.get((measure, condition.name, group, year), {})

    @cached_property
    def _differences(self) -> Mapping[tuple[str, str, str, int], Entry]:
        return {
            (row["name"], row["arm"], row["group"], row["year"]): {**row, "says": said({**row, "effect": row["value"]})}
            for row in self.summary["differences"]
        }

    def effect(self, measure: str, condition: Condition, group: str, year: int) -> Entry:
        """What a condition changes, world by world with the same luck; empty for the first condition."""
        return self._differences.get((measure, condition.name, group, year), {})

    @cached_property
    def years(self) -> Sequence[int]:
        """The years at whose ends measures are told; none where the run ends before the first of them."""
        return sorted({row["year"] for row in self.summary["measures"]})

    def has(self, measure: str, group: str = "all") -> bool:
        """Whether this run tells a measure at all."""
        return any(self.entry(measure, self.base, group, year) for year in self.years)

    def size(self, group: str) -> int:
        """Countries of a class."""
        return int(self.records["countries"].values[self.records["group"].values.tolist().index(group)])

    def course(self, variable: str, condition: Condition, group: str = "all") -> list[Point]:
        """A variable year by year; nothing where this world has none."""
        return course(self.records, variable, condition.name, group) if variable in self.records else []

    @property
    def guesses(self) -> int:
        """Worlds of each condition in which everything assumed was guessed otherwise."""
        return int((self.summary.get("ignorance") or {}).get("draws", 0))

    @property
    def replicates(self) -> int:
        """Worlds of each condition with other luck."""
        return int(self.summary["replicates"])


def count(value: float) -> str:
    """A mean number of countries, to a tenth: '4.5', '112'; finer would be told apart from nothing by nobody."""
    if abs(value) >= MANY:
        return number(value)
    return "0" if abs(value) < TENTH / 2 else tenths(value).removesuffix(".0")


MANY, TENTH = 100, 0.1


def luck(row: Mapping[str, Any] | Point, say: Callable[[float], str] = count) -> str:
    """The interval of luck, or that there is none."""
    low, high = (row.low, row.high) if isinstance(row, Point) else (row.get("low"), row.get("high"))
    return interval(low, high, say) or _(UNASSESSED)


def guesses(row: Mapping[str, Any] | Point, say: Callable[[float], str] = count) -> str:
    """The range over what was assumed, or that there is none. What the scenario says is one of the guesses."""
    if isinstance(row, Point):
        return interval(row.assumed_low, row.assumed_high, say) or _(UNASSESSED)
    low, high = row.get("assumed_low"), row.get("assumed_high")
    if low is None or high is None:
        return _(UNASSESSED)
    value = row["value"] if "value" in row else row["effect"]
    return interval(min(low, value), max(high, value), say)


def signed(value: float) -> str:
    """A difference of numbers of countries with its sign: '+3.2'."""
    text = count(value)
    return f"{'+' if value > 0 and text != '0' else ''}{text}"
