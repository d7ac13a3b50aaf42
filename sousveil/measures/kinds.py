"""Which kinds of places a run has. A table that names no kinds makes every place urban, which has to be said."""

from __future__ import annotations

from collections.abc import Mapping

import xarray as xr

from sousveil.language import N_

KINDS = ("urban", "rural", "abroad")
ONE_SIDED = {
    ("urban", "rural"): N_(
        "every place at home is urban: the population table has no rural one; without a column `kind` all count as"
        " urban"
    ),
    ("rural", "urban"): N_("every place at home is rural: the population table has no urban one"),
}
"""(the kind of all places at home, the kind of none) -> what is said."""


def kinds(records: xr.Dataset) -> dict[str, int]:
    """Kind -> number of places."""
    found = records["place_kind"].values.tolist()
    return {kind: found.count(kind) for kind in KINDS}


def one_sided(places: Mapping[str, int]) -> str:
    """What is said where all places at home are of one kind; empty where there are both."""
    found = (said for (kind, other), said in ONE_SIDED.items() if places.get(kind) and not places.get(other))
    return next(found, "")
