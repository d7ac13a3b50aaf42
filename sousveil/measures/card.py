"""What a run shows of itself in a notebook: how large it was, its main measures, what nobody has measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sousveil.measures.table import Section, table
from sousveil.shown import card, facts, folded, kept_in, plural
from sousveil.shown import table as as_table

HEADS = ("Measure", "Value", "95% interval of luck", "Range over assumptions", "Unit")
LUCK = "With one replicate luck is not assessed; ask for replicates=10 or more."


def run_card(title: str, summary: Mapping[str, Any], folder: Path | None) -> str:
    """Measures of everybody at home, with intervals; what has no value here, and what was assumed, is folded away."""
    sections, left = table(summary), []
    for section in sections:
        left += [(row.measure, row.interval) for row in section.rows if row.value is None]
    assumed = summary["assumed"]
    return card(
        title,
        facts(f"{summary['people']:,} synthetic people", plural(summary["days"], "day"), f"seed {summary['seed']}",
              plural(summary["replicates"], "replicate"), kept_in(folder)),
        "" if summary["replicates"] > 1 else LUCK,
        as_table(HEADS, _rows(sections), numbers=(1, 2, 3)),
        folded(f"{plural(len(left), 'measure has', 'measures have')} no value here, and why",
               as_table(("Measure", "Why"), left)) if left else "",
        folded(f"{plural(len(assumed), 'number is', 'numbers are')} assumed: nobody has published them",
               ", ".join(assumed)),
    )  # fmt: skip


def _rows(sections: list[Section]) -> Iterator[tuple[str, ...]]:
    for section in sections:
        told = [row for row in section.rows if row.value is not None]
        if told:
            yield (section.title,)
            yield from ((row.measure, row.text, row.interval, row.ignorance, row.units) for row in told)
