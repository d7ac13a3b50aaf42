"""The countries' codes: number of a code, or an error that says which code was meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError, nearest
from sousveil.nations.rows import Row, Table


@dataclass(frozen=True)
class Codes:
    """codes: in the order of the alphabet, which is the order of every array. names: in the same order."""

    codes: tuple[str, ...]
    names: tuple[str, ...]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Code -> its place in every array."""
        return {code: number for number, code in enumerate(self.codes)}

    def number(self, code: str, where: str = "") -> int:
        """The place of a code; raises RequestError with the nearest code where there is none."""
        if code in self.numbers:
            return self.numbers[code]
        meant = self._meant(code)
        shown = f", such as {meant} ({self.names[self.numbers[meant]]})" if meant else ""
        raise RequestError(f"unknown country code {code!r}", where=where, nearest=meant,
                           allowed=f"one of {len(self.codes)} codes of three letters{shown}")  # fmt: skip

    def _meant(self, code: str) -> str:
        """The code somebody may have meant, by code or by name."""
        lower = {name.lower(): known for name, known in zip(self.names, self.codes, strict=True)}
        by_name = nearest(code.lower(), lower)
        if len(code) > 3 and by_name:
            return lower[by_name]
        return nearest(code.upper(), self.codes)

    def marked(self, codes: Iterable[str], where: str) -> npt.NDArray[np.bool_]:
        """(countries,) true for the codes given; refuses one that stands twice."""
        made = np.zeros(len(self.codes), np.bool_)
        for code in codes:
            number = self.number(code, where)
            if made[number]:
                raise RequestError(f"country {code} stands twice", where=where, allowed="each country once")
            made[number] = True
        return made


def codes_of(table: Table) -> Codes:
    """The codes of the table of countries; refuses two rows for one country, and one code that is none."""
    rows = sorted(table.rows, key=lambda row: row["code"])
    for row in rows:
        code = row["code"]
        if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            raise RequestError("not a country code", where=f"{row.where}, column code", found=repr(code),
                               allowed="three capital letters")  # fmt: skip
    for before, row in pairwise(rows):
        if before["code"] == row["code"]:
            raise twice(row["code"], before, row)
    return Codes(tuple(row["code"] for row in rows), tuple(row["name"] for row in rows))


def twice(code: str, before: Row, row: Row) -> RequestError:
    """The error for two rows about the same."""
    return RequestError(f"two rows for {code}", where=row.where, found=f"the first in {before.where}",
                        allowed="one row each")  # fmt: skip


def by_code(table: Table, codes: Codes, *, complete: bool) -> dict[int, Row]:
    """Place of a country -> its row in a table of one row a country."""
    found: dict[int, Row] = {}
    for row in table.rows:
        number = codes.number(row["code"], f"{row.where}, column code")
        if number in found:
            raise twice(row["code"], found[number], row)
        found[number] = row
    missing = [code for code, number in codes.numbers.items() if number not in found]
    if complete and missing:
        raise RequestError("a country has no row", where=str(table.path), found=f"none for {', '.join(missing[:8])}",
                           allowed=f"a row for each of {len(codes.codes)} countries")  # fmt: skip
    return found
