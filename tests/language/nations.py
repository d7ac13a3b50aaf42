"""Texts of the tables of countries, which the page of a world shows beside what it says itself."""

from __future__ import annotations

from collections.abc import Iterator

from sousveil.nations import load
from sousveil.nations.opening import PARTLY, WITHOUT
from sousveil.nations.sources import EVIDENCE


def countries() -> Iterator[str]:
    """Names of countries, occasions on which they took a side, and what columns hold; sources stay as they are."""
    known = load()
    yield from known.names
    for one in known.statements.values():
        yield from (one.forum, one.about)
    yield from (source.doc for _name, source in sorted(known.sources.items()))
    yield from (*EVIDENCE, WITHOUT, PARTLY)
