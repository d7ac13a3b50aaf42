"""Vega-Lite as plain dictionaries: what a picture is described by, https://vega.github.io/vega-lite/docs/spec.html."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Part = dict[str, Any]
"""A piece of a description."""

Row = Mapping[str, str | float | None]


def held(rows: Iterable[Row]) -> Part:
    """The rows, inside the picture."""
    return {"values": [dict(row) for row in rows]}


def amount(field: str, **more: Any) -> Part:
    """A place on an axis or a size that a number of each row gives."""
    return {"field": field, "type": "quantitative", **more}


def name(field: str, **more: Any) -> Part:
    """A place, a colour or letters that a text of each row gives."""
    return {"field": field, "type": "nominal", **more}


def layer(mark: str, encoding: Mapping[str, Part], *, of: Sequence[Row] = (), at: str = "", **look: Any) -> Part:
    """A mark for each row, of rows of its own or of those of the chart. at: what `at` of each row is computed by."""
    made: Part = {"mark": {"type": mark, **look}, "encoding": dict(encoding)}
    if of:
        made["data"] = held(of)
    if at:
        made["transform"] = [{"calculate": at, "as": "at"}]
    return made


def chart(rows: Sequence[Row], layers: Sequence[Part]) -> Part:
    """Layers of the same rows, the last one in front."""
    return {"data": held(rows), "layer": list(layers)}
