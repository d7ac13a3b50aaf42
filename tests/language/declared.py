"""Texts of pages that are declared as data rather than written in a page."""

from __future__ import annotations

from collections.abc import Iterator


def tables() -> Iterator[str]:
    """Of the contract, the mechanisms, the measures and the safeguards."""
    yield from ()


def scenarios() -> Iterator[str]:
    """Of shipped scenarios and exhibits."""
    yield from ()
