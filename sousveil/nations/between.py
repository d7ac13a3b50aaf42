"""What ties countries to each other: borders, trade, languages, groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.nations.codes import Codes, twice
from sousveil.nations.nation import Bloc, Bools, Floats
from sousveil.nations.rows import Row, Table
from sousveil.nations.sources import EVIDENCE


def borders(table: Table, codes: Codes) -> Bools:
    """(countries, countries) whether two share a land border; symmetric."""
    made = np.zeros((len(codes.codes),) * 2, np.bool_)
    for (one, other), _ in _pairs(table, codes, ("one", "other"), directed=False):
        made[one, other] = made[other, one] = True
    return made


def trade(table: Table, codes: Codes) -> tuple[Floats, Floats]:
    """(country, partner) percent of exports and of imports; not-a-number for pairs that no row names."""
    exports, imports = np.full((2, len(codes.codes), len(codes.codes)), np.nan)
    for pair, row in _pairs(table, codes, ("country", "partner"), directed=True):
        exports[pair], imports[pair] = table.number(row, "exports"), table.number(row, "imports")
    for name, made in (("exports", exports), ("imports", imports)):
        total = np.nansum(made, axis=1)
        for number in np.flatnonzero(total > 100 + _rounding(made)):
            raise RequestError(f"the {name} of {codes.codes[number]} add up to more than all of them",
                               where=str(table.path), found=f"{total[number]:g} percent",
                               allowed="at most 100 percent and what rounding adds")  # fmt: skip
    return exports, imports


def _rounding(shares: Floats) -> Floats:
    """(countries,) most that rounding every share to whole percent can add to their sum."""
    counted: Floats = 0.5 * np.isfinite(shares).sum(axis=1)
    return counted


def _pairs(table: Table, codes: Codes, names: tuple[str, str], *, directed: bool) -> list[tuple[tuple[int, int], Row]]:
    """The pairs of a table with their rows; refuses a tie to oneself and a pair that stands twice."""
    seen: dict[tuple[int, int], Row] = {}
    for row in table.rows:
        one, other = (codes.number(row[name], f"{row.where}, column {name}") for name in names)
        if one == other:
            raise RequestError(f"a tie of {row[names[0]]} to itself", where=row.where, allowed="two countries")
        pair = (one, other) if directed else (min(one, other), max(one, other))
        if pair in seen:
            raise twice(f"the pair {row[names[0]]} and {row[names[1]]}", seen[pair], row)
        seen[pair] = row
    return list(seen.items())


def shared(languages: Sequence[Sequence[str]]) -> Bools:
    """(countries, countries) whether two have an official or main language in common; false on the diagonal."""
    spoken = sorted({language for each in languages for language in each})
    table = np.array([[language in each for language in spoken] for each in languages], np.int32)
    made = (table @ table.T) > 0
    np.fill_diagonal(made, False)
    return made


def blocs(table: Table, codes: Codes) -> dict[str, Bloc]:
    """Key -> group of states."""
    made: dict[str, Bloc] = {}
    for row in table.rows:
        key = row["bloc"]
        if key in made:
            raise RequestError(f"two rows for {key}", where=row.where, allowed="one row each")
        members = codes.marked(row.words("members"), f"{row.where}, column members")
        where = f"{row.where}, column from_memory"
        for code in row.words("from_memory"):
            if not members[codes.number(code, where)]:
                raise RequestError(f"{code} is remembered but no member", where=where, allowed="codes of members")
        made[key] = Bloc(key, row["name"], table.choice(row, "evidence", EVIDENCE), members, row.words("from_memory"))
    return made
