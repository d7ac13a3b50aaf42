"""Joint statements and votes: which countries took which side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.nations.codes import Codes
from sousveil.nations.nation import CRITICISES, SILENT, SUPPORTS, UNKNOWN, Bools, Flags, Side, Statement
from sousveil.nations.rows import Row, Table
from sousveil.nations.sources import EVIDENCE

SIDES = {"criticises": CRITICISES, "supports": SUPPORTS, "silent": SILENT}


def statements(table: Table, codes: Codes) -> dict[str, Statement]:
    """Key -> occasion, in the order of the file. Names that do not add up to the published number are refused."""
    made: dict[str, Statement] = {}
    for row in table.rows:
        key, side = row["key"], _side(table, row, codes)
        # whoever abstains was asked: only a vote has that side
        new = Statement(key, row["month"], row["forum"], row["about"], (), False)
        before = made.get(key, new)
        if any(known.side == side.side for known in before.sides):
            raise RequestError(f"two rows for {key}, {side.side}", where=row.where, allowed="one row a side")
        made[key] = replace(before, sides=(*before.sides, side), vote=before.vote or side.side == "silent")
        _one_side_each(made[key], codes, row)
    return made


def _side(table: Table, row: Row, codes: Codes) -> Side:
    published, where = table.whole(row, "published"), f"{row.where}, column countries"
    listed: Bools | None = codes.marked(row.words("countries"), where) if row["countries"] else None
    if listed is not None and listed.sum() != published:
        raise RequestError("the countries do not add up to the published number", where=where,
                           found=f"{listed.sum()} codes",
                           allowed=f"{published} codes, or none where unknown")  # fmt: skip
    evidence = table.choice(row, "evidence", EVIDENCE)
    return Side(table.choice(row, "side", SIDES), published, evidence, listed, row["source"])


def _one_side_each(statement: Statement, codes: Codes, row: Row) -> None:
    lists = [side.countries for side in statement.sides if side.countries is not None]
    if lists and (np.sum(lists, axis=0) > 1).any():
        both = [codes.codes[number] for number in np.flatnonzero(np.sum(lists, axis=0) > 1)]
        raise RequestError("a country on two sides", where=row.where, found=", ".join(both), allowed="one side each")


def stance(statement: Statement, countries: int) -> Flags:
    """(countries,) 1 supports, 0 silent, -1 criticises; unknown where a side has no names or nobody was asked."""
    silent_known = statement.complete and not statement.vote
    made = np.full(countries, SILENT if silent_known else UNKNOWN, np.int8)
    for side in statement.sides:
        if side.countries is not None:
            made[side.countries] = SIDES[side.side]
    return made
