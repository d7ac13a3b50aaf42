"""The tile map of the world: a square a country, as inline SVG whose squares the page's script may colour anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import xarray as xr

from sousveil.language import N_, _
from sousveil.report.markup import Html, join, tag
from sousveil.report.palette import STEPS

WIDE, TALL, GAP = 26, 20, 2
"""A tile and the room between tiles, in the map's own pixels."""
STRIPES = Html(
    '<svg width="0" height="0" aria-hidden="true" focusable="false" class="defs"><defs>'
    '<pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" class="stripe-ground"/><rect width="2" height="5" class="stripe"/></pattern>'
    '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" class="dot-ground"/><circle cx="2.5" cy="2.5" r=".9" class="dot"/></pattern>'
    "</defs></svg>"
)
"""The patterns of the maps, once a page: colour is never the only difference."""
UNKNOWN = "unknown"
NAMED = N_("{name}: {what}")
"""What a square says of a country or a class."""


def step(share: float) -> str:
    """The class of a tile that shows a share from 0 to 1; the same rule stands in the page's script."""
    if not np.isfinite(share):
        return UNKNOWN
    return f"s{min(len(STEPS) - 1, int(share * len(STEPS)))}"


def picture(
    records: xr.Dataset, classes: Sequence[str], titles: Sequence[str], label: str, *, letters: bool,
    marks: Sequence[str] = (),
) -> Html:  # fmt: skip
    """The map. classes, titles: of every country's square. letters: whether squares carry `marks`, or else codes."""
    rows, columns = records["tile_row"].values, records["tile_column"].values
    codes = list(marks or records["country"].values.tolist()) if letters else [""] * len(rows)
    squares = [
        _square(int(column - columns.min()), int(row - rows.min()), *about)
        for row, column, *about in zip(rows, columns, classes, titles, codes, strict=True)
    ]
    width, height = (int(np.ptp(columns)) + 1) * (WIDE + GAP), (int(np.ptp(rows)) + 1) * (TALL + GAP)
    return tag("svg", join(squares), viewBox=f"0 0 {width} {height}", role="img", aria_label=label, class_="world")


def _square(column: int, row: int, look: str, title: str, code: str) -> Html:
    x, y = column * (WIDE + GAP), row * (TALL + GAP)
    rect = Html(f'<rect x="{x}" y="{y}" width="{WIDE}" height="{TALL}" rx="2"></rect>')
    text = tag("text", code, x=x + WIDE // 2, y=y + TALL // 2 + 3) if code else None
    return tag("g", rect, text, tag("title", title), class_=look)


def steps_legend(what: str) -> Html:
    """The legend of shares: seven steps from none to all."""
    ends = [round(100 * number / len(STEPS)) for number in range(len(STEPS) + 1)]
    items = [tag("li", _between(low, high), class_=f"step-{at}") for at, (low, high) in enumerate(pairwise(ends))]
    return tag("ul", tag("li", what), *items, class_="legend")


def _between(low: int, high: int) -> str:
    return _("{low} to {high}", low=low, high=f"{high}%") if low else _("below {share}", share=f"{high}%")
