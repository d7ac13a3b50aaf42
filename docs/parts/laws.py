"""The laws that mechanisms are held to, as they say it themselves."""

from __future__ import annotations

import inspect

from parts.markdown import cell, table
from sousveil.testing.suite import OF_ALL, OF_EACH, OF_NUMBERS


def overview() -> str:
    """Every law with what it asks."""
    rows = [
        [law.__name__.replace("_", " "), cell((inspect.getdoc(law) or "").partition("\n\n")[0])]
        for law in (*OF_EACH, *OF_NUMBERS, *OF_ALL)
    ]
    return table(["law", "what it asks"], rows)
