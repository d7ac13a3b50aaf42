"""Quarters, years and the two dates that matter: until when there is a record, and from when on changes are counted."""

from __future__ import annotations

QUARTERS, FIRST_YEAR = 4, 2013
CHECKED = 40
"""Quarters whose record there is to check against, up to the end of 2022: beyond, no country is told by itself."""
DATE_YEAR = 2020
"""The source was written in the last quarter of it; changes are counted from its end on."""


def last_quarter(year: int) -> int:
    """The last quarter of a year, 1-based."""
    return (year - FIRST_YEAR + 1) * QUARTERS


DATE = last_quarter(DATE_YEAR)
