"""What pages of worlds say in English although they are written in another language."""

from __future__ import annotations

from tests.language.reading import untranslated

CHINESE = "zh-Hans"
LICENCE = "CC BY-SA 4.0"
"""The licence of the Varieties of Democracy data has no other name."""


def left(page: str) -> list[str]:
    """Texts with three English words in a row, but for the name of a licence."""
    return [text for text in untranslated(page) if untranslated(text.replace(LICENCE, ""))]
