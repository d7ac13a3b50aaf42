"""Which kinds of places a run has. A table that names no kinds makes every place urban, which has to be said."""

from __future__ import annotations

from collections.abc import Mapping

import xarray as xr

KINDS = ("urban", "rural", "abroad")


def kinds(records: xr.Dataset) -> dict[str, int]:
    """Kind -> number of places."""
    found = records["place_kind"].values.tolist()
    return {kind: found.count(kind) for kind in KINDS}


def one_sided(places: Mapping[str, int]) -> str:
    """What is said where all places at home are of one kind; empty where there are both."""
    for kind, other in (("urban", "rural"), ("rural", "urban")):
        if places.get(kind) and not places.get(other):
            why = "; without a column `kind` all count as urban" if kind == "urban" else ""
            return f"every place at home is {kind}: the population table has no {other} one{why}"
    return ""
