"""Charts: rows of numbers in, one inline SVG out. Every number arrives ready; only positions are computed here."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.report.palette import SERIES, sentinel, themed
from sousveil.report.vegalite import Part, amount, chart, layer, name
from sousveil.report.vegalite import Row as Row

vl_convert: Any
try:
    vl_convert = import_module("vl_convert")
except ModuleNotFoundError:  # the page is an extra; the error comes when a page is asked for
    vl_convert = None

DIALECT = "6.4"
"""The version of Vega-Lite that charts are described in."""

WIDTH = 380
"""Width of every picture in its own pixels; the page scales it, so that letters stay readable at 400 px and at 1440."""

DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3))
"""Line patterns, one a series: colour is never the only difference."""

LEGEND_LETTERS = 38
"""Letters of all names together that fit into one line of a legend; a Chinese one is as wide as two."""

MEASURED = {"font": "Liberation Sans, sans-serif", "weight": "bold"}
"""What letters are measured in, not what they are shown in: the font that vl-convert brings along, so that a picture is
the same on every machine, and its bold face, which leaves room for a page's font that is wider than the plain one."""

HALO: dict[str, Any] = {"stroke": sentinel("ground"), "strokeWidth": 3}
"""Around the letters of a value that may lie across a line; the style sheet paints it below them."""


def ready() -> None:
    """Raise a RequestError that names the remedy where the drawing library is missing."""
    if vl_convert is None:
        raise RequestError(
            "the page needs vl-convert, which is not installed",
            allowed="pip install 'sousveil[page]', or run with --no-report",
        )


def lines(
    rows: Sequence[Row], *, x: str, y: str, series: Sequence[str] = (), zero: bool = True, share: bool = False,
    years: bool = False,
) -> str:  # fmt: skip
    """Values over time. Rows carry `x`, `y`, `series` and, where an interval was assessed, `low` and `high`.

    years: x is a calendar year, in which thousands are not set apart.
    """
    axis = {"grid": False, "tickCount": 6, **({"format": "d"} if years else {})}
    along = amount("x", title=x, axis=axis, scale={"nice": False})
    up = amount("y", title=y, axis={"tickCount": 4, "format": _form(share)}, scale={"zero": zero, "nice": True})
    style = {"color": coloured(series), "strokeDash": dashed(series)} if series else {}
    layers = [layer("line", {"x": along, "y": up, **style}, strokeWidth=2.2)]
    if any(row.get("low") is not None for row in rows):
        fill = style.get("color", {"value": _c("series-1")})
        ends = {"y": amount("low", title=y), "y2": {"field": "high"}}
        layers.insert(0, layer("area", {"x": along, **ends, "color": fill}, opacity=0.18))
    return drawn(chart(rows, layers), 210 if series else 180)


def bars(rows: Sequence[Row], *, x: str, share: bool = False, strong: Sequence[str] = ()) -> str:
    """One bar a row, longest name first in reading order as given. Rows carry `name`, `value`, `text`."""
    down = {"y": named(rows, limit=170)}
    values = [0.0, *(float(row["value"] or 0) for row in rows)]
    # room at the right for the letters, which stand beyond a bar, or beyond nothing where a bar runs to the left
    ends = [min(values), max(values) + 0.28 * (max(values) - min(values) or 1)]
    along = amount("value", title=x, scale={"domain": ends, "nice": False}, axis=across(share))
    weighty = {"test": {"field": "name", "oneOf": list(strong)}, "value": _c("series-2")}
    fill = {"condition": weighty, "value": _c("series-1")}
    layers = [
        layer("bar", {**down, "x": along, "color": fill}, height={"band": 0.62}),
        layer("text", {**down, "x": amount("at"), "text": name("text")}, at="max(datum.value, 0)",
              align="left", dx=4, **HALO),
    ]  # fmt: skip
    return drawn(chart(rows, layers), 40 + 26 * len(rows))


def dots(rows: Sequence[Row], *, x: str, line: float | None = None, share: bool = False) -> str:
    """One dot a row, with its interval where one was assessed and a line at the value of everybody."""
    down = {"y": named(rows, limit=170, grid=True)}
    reach = (
        max([float(row[key] or 0) for row in rows for key in ("value", "high") if row.get(key)], default=0) * 1.3 or 1
    )
    along = amount("value", title=x, scale={"domain": [0, reach], "nice": False}, axis=across(share))
    layers = [
        layer("circle", {**down, "x": along}, size=70, opacity=1, color=_c("series-1")),
        layer("text", {**down, "x": amount("at"), "text": name("text")}, at="max(datum.high || 0, datum.value)",
              align="left", dx=8, **HALO),
    ]  # fmt: skip
    if any(row.get("low") is not None for row in rows):
        ends = {"x": amount("low"), "x2": {"field": "high"}}
        layers.insert(0, layer("rule", {**down, **ends}, strokeWidth=3, opacity=0.45, color=_c("series-1")))
    if line is not None:
        layers.insert(0, upright(line))
    return drawn(chart(rows, layers), 40 + 24 * len(rows))


def upright(at: float) -> Part:
    """A dashed line from top to bottom at a value."""
    return layer("rule", {"x": amount("at")}, of=[{"at": at}], strokeDash=[4, 3], color=_c("series-2"))


