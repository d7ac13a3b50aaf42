"""Pictures of a world: courses with both kinds of uncertainty, and conditions beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sousveil.report.charts import HALO, Row, across, alt, drawn, held
from sousveil.report.palette import sentinel

HEIGHT = 190
WIDE, NARROW = 0.14, 0.3
"""How strongly the range over assumptions and the interval of luck are filled."""


def banded(rows: Sequence[Row], *, y: str, reference: Sequence[Row] = (), marks: Sequence[Row] = (),
           top: float | None = None) -> str:  # fmt: skip
    """A course over years. Rows carry `x`, `y`, `low`, `high` (luck), `wide_low`, `wide_high` (assumptions).

    reference: a second course, dashed (`x`, `y`). marks: what is documented (`x`, `y`, `low`, `high`, `text`).
    top: where the scale ends, the same for pictures that stand side by side.
    """
    axis = alt.X("x:Q", title=None, axis=alt.Axis(grid=False, tickCount=6, format="d"), scale=alt.Scale(nice=False))
    scale = alt.Scale(zero=True, nice=True) if top is None else alt.Scale(domain=[0, top], nice=False)
    base = alt.Chart(held(rows)).encode(x=axis)
    up = alt.Y("y:Q", title=y, axis=alt.Axis(tickCount=5, format=",.3~r"), scale=scale)
    colour = sentinel("series-1")
    layers = [_area(base, low, high, y, opacity, colour) for low, high, opacity in
              (("wide_low", "wide_high", WIDE), ("low", "high", NARROW))
              if any(row.get(low) is not None for row in rows)]  # fmt: skip
    if reference:
        other = alt.Chart(held(reference)).mark_line(strokeDash=[5, 3], strokeWidth=1.6, color=sentinel("muted"))
        layers.append(other.encode(x=axis, y=up))
    layers.append(base.mark_line(strokeWidth=2.2, color=colour).encode(y=up))
    return drawn(alt.layer(*layers, *_marks(marks, axis, up, y)), HEIGHT)


def _area(base: Any, low: str, high: str, title: str, opacity: float, colour: str) -> Any:
    return base.mark_area(opacity=opacity, color=colour).encode(y=alt.Y(f"{low}:Q", title=title), y2=f"{high}:Q")


def _marks(marks: Sequence[Row], along: Any, up: Any, title: str) -> list[Any]:
    if not marks:
        return []
    base, colour = alt.Chart(held(marks)).encode(x=along), sentinel("series-2")
    made = [base.mark_point(shape="diamond", size=90, filled=True, opacity=1, color=colour).encode(y=up)]
    if any(row.get("low") is not None for row in marks):
        span = base.mark_rule(strokeWidth=2.5, color=colour)
        made.insert(0, span.encode(y=alt.Y("low:Q", title=title), y2="high:Q"))
    return [*made, base.mark_text(align="left", dx=8, color=colour, **HALO).encode(y=up, text="text:N")]


def ranges(rows: Sequence[Row], *, x: str, top: float) -> str:
    """One dot a row with the interval of luck (thick) and the range over assumptions (thin), from nothing to `top`.

    Rows carry `name`, `value`, `text`, `low`, `high`, `wide_low`, `wide_high`; a line stands at the first one's value.
    """
    order, colour = [str(row["name"]) for row in rows], sentinel("series-1")
    base = alt.Chart(held(rows)).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=190, grid=True, ticks=False))
    )
    along = alt.X("value:Q", title=x, scale=alt.Scale(domain=[0, top * 1.16], nice=False), axis=across(share=False))
    layers = [alt.Chart(held([{"at": rows[0]["value"]}])).mark_rule(strokeDash=[4, 3], color=sentinel("series-2"))
              .encode(x="at:Q")]  # fmt: skip
    for low, high, width, opacity in (("wide_low", "wide_high", 1.6, 0.8), ("low", "high", 5, 0.45)):
        if any(row.get(low) is not None for row in rows):
            span = base.mark_rule(strokeWidth=width, opacity=opacity, color=colour)
            layers.append(span.encode(x=f"{low}:Q", x2=f"{high}:Q"))
    beyond = base.transform_calculate(at="max(datum.wide_high || 0, datum.high || 0, datum.value)")
    layers += [
        base.mark_circle(size=60, opacity=1, color=colour).encode(x=along),
        beyond.mark_text(align="left", dx=6, **HALO).encode(x="at:Q", text="text:N"),
    ]
    return drawn(alt.layer(*layers), 40 + 24 * len(rows))
