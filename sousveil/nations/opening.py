"""How open a country's politics are: the optional file where it is there, coarse bins of our own elsewhere."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.nations.codes import Codes, by_code
from sousveil.nations.nation import UNKNOWN, Openness
from sousveil.nations.rows import Table, read

YEARS = (2010, 2015, 2019, 2020)
WITHOUT = "no file {name}: coarse bins of the project's own (assumed, about 2019) for every country and year"
PARTLY = (
    "V-Dem (CC BY-SA 4.0) for {given} countries; coarse bins of the project's own (assumed, about 2019) for the other"
    " {rest}"
)


def opened(own: Table, optional: Path, codes: Codes) -> tuple[Openness, Table | None]:
    """Regimes and openness of every country, and the optional table if there was one."""
    shape = (len(codes.codes), len(YEARS))
    regime, share = np.zeros(shape, np.int8), np.zeros(shape)
    for number, row in by_code(own, codes, complete=True).items():
        regime[number], share[number] = own.whole(row, "class"), own.number(row, "openness")
    given = np.zeros(len(codes.codes), np.bool_)
    if not optional.is_file():
        return Openness(YEARS, regime, share, given, WITHOUT, {"name": optional.name}), None
    table = _with_years(read(optional))
    for number, row in by_code(table, codes, complete=False).items():
        for at, year in enumerate(YEARS):
            # a country that did not exist yet has neither
            known = bool(row[f"class_{year}"])
            regime[number, at] = table.whole(row, f"class_{year}") if known else UNKNOWN
            share[number, at] = table.number(row, f"openness_{year}")
            if known == math.isnan(share[number, at]):
                raise RequestError(f"half a regime for {row['code']} in {year}", where=row.where,
                                   allowed="class and openness, or neither")  # fmt: skip
        given[number] = True
    counts = {"given": int(given.sum()), "rest": int((~given).sum())}
    return Openness(YEARS, regime, share, given, PARTLY, counts), table


def _with_years(table: Table) -> Table:
    found = {int(name[-4:]) for name in table.columns if re.fullmatch(r"(class|openness)_\d{4}", name)}
    if found != set(YEARS):
        raise RequestError("other years than the project uses", where=str(table.path),
                           found=", ".join(map(str, sorted(found))), allowed=", ".join(map(str, YEARS)))  # fmt: skip
    return table
