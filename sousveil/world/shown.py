"""What a run of worlds shows of itself in a notebook: the question, told for those who wavered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.measures.table import readable
from sousveil.shown import card, table

GROUP = "wavering"
NUMBERS = (2, 4, 5, 6)
"""Columns that hold numbers."""
Entry = Mapping[str, Any]


def as_html(title: str, summary: Mapping[str, Any]) -> str:
    """Two tables: what became of the countries under the first condition, and what each other condition changes."""
    mine = [e for e in summary["measures"] if e["group"] == GROUP]
    first = mine[0]["arm"] if mine else ""
    apart = [e for e in summary["differences"] if e["group"] == GROUP]
    heads = ("class", "what", "year", "condition", "countries", "95 % interval", "range over assumptions")
    said = (
        f"{summary['countries']} countries, {summary['quarters']} quarters, seed {summary['seed']}, "
        f"{summary['replicates']} replicates of each condition; told of countries silent or wavering up to 2020. "
        "Conditional, never a forecast of a country."
    )
    return card(
        title, said, table(heads, (_row(e) for e in mine if e["arm"] == first), numbers=NUMBERS),
        table(heads, map(_row, apart), numbers=NUMBERS, caption=f"Less {first}, in pairs") if apart else "",
    )  # fmt: skip


def _row(entry: Entry) -> list[str]:
    return [
        entry["group"], entry["name"].replace("_", " "), str(entry["year"]), entry["arm"], readable(entry["value"]),
        _span(entry["low"], entry["high"]), _span(entry["assumed_low"], entry["assumed_high"]),
    ]  # fmt: skip


def _span(low: float | None, high: float | None) -> str:
    return "not assessed" if low is None or high is None else f"{readable(low)} to {readable(high)}"
