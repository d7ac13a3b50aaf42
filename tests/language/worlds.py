"""What pages of worlds say in English although they are written in another language."""

from __future__ import annotations

import pytest

from tests.language.extraction import kept
from tests.language.reading import untranslated

CHINESE = "zh-Hans"
SHOWN = ("pages", "declared", "scenarios")
"""Rooms of others whose texts these pages show, too."""
LICENCE = "CC BY-SA 4.0"
"""The licence of the Varieties of Democracy data has no other name."""


def left(page: str) -> list[str]:
    """Texts with three English words in a row, but for the name of a licence."""
    return [text for text in untranslated(page) if untranslated(text.replace(LICENCE, ""))]


def lacking() -> list[str]:
    """Those of them that are not translated yet."""
    rooms = {name: [m.string for m in room if m.id] for name, room in kept(CHINESE).items() if name in SHOWN}
    empty = {name: [s for s in said if not (any(s) if isinstance(s, tuple) else s)] for name, said in rooms.items()}
    return [name for name, said in rooms.items() if not said or empty[name]]


with_the_rest = pytest.mark.skipif(bool(lacking()), reason="texts of other rooms on these pages are not translated yet")
