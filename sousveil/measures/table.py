"""The main measures as a table for people to read, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sousveil.measures.counts import ALL
from sousveil.measures.registry import MEASURES, SECTIONS

NOT_ASSESSED = "not assessed"
ALIKE = "the same in every replicate"


@dataclass(frozen=True)
class Row:
    """One measure of one group: numbers as they are, and the words that go with them."""

    name: str
    doc: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    per: str
    reason: str
    assumed_low: float | None = None
    assumed_high: float | None = None

    @property
    def measure(self) -> str:
        """The name in plain words."""
        return self.name.replace("_", " ")

    @property
    def text(self) -> str:
        """The value to three digits, or a dash where there is none."""
        return "-" if self.value is None else readable(self.value)

    @property
    def interval(self) -> str:
        """ "low to high"; "not assessed" with one replicate; the reason where there is no value."""
        if self.value is None:
            return self.reason
        if self.low is None or self.high is None:
            return NOT_ASSESSED
        if self.low == self.high:
            return ALIKE  # which may mean that it is rare, not that it is certain
        return f"{readable(self.low)} to {readable(self.high)}"

    @property
    def ignorance(self) -> str:
        """ "low to high" over what was assumed, or "not assessed"."""
        if self.assumed_low is None or self.assumed_high is None:
            return NOT_ASSESSED
        return f"{readable(self.assumed_low)} to {readable(self.assumed_high)}"

    @property
    def units(self) -> str:
        """Unit and denominator: "visits per 100,000 people a year"."""
        return f"{self.unit} per {self.per}" if self.per else self.unit


@dataclass(frozen=True)
class Section:
    """Measures that belong together."""

    title: str
    rows: tuple[Row, ...]


def readable(value: float) -> str:
    """Three significant digits, thousands set apart, no exponent above a millionth."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) < 1e-6:
        return f"{value:.1e}"
    return f"{float(f'{value:.3g}'):.9f}".rstrip("0").rstrip(".")


def readable_signed(value: float) -> str:
    """A difference with its sign."""
    text = readable(abs(value))
    return text if not value or text == "0" else f"{'-' if value < 0 else '+'}{text}"


def table(summary: Mapping[str, Any], group: str = ALL) -> list[Section]:
    """The rows of a summary for one group. A measure that was not given for the group is left out."""
    found = {entry["name"]: entry for entry in summary["measures"] if entry["group"] == group}
    sections = []
    for title, measures in SECTIONS.items():
        rows = tuple(_row(found[measure.name]) for measure in measures if measure.name in found)
        if rows:
            sections.append(Section(title, rows))
    return sections


def _row(entry: Mapping[str, Any]) -> Row:
    return Row(
        entry["name"],
        MEASURES[entry["name"]].doc,
        entry["value"],
        entry["low"],
        entry["high"],
        entry["unit"],
        entry["per"],
        entry.get("reason", ""),
        entry.get("assumed_low"),
        entry.get("assumed_high"),
    )
