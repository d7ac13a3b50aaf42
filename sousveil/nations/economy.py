"""Growth and weight of economies."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.nations.codes import Codes
from sousveil.nations.nation import Floats, Growth
from sousveil.nations.rows import Row, Table
from sousveil.nations.sources import EVIDENCE

AREAS = ("world", "euro_area")
KINDS = ("projected", "reported")


class Weights(TypedDict):
    """Years, economies and the table of their shares of the world's product."""

    weight_years: tuple[int, ...]
    economies: tuple[str, ...]
    weights: Floats


def growth(table: Table, codes: Codes) -> tuple[Growth, ...]:
    """Growth by area, year and kind; an area is a country's code, the world or the euro area."""
    seen: dict[tuple[str, int, str], Row] = {}
    made = []
    for row in table.rows:
        area, kind, year = row["area"], table.choice(row, "kind", KINDS), table.whole(row, "year")
        if area not in AREAS:
            codes.number(area, f"{row.where}, column area")
        if (area, year, kind) in seen:
            raise RequestError(f"two rows for {area}, {year}, {kind}", where=row.where,
                               found=f"the first in {seen[area, year, kind].where}",
                               allowed="one row each")  # fmt: skip
        seen[area, year, kind] = row
        evidence = table.choice(row, "evidence", EVIDENCE)
        percent = table.number(row, "growth")
        made.append(Growth(area, row["name"], year, kind, percent, evidence, row["source"]))
    return tuple(made)


def weights(table: Table) -> Weights:
    """Shares of the world's product, percent: a row a year, a column an economy."""
    economies = tuple(name for name in table.columns if name != "year")
    years = tuple(table.whole(row, "year") for row in table.rows)
    if list(years) != sorted(set(years)):
        raise RequestError("years out of order, or one twice", where=str(table.path), allowed="each year once, rising")
    shares = np.array([[table.number(row, name) for name in economies] for row in table.rows])
    return {"weight_years": years, "economies": economies, "weights": shares}
