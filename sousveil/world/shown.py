"""What a run of worlds shows of itself in a notebook: the question, told for those who wavered."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from sousveil.measures.table import readable

GROUP = "wavering"
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
    return (
        f"<b>{html.escape(title)}</b><p>{html.escape(said)}</p>"
        + _table(heads, (_row(e) for e in mine if e["arm"] == first))
        + (f"<p>Less {html.escape(first)}, in pairs:</p>" + _table(heads, map(_row, apart)) if apart else "")
    )


def _row(entry: Entry) -> list[str]:
    return [
        entry["group"], entry["name"].replace("_", " "), str(entry["year"]), entry["arm"], readable(entry["value"]),
        _span(entry["low"], entry["high"]), _span(entry["assumed_low"], entry["assumed_high"]),
    ]  # fmt: skip


def _span(low: float | None, high: float | None) -> str:
    return "not assessed" if low is None or high is None else f"{readable(low)} to {readable(high)}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = ["".join(f"<th>{html.escape(head)}</th>" for head in heads)]
    lines += ["".join(f"<td>{html.escape(one)}</td>" for one in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
