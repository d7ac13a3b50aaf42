"""Markdown, in the few forms the documentation uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def cell(text: object) -> str:
    """Text as it may stand in a cell of a table."""
    return re.sub(r"([|<>*_])", r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """Text set as code."""
    return f"`{text}`"


def codes(names: Iterable[str]) -> str:
    """Names set as code, with commas; a dash where there are none."""
    return ", ".join(map(code, names)) or "-"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown already."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def number(value: float) -> str:
    """A number as people write it."""
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) >= 1000 else f"{value:.4g}"


def sentence(text: str) -> str:
    """A docstring as one paragraph or several, without its indentation."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))