def columns(rows: Sequence[Row], *, x: str, y: str, series: Sequence[str] = (), step: float = 1) -> str:
    """A distribution: `x` is the lower end of a bin `step` wide, `y` a share; one outline a series."""
    colour = coloured(series) if series else {"value": _c("series-1")}
    along = amount("x", title=x, axis={"grid": False, "tickCount": 6}, scale={"nice": False})
    up = amount("y", title=y, axis={"format": _form(share=True), "tickCount": 4})
    if len(series) > 1:
        outline = {"x": along, "y": up, "color": colour, "strokeDash": dashed(series)}
        made = layer("line", outline, interpolate="step-after", strokeWidth=2)
        return drawn(chart(_closed(rows, step), [made]), 220)
    bin_ = {"x": along, "x2": {"field": "at"}, "y": up, "y2": {"datum": 0}, "color": colour}
    return drawn(chart(rows, [layer("bar", bin_, at=f"datum.x + {step:g}")]), 200)


def _closed(rows: Sequence[Row], step: float) -> list[Row]:
    """The rows with one more for each series, so that an outline goes on to the upper end of its last bin."""
    last = {row["series"]: row for row in sorted(rows, key=lambda row: float(row["x"] or 0))}
    return [*rows, *({**row, "x": float(row["x"] or 0) + step} for row in last.values())]


def _c(name: str) -> str:
    return sentinel(name)


def coloured(order: Sequence[str]) -> Part:
    """A colour a series."""
    return _told_apart(order, [_c(name) for name in SERIES])


def dashed(order: Sequence[str]) -> Part:
    """A line pattern a series."""
    return _told_apart(order, [list(dash) for dash in DASHES])


def _told_apart(order: Sequence[str], values: Sequence[Any]) -> Part:
    scale = {"domain": list(order), "range": list(values[: len(order)])}
    return name("series", scale=scale, sort=list(order), title=None, legend=_legend(order))


def _legend(order: Sequence[str]) -> Part:
    """Side by side where the names are short, one below the other where they are long."""
    letters = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for name in order for letter in name)
    return {"columns": len(order) if letters <= LEGEND_LETTERS else 1}


def named(rows: Sequence[Row], *, limit: int, **more: Any) -> Part:
    """The names of rows from top to bottom, as given. limit: pixels that a name may take."""
    order = [str(row["name"]) for row in rows]
    return name("name", sort=order, title=None, axis={"labelLimit": limit, "ticks": False, **more})


def _form(share: bool) -> str:
    return ".2~p" if share else ",.3~r"


def across(share: bool) -> Part:
    """An axis of values from left to right."""
    return {"tickCount": 4, "grid": True, "format": _form(share)}


@cache
def _config() -> dict[str, Any]:
    """The look of every chart; colours are stand-ins that the page's own colours replace."""
    text = {
        "labelColor": _c("muted"),
        "titleColor": _c("muted"),
        "labelFontSize": 11,
        "titleFontSize": 11,
        "labelFontWeight": MEASURED["weight"],
        "titleFontWeight": MEASURED["weight"],
    }
    return {
        "aria": False, "background": "transparent", "font": MEASURED["font"],
        "view": {"stroke": None},
        "padding": {"left": 6, "top": 2, "right": 2, "bottom": 2},  # at the left for letters wider than measured
        "axis": {**text, "gridColor": _c("line"), "domainColor": _c("line"), "tickColor": _c("line"),
                 "titlePadding": 8},
        "legend": {**text, "labelColor": _c("ink"), "orient": "top", "symbolType": "stroke",
                   "symbolStrokeWidth": 2.2, "symbolSize": 260, "symbolOpacity": 1, "labelLimit": 300},
        "text": {"color": _c("ink"), "fontSize": 11, "fontWeight": MEASURED["weight"]},
        "line": {"color": _c("series-1")}, "area": {"color": _c("series-1")}, "bar": {"color": _c("series-1")},
        "rule": {"color": _c("muted")},
    }  # fmt: skip


def drawn(described: Part, height: int) -> str:
    """The picture as SVG."""
    size = {"width": WIDTH, "height": height, "autosize": {"type": "fit", "contains": "padding"}}
    spec = {**described, **size, "config": _config()}
    return tidy(vl_convert.vegalite_to_svg(json.dumps(spec), vl_version=DIALECT))


def tidy(svg: str) -> str:
    """The SVG without what a page does not need, in the page's colours; decorative, since the figure speaks for it."""
    size = re.search(r'viewBox="([^"]+)"', svg)
    svg = re.sub(r'<path class="(?:fore|back)ground"[^>]*/>', "", svg)
    svg = re.sub(
        r' (?:class|aria-[a-z]+|role|pointer-events|font-family|font-weight|xmlns:xlink|xmlns)="[^"]*"', "", svg
    )
    # shorter coordinates; inside tags only, since letters outside them are numbers for people to read
    svg = re.sub(r"<[^>]*>", lambda found: re.sub(r"(\d+\.\d)\d+", r"\1", found[0]), svg)
    svg = re.sub(
        r"^<svg[^>]*>", f'<svg viewBox="{size.group(1) if size else ""}" aria-hidden="true" focusable="false">', svg
    )
    for _ in range(4):
        svg = re.sub(r"<g[^>]*></g>", "", svg)
    return themed(svg)
