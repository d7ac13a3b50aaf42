"""The texts of the pages' modules in another language, as one file that a browser keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from io import BytesIO

from sousveil.language import ENGLISH, LANGUAGES, _, _n, _p, speaking

CALLS = {"t": None, "tn": (1, 2), "tp": ((1, "c"), 2)}
"""Functions of `language.js` that take a text: which of what they are given is the text, and which its context."""
IN_CONTEXT = "\u0004"  # as in files of gettext, and in `language.js`
BEGINNING, END = "words-", ".json"


def name(tag: str) -> str:
    """What the file of a language is called."""
    return f"{BEGINNING}{tag}{END}"


def language(name: str) -> str:
    """The language of a file of this name; an empty text where it is none."""
    tag = name.removeprefix(BEGINNING).removesuffix(END)
    return tag if tag in LANGUAGES and tag != ENGLISH and name == f"{BEGINNING}{tag}{END}" else ""


@cache
def words(tag: str, modules: tuple[bytes, ...]) -> bytes:
    """The file: text -> what it is in that language, or its forms for one and for many."""
    with speaking(tag):
        said = {key: text for module in modules for key, text in _said(module)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _said(module: bytes) -> Iterable[tuple[str, str | list[str]]]:
    from babel.messages.extract import extract

    found = extract("javascript", BytesIO(module), keywords=CALLS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        if isinstance(message, tuple):
            one, many = message
            yield one, [_n(one, many, 1), _n(one, many, 2)]
        elif context:
            yield f"{context}{IN_CONTEXT}{message}", _p(context, message)
        else:
            yield message, _(message)
