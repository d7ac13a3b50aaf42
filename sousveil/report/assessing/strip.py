"""A small picture: how far each blank question moves a harm. Drawn as SVG by hand, so that it needs no library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from sousveil.language import _
from sousveil.report.assessing.blank import Document
from sousveil.report.markup import Html
from sousveil.report.words import clauses

WIDTH, ROW, LEFT, BAR = 480, 22, 190, 10
"""Units of the picture: its width, the height of a row, where bars begin, how thick they are."""


def strip(title: str, base: float, rows: Sequence[Document], say: Callable[[float], str]) -> Html:
    """A bar from the low to the high value of each question, and a line where every question is at its preset."""
    ends = [base, *(row[key] for row in rows for key in ("low_end", "high_end"))]
    low, high = min(0.0, *ends), max(ends)
    room = WIDTH - LEFT - 12

    def across(number: float) -> float:
        return LEFT + room * ((number - low) / (high - low) if high > low else 0.0)

    height = ROW * len(rows) + 26
    drawn = [_bar(at, row, across) for at, row in enumerate(rows)]
    line = f'<line class="at" x1="{across(base):.1f}" x2="{across(base):.1f}" y1="2" y2="{height - 24}"/>'
    scale = f'<text x="{LEFT}" y="{height - 6}">{escape(say(low))}</text><text x="{WIDTH - 12}" y="{height - 6}" ' + (
        f'text-anchor="end">{escape(say(high))}</text>'
    )
    told = clauses(
        _("{question} from {low} to {high}", question=row["question"], low=say(row["low_end"]),
          high=say(row["high_end"]))
        for row in rows
    )  # fmt: skip
    said = _("{title}: {questions}; {value} with every question at its preset", title=title, questions=told,
             value=say(base))  # fmt: skip
    alt = escape(said, quote=True)
    return Html(
        f'<figure class="strip"><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{alt}">'
        f"{''.join(drawn)}{line}{scale}</svg></figure>"
    )


def _bar(at: int, row: Document, across: Callable[[float], float]) -> str:
    first, last = sorted((across(row["low_end"]), across(row["high_end"])))
    top = at * ROW + 4
    name = f'<text x="{LEFT - 8}" y="{top + BAR}" text-anchor="end">{escape(row["question"])}</text>'
    bar = f'<rect x="{first:.1f}" y="{top}" width="{max(last - first, 2):.1f}" height="{BAR}" rx="2"/>'
    return name + bar
