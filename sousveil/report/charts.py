"""Charts: rows of numbers in, one inline SVG out. Every number arrives ready; only positions are computed here."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.report.palette import SERIES, sentinel, themed

alt: Any
vl_convert: Any
try:
    alt, vl_convert = import_module("altair"), import_module("vl_convert")
except ModuleNotFoundError:  # the page is an extra; the error comes when a page is asked for
    alt = vl_convert = None

Row = Mapping[str, str | float | None]

WIDTH = 380
"""Width of every picture in its own pixels; the page scales it, so that letters stay readable at 400 px and at 1440."""

DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3))
"""Line patterns, one a series: colour is never the only difference."""

LEGEND_LETTERS = 38
"""Letters of all names together that fit into one line of a legend; a Chinese one is as wide as two."""

HALO: dict[str, Any] = {"stroke": sentinel("ground"), "strokeWidth": 3}
"""Around the letters of a value that may lie across a line; the style sheet paints it below them."""


def ready() -> None:
    """Raise a RequestError that names the remedy where the drawing libraries are missing."""
    if alt is None:
        raise RequestError(
            "the page needs altair and vl-convert, which are not installed",
            allowed="pip install 'sousveil[page]', or run with --no-report",
        )


def lines(
    rows: Sequence[Row], *, x: str, y: str, series: Sequence[str] = (), zero: bool = True, share: bool = False,
    years: bool = False,
) -> str:  # fmt: skip
    """Values over time. Rows carry `x`, `y`, `series` and, where an interval was assessed, `low` and `high`.

    years: x is a calendar year, in which thousands are not set apart.
    """
    along = alt.Axis(grid=False, tickCount=6, **({"format": "d"} if years else {}))
    base = alt.Chart(held(rows)).encode(x=alt.X("x:Q", title=x, axis=along, scale=alt.Scale(nice=False)))
    style: dict[str, Any] = {}
    if series:
        order = list(series)
        style["color"] = coloured(order)
        style["strokeDash"] = dashed(order)
    axis = alt.Axis(tickCount=4, format=_form(share))
    up = alt.Y("y:Q", title=y, axis=axis, scale=alt.Scale(zero=zero, nice=True))
    layers = [base.mark_line(strokeWidth=2.2).encode(y=up, **style)]
    if any(row.get("low") is not None for row in rows):
        band = base.mark_area(opacity=0.18).encode(y=alt.Y("low:Q", title=y), y2="high:Q", **_only(style, "color"))
        layers.insert(0, band)
    return drawn(alt.layer(*layers), 210 if series else 180)


def bars(rows: Sequence[Row], *, x: str, share: bool = False, strong: Sequence[str] = ()) -> str:
    """One bar a row, longest name first in reading order as given. Rows carry `name`, `value`, `text`."""
    order = [str(row["name"]) for row in rows]
    base = alt.Chart(held(rows)).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=170, ticks=False))
    )
    values = [0.0, *(float(row["value"] or 0) for row in rows)]
    # room at the right for the letters, which stand beyond a bar, or beyond nothing where a bar runs to the left
    ends = [min(values), max(values) + 0.28 * (max(values) - min(values) or 1)]
    along = alt.X("value:Q", title=x, scale=alt.Scale(domain=ends, nice=False), axis=across(share))
    fill = alt.condition(
        alt.FieldOneOfPredicate("name", list(strong)), alt.value(_c("series-2")), alt.value(_c("series-1"))
    )
    bar = base.mark_bar(height={"band": 0.62}).encode(x=along, color=fill)
    beyond = base.transform_calculate(at="max(datum.value, 0)")
    label = beyond.mark_text(align="left", dx=4, **HALO).encode(x="at:Q", text="text:N")
    return drawn(bar + label, 40 + 26 * len(rows))


def dots(rows: Sequence[Row], *, x: str, line: float | None = None, share: bool = False) -> str:
    """One dot a row, with its interval where one was assessed and a line at the value of everybody."""
    order = [str(row["name"]) for row in rows]
    base = alt.Chart(held(rows)).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=170, grid=True, ticks=False))
    )
    reach = (
        max([float(row[key] or 0) for row in rows for key in ("value", "high") if row.get(key)], default=0) * 1.3 or 1
    )
    along = alt.X("value:Q", title=x, scale=alt.Scale(domain=[0, reach], nice=False), axis=across(share))
    layers = [
        base.mark_circle(size=70, opacity=1, color=_c("series-1")).encode(x=along),
        base.mark_text(align="left", dx=8, **HALO)
        .transform_calculate(at="max(datum.high || 0, datum.value)")
        .encode(x="at:Q", text="text:N"),
    ]
    if any(row.get("low") is not None for row in rows):
        layers.insert(
            0, base.mark_rule(strokeWidth=3, opacity=0.45, color=_c("series-1")).encode(x="low:Q", x2="high:Q")
        )
    if line is not None:
        everybody = alt.Chart(alt.Data(values=[{"at": line}])).mark_rule(strokeDash=[4, 3], color=_c("series-2"))
        layers.insert(0, everybody.encode(x="at:Q"))
    return drawn(alt.layer(*layers), 40 + 24 * len(rows))


def columns(rows: Sequence[Row], *, x: str, y: str, series: Sequence[str] = (), step: float = 1) -> str:
    """A distribution: `x` is the lower end of a bin `step` wide, `y` a share; one outline a series."""
    order = list(series)
    outlined = len(order) > 1
    base = alt.Chart(held(_closed(rows, step) if outlined else rows)).transform_calculate(end=f"datum.x + {step:g}")
    colour = coloured(order) if order else alt.value(_c("series-1"))
    along = alt.X("x:Q", title=x, axis=alt.Axis(grid=False, tickCount=6), scale=alt.Scale(nice=False))
    up = alt.Y("y:Q", title=y, axis=alt.Axis(format=_form(share=True), tickCount=4))
    if not outlined:
        return drawn(base.mark_bar().encode(x=along, x2="end:Q", y=up, y2=alt.datum(0), color=colour), 200)
    outline = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        x=along, y=up, color=colour, strokeDash=dashed(order)
    )
    return drawn(outline, 220)


def _closed(rows: Sequence[Row], step: float) -> list[Row]:
    """The rows with one more for each series, so that an outline goes on to the upper end of its last bin."""
    last = {row["series"]: row for row in sorted(rows, key=lambda row: float(row["x"] or 0))}
    return [*rows, *({**row, "x": float(row["x"] or 0) + step} for row in last.values())]


def _c(name: str) -> str:
    return sentinel(name)


def coloured(order: Sequence[str]) -> Any:
    """A colour a series."""
    return alt.Color(
        "series:N",
        scale=_scale(order, [_c(name) for name in SERIES]),
        sort=list(order),
        title=None,
        legend=_legend(order),
    )


def dashed(order: Sequence[str]) -> Any:
    """A line pattern a series."""
    return alt.StrokeDash("series:N", scale=_scale(order, DASHES), sort=list(order), title=None, legend=_legend(order))


def _scale(order: Sequence[str], values: Sequence[Any]) -> Any:
    return alt.Scale(domain=list(order), range=[list(v) if isinstance(v, tuple) else v for v in values[: len(order)]])


def _legend(order: Sequence[str]) -> Any:
    """Side by side where the names are short, one below the other where they are long."""
    letters = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for name in order for letter in name)
    return alt.Legend(columns=len(order) if letters <= LEGEND_LETTERS else 1)


def _only(style: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {key: style[key]} if key in style else {"color": alt.value(_c("series-1"))}


def held(rows: Sequence[Row]) -> Any:
    """The rows, inside the picture."""
    return alt.Data(values=[dict(row) for row in rows])


def _form(share: bool) -> str:
    return ".2~p" if share else ",.3~r"


def across(share: bool) -> Any:
    """An axis of values from left to right."""
    return alt.Axis(tickCount=4, grid=True, format=_form(share))


@cache
def _config() -> dict[str, Any]:
    """The look of every chart; colours are stand-ins that the page's own colours replace."""
    text = {
        "labelColor": _c("muted"),
        "titleColor": _c("muted"),
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    }
    return {
        "aria": False, "background": None, "font": "DejaVu Sans, sans-serif",
        "view": {"stroke": None}, "padding": 2,
        "axis": {**text, "gridColor": _c("line"), "domainColor": _c("line"), "tickColor": _c("line"),
                 "titlePadding": 8},
        "legend": {**text, "labelColor": _c("ink"), "orient": "top", "symbolType": "stroke",
                   "symbolStrokeWidth": 2.2, "symbolSize": 260, "symbolOpacity": 1, "labelLimit": 300},
        "text": {"color": _c("ink"), "fontSize": 11}, "line": {"color": _c("series-1")},
        "area": {"color": _c("series-1")}, "bar": {"color": _c("series-1")}, "rule": {"color": _c("muted")},
    }  # fmt: skip


