"""Pictures of a world: courses with both kinds of uncertainty, and conditions beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.report.charts import HALO, Row, across, drawn, named, upright
from sousveil.report.palette import sentinel
from sousveil.report.vegalite import Part, amount, chart, layer, name

HEIGHT = 190
WIDE, NARROW = 0.14, 0.3
"""How strongly the range over assumptions and the interval of luck are filled."""


def banded(rows: Sequence[Row], *, y: str, reference: Sequence[Row] = (), marks: Sequence[Row] = (),
           top: float | None = None) -> str:  # fmt: skip
    """A course over years. Rows carry `x`, `y`, `low`, `high` (luck), `wide_low`, `wide_high` (assumptions).

    reference: a second course, dashed (`x`, `y`). marks: what is documented (`x`, `y`, `low`, `high`, `text`).
    top: where the scale ends, the same for pictures that stand side by side.
    """
    along = amount("x", title=None, axis={"grid": False, "tickCount": 6, "format": "d"}, scale={"nice": False})
    scale = {"zero": True, "nice": True} if top is None else {"domain": [0, top], "nice": False}
    up = amount("y", title=y, axis={"tickCount": 5, "format": ",.3~r"}, scale=scale)
    place, colour = {"x": along, "y": up}, sentinel("series-1")
    layers = [
        layer("area", {"x": along, "y": amount(low, title=y), "y2": {"field": high}}, opacity=opacity, color=colour)
        for low, high, opacity in (("wide_low", "wide_high", WIDE), ("low", "high", NARROW))
        if any(row.get(low) is not None for row in rows)
    ]
    if reference:
        layers.append(layer("line", place, of=reference, strokeDash=[5, 3], strokeWidth=1.6, color=sentinel("muted")))
    layers.append(layer("line", place, strokeWidth=2.2, color=colour))
    return drawn(chart(rows, [*layers, *_marks(marks, along, up, y)]), HEIGHT)


def _marks(marks: Sequence[Row], along: Part, up: Part, title: str) -> list[Part]:
    if not marks:
        return []
    place, colour = {"x": along, "y": up}, sentinel("series-2")
    made = [layer("point", place, of=marks, shape="diamond", size=90, filled=True, opacity=1, color=colour)]
    if any(row.get("low") is not None for row in marks):
        span = {"x": along, "y": amount("low", title=title), "y2": {"field": "high"}}
        made.insert(0, layer("rule", span, of=marks, strokeWidth=2.5, color=colour))
    look = {"align": "left", "dx": 8, "color": colour, **HALO}
    return [*made, layer("text", {**place, "text": name("text")}, of=marks, **look)]


def ranges(rows: Sequence[Row], *, x: str, top: float) -> str:
    """One dot a row with the interval of luck (thick) and the range over assumptions (thin), from nothing to `top`.

    Rows carry `name`, `value`, `text`, `low`, `high`, `wide_low`, `wide_high`; a line stands at the first one's value.
    """
    down, colour = {"y": named(rows, limit=190, grid=True)}, sentinel("series-1")
    along = amount("value", title=x, scale={"domain": [0, top * 1.16], "nice": False}, axis=across(share=False))
    layers = [upright(float(rows[0]["value"] or 0))]
    for low, high, width, opacity in (("wide_low", "wide_high", 1.6, 0.8), ("low", "high", 5, 0.45)):
        if any(row.get(low) is not None for row in rows):
            span = {**down, "x": amount(low), "x2": {"field": high}}
            layers.append(layer("rule", span, strokeWidth=width, opacity=opacity, color=colour))
    beyond = "max(datum.wide_high || 0, datum.high || 0, datum.value)"
    layers += [
        layer("circle", {**down, "x": along}, size=60, opacity=1, color=colour),
        layer("text", {**down, "x": amount("at"), "text": name("text")}, at=beyond, align="left", dx=6, **HALO),
    ]
    return drawn(chart(rows, layers), 40 + 24 * len(rows))
