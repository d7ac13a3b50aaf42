"""What a sweep, a sensitivity study and a calibration show of themselves in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sousveil.measures.table import readable
from sousveil.shown import card, facts, kept_in, plural, table
from sousveil.sweep.axes import Axis
from sousveil.sweep.targets import unit_of

Document = Mapping[str, Any]
FIRST = 5
"""Numbers that are told of each measure; `document()` has all of them."""
INDEX = {"sobol": ("total", "total Sobol' index"), "pawn": ("distance", "PAWN distance")}
SCREENED = ("mean", "mean elementary effect")


def _sizes(one: Document, folder: Path | None) -> str:
    return facts(f"{one['people']:,} synthetic people", plural(one["days"], "day"), f"seed {one['seed']}",
                 f"{plural(one['replicates'], 'replicate')} a point", kept_in(folder))  # fmt: skip


def _title(what: str, one: Document) -> str:
    return f"{what}: {one['scenario']['title'] or one['scenario']['name']}"


def sweep_card(plan: Document, axes: Sequence[Axis], ranges: Sequence[Document], counts: Mapping[str, int],
               folder: Path | None) -> str:  # fmt: skip
    """What was swept, and between what numbers each measure lies; `plan`: its document, ranges: see results.ranges."""
    said = ", ".join(f"{number:,} {status}" for status, number in counts.items() if number)
    return card(
        _title("Sweep", plan), _sizes(plan, folder), f"Points: {said}.",
        table(("Swept", "Unit", "Lowest", "Highest", "Values"), map(_axis, axes), numbers=(2, 3, 4)),
        table(("Measure of everybody at home", "Lowest", "Highest", "Points", "Unit"), map(_range, ranges),
              numbers=(1, 2, 3), caption="Means of a point over its replicates"),
        "A row a point: .points. Every replicate and group: .results.",
    )  # fmt: skip


def _axis(axis: Axis) -> list[str]:
    unit = "where in the span of guesses" if axis.guess else axis.unit
    return [axis.name, unit, readable(axis.low), readable(axis.high), f"{len(axis.values):,}" if axis.values else "any"]


def _range(one: Document) -> list[str]:
    name = one["name"].replace("_", " ")
    if one["lowest"] is None:
        return [name, "-", "-", "0", one["reason"]]
    return [name, readable(one["lowest"]), readable(one["highest"]), f"{one['points']:,}", unit_of(one["name"])]


def sensitivity_card(one: Document, folder: Path | None) -> str:
    """Of each measure, the guesses that matter most; `one`: the document of a study."""
    points = one["points"]["screening"] + one["points"]["indices"]
    return card(
        _title("Which guess matters most", one), _sizes(one, folder),
        facts(plural(len(one["guesses"]), "guess", "guesses"), plural(points, "point"),
              f"{one['failed']:,} of them failed" if one["failed"] else ""),
        table(("Number", "How much it matters", "95% interval", "By"), _ranked(one), numbers=(1, 2)),
        "Each number was guessed anew within its stated range; the rest is in .document().",
    )  # fmt: skip


def _ranked(one: Document) -> Iterator[Sequence[str]]:
    for name in one["measures"]:
        owed = one["indices"].get(name)
        found = owed if owed and owed["effects"] else one["screening"][name]
        key, by = INDEX.get(one["method"], SCREENED) if found is owed else SCREENED
        yield (f"{name.replace('_', ' ')}{_spread(found)}",)
        for row in found["effects"][:FIRST]:
            yield [row["name"], _number(row.get(key)), _reach(row, key), by]


def _reach(row: Document, key: str) -> str:
    if f"{key}_low" in row:
        return _span(row[f"{key}_low"], row[f"{key}_high"])
    reach = row.get(f"{key}_reach")
    return "-" if reach is None else f"\u00b1 {readable(reach)}"


def _spread(found: Document) -> str:
    if found["reason"]:
        return f": {found['reason']}"
    return f": {readable(found['low'])} to {readable(found['high'])} in nine of ten points"


def _number(value: float | None) -> str:
    return "-" if value is None else readable(value)


def calibration_card(one: Document, folder: Path | None) -> str:
    """What the targets leave of each free number, and whether a figure held back was met; `one`: the document."""
    return card(
        _title("Calibrated", one), _sizes(one, folder), _found(one),
        table(("Free number", "Before", "Median", "Nine of ten", "Unit"), map(_free, one["free"]), numbers=(1, 2, 3)),
        table(("Target", "Published", "Simulated, nine of ten", "Unit", "Verdict", "Source"),
              map(_target, one["targets"]), numbers=(1, 2)),
    )  # fmt: skip


def _found(one: Document) -> str:
    kept = f"{plural(one['kept'], 'point')} kept, worth {readable(one['effective'])} independent draws."
    if one["met"]:
        return f"All fitted targets can be met. {kept}"
    if one["threshold"] is None:
        return "No point has all the figures that the targets need."
    return f"Nothing within these ranges meets every target, so this is no calibration. {kept}"


def _free(one: Document) -> list[str]:
    return [one["name"], _span(*one["prior"]), _number(one["median"]), _span(one["low"], one["high"]), one["unit"]]


def _span(low: float | None, high: float | None) -> str:
    return "-" if low is None or high is None else f"{readable(low)} to {readable(high)}"


def _target(one: Document) -> list[str]:
    value = one["published"]
    shown = _span(*value) if isinstance(value, list | tuple) else readable(value)
    group = "" if one["group"] == "all" else f" ({one['group'].replace('_', ' ')})"
    name = one["figure"].replace("_", " ") + group
    return [name, shown, _span(one["low"], one["high"]), one["unit"], one["verdict"], one["source"]]