def drawn(chart: Any, height: int) -> str:
    """The picture as SVG."""
    chart = chart.properties(width=WIDTH, height=height, autosize=alt.AutoSizeParams(type="fit", contains="padding"))
    # the charts are built here and looked at in tests; validating each against the schema would double the time
    spec = chart.to_dict(validate=False)
    spec["config"] = _config()
    return tidy(vl_convert.vegalite_to_svg(json.dumps(spec), vl_version=_dialect()))


@cache
def _dialect() -> str:
    """The version of Vega-Lite that altair writes, as vl-convert names it ('6.1'), or its nearest."""
    wanted = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    offered = [str(version) for version in vl_convert.get_vegalite_versions()]
    return wanted if wanted in offered else offered[-1]


def tidy(svg: str) -> str:
    """The SVG without what a page does not need, in the page's colours; decorative, since the figure speaks for it."""
    size = re.search(r'viewBox="([^"]+)"', svg)
    svg = re.sub(r'<path class="(?:fore|back)ground"[^>]*/>', "", svg)
    svg = re.sub(r' (?:class|aria-[a-z]+|role|pointer-events|font-family|xmlns:xlink|xmlns)="[^"]*"', "", svg)
    # shorter coordinates; inside tags only, since letters outside them are numbers for people to read
    svg = re.sub(r"<[^>]*>", lambda found: re.sub(r"(\d+\.\d)\d+", r"\1", found[0]), svg)
    svg = re.sub(
        r"^<svg[^>]*>", f'<svg viewBox="{size.group(1) if size else ""}" aria-hidden="true" focusable="false">', svg
    )
    for _ in range(4):
        svg = re.sub(r"<g[^>]*></g>", "", svg)
    return themed(svg)
