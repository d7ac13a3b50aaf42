"""What scenarios are called on pages, those that somebody changed included."""

from __future__ import annotations

import re

from sousveil.language import N_, _

CHANGED = N_("{title}, changed")
VARIANT = N_("A variant of {title}.")
NAMED = N_("a variant of {name}")
"""As a scenario says of itself whose rules or numbers differ from those of its base."""


def titled(title: str) -> str:
    """The title of a scenario in the language spoken."""
    return _composed(title, CHANGED)


def told(about: str) -> str:
    """What a scenario says of itself, or its label, in the language spoken."""
    return _composed(about, VARIANT, NAMED)


def _composed(text: str, *messages: str) -> str:
    for message in messages:
        found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(message)), text, re.S)
        if found:
            return _(message, **{name: _(value) for name, value in found.groupdict().items()})
    return _(text)
