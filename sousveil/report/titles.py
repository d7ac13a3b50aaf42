"""What scenarios are called on pages, those that somebody changed included."""

from __future__ import annotations

from sousveil.language import N_
from sousveil.language.retelling import among

CHANGED = N_("{title}, changed")
VARIANT = N_("A variant of {title}.")
NAMED = N_("a variant of {name}")
"""As a scenario says of itself whose rules or numbers differ from those of its base."""


def titled(title: str) -> str:
    """The title of a scenario in the language spoken."""
    return among(title, (CHANGED,))


def told(about: str) -> str:
    """What a scenario says of itself, or its label, in the language spoken."""
    return among(about, (VARIANT, NAMED))
