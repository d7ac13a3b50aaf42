"""English texts of documents, told again in the language spoken.

Documents are English in whatever language their page is written, so that what reads them need not know it. A text that
was put together of a message and values cannot be looked up whole: the message is found by what stands between them.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

from sousveil.language import ENGLISH, _, spoken
from sousveil.language.catalogue import rooms

FEWEST = 10
"""Letters of a message outside its values; what has fewer fits texts that were not made of it."""
NAME = re.compile(r"\{(\w+)\}")


def retold(text: str) -> str:
    """The text in the language spoken, with its values, which may be such texts, too; itself where nobody knows it."""
    if spoken() == ENGLISH or not text.strip():
        return text
    whole = _(text)
    if whole != text:
        return whole
    for message, pattern in _patterns(spoken()):
        found = pattern.fullmatch(text)
        if found:
            return _(message, **{name: retold(value) for name, value in found.groupdict().items()})
    return text


@cache
def _patterns(tag: str) -> list[tuple[str, re.Pattern[str]]]:
    """Messages with values and what they match, those with most words of their own first."""
    from babel.messages.pofile import read_po  # installed where another language is spoken

    found = (
        message.id
        for text in rooms(tag).values()
        for message in read_po(BytesIO(text.encode()))
        if isinstance(message.id, str) and NAME.search(message.id)
    )
    kept = [message for message in dict.fromkeys(found) if _own(message) >= FEWEST and _once(message)]
    return [(message, _pattern(message)) for message in sorted(kept, key=_own, reverse=True)]


def _own(message: str) -> int:
    return sum(letter.isalpha() for letter in NAME.sub("", message))


def _once(message: str) -> bool:
    """Whether each value comes up once, and two never touch: else nobody could tell them apart."""
    names = NAME.findall(message)
    return len(names) == len(set(names)) and "}{" not in message


def _pattern(message: str) -> re.Pattern[str]:
    parts = NAME.split(message)
    return re.compile("".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.S)
