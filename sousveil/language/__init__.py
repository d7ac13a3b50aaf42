"""The language of pages: English stands in the code, every other language in a catalogue of its own.

    from sousveil.language import _, _n

    _("Of {people} people, {share} were flagged.", people=whole(people), share=percent(share))
    _n("{count} day", "{count} days", days, count=whole(days))

The English text is the key. Values come in by name, so that a translation may put them in another order. What stands in
a table at the top of a module is marked by `N_` and translated where it is shown: `_(TITLE)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from importlib import import_module

from sousveil.contract.errors import unknown

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh-Hans": "\u7b80\u4f53\u4e2d\u6587"}
"""Tag (BCP 47) -> the language's own name."""

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


def spoken() -> str:
    """The tag of the language that pages are written in now."""
    return _spoken.get()


def check(tag: str, where: str = "--language") -> str:
    """The tag, if pages can be written in that language; raises RequestError."""
    if tag not in LANGUAGES:
        raise unknown("language", tag, list(LANGUAGES), where=where)
    return tag


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Pages made inside are written in this language. Raises RequestError where it is unknown."""
    before = _spoken.set(check(tag))
    try:
        yield
    finally:
        _spoken.reset(before)


def _(message: str, /, **values: object) -> str:
    """The message in the language spoken, with its values; an empty one stays empty."""
    said = _catalogue(spoken()).gettext(message) if message else message
    return said.format_map(values) if values else said


def _n(one: str, many: str, count: float, /, **values: object) -> str:
    """The message for so many, with its values: `one` for exactly one, `many` for all else, in English."""
    # what is not whole takes the plural
    said = _catalogue(spoken()).ngettext(one, many, int(count) if count == int(count) else 2)
    return said.format_map(values) if values else said


def _p(context: str, message: str, /, **values: object) -> str:
    """The message as it is said in this context, where the same English words mean two things."""
    said = _catalogue(spoken()).pgettext(context, message)
    return said.format_map(values) if values else said


def N_(message: str) -> str:  # noqa: N802  the name that gettext has for it
    """The message itself: marked for the catalogue, translated later."""
    return message


@cache
def _catalogue(tag: str) -> NullTranslations:
    """The words of a language; English needs none, and nothing is read for it."""
    if tag == ENGLISH:
        return NullTranslations()
    made: NullTranslations = import_module("sousveil.language.catalogue").read(tag)
    return made
