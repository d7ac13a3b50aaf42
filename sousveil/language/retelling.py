"""English texts of documents, told again in the language spoken.

Documents are English in whatever language their page is written, so that what reads them need not know it. A text that
was put together of a message and values cannot be looked up whole: the message is found by what stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO

from sousveil.language import ENGLISH, _, spoken
from sousveil.language.catalogue import rooms

FEWEST = 10
"""Letters of a message outside its values; what has fewer fits texts that were not made of it."""
NAME = re.compile(r"\{(\w+)\}")


def retold(text: str, *messages: str) -> str:
    """The text in the language spoken, with its values, which may be such texts, too; itself where nobody knows it.

    messages: those that it may have been made of though they are too short to be found by themselves.
    """
    if spoken() == ENGLISH or not text.strip():
        return text
    whole = _(text)
    if whole != text:
        return whole
    known = [*((one, _pattern(one)) for one in messages), *_patterns(spoken())]
    return _told(text, known, lambda _name, value: retold(value)) or text


def among(text: str, messages: Sequence[str], value: Callable[[str, str], str] | None = None) -> str:
    """The text in the language spoken if it was made of one of these, the first that fits, or stands as it is.

    value: says what stands for a name; without it values may be made of these messages, too.
    """
    if spoken() == ENGLISH or not text.strip():
        return text
    said = value or (lambda _name, part: among(part, messages))
    return _told(text, [(one, _pattern(one)) for one in messages], said) or _(text)


def _told(text: str, known: Sequence[tuple[str, re.Pattern[str]]], value: Callable[[str, str], str]) -> str:
    """The text as one of these messages with its values, or nothing."""
    for message, pattern in known:
        found = pattern.fullmatch(text)
        if found:
            return _(message, **{name: value(name, part) for name, part in found.groupdict().items()})
    return ""


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
    kept = [message for message in dict.fromkeys(found) if _own(message) >= FEWEST and "}{" not in message]
    return [(message, _pattern(message)) for message in sorted(kept, key=_own, reverse=True)]


def _own(message: str) -> int:
    return sum(letter.isalpha() for letter in NAME.sub("", message))


@cache
def _pattern(message: str) -> re.Pattern[str]:
    """What a message matches; a value that comes up again is the same again."""
    made, known = "", set()
    for at, part in enumerate(NAME.split(message)):
        if at % 2 == 0:
            made += re.escape(part)
        else:
            made += f"(?P={part})" if part in known else f"(?P<{part}>.+?)"
            known.add(part)
    return re.compile(made, re.S)
