"""What is declared as data, in the language spoken: titles, descriptions, units, wherever an answer holds them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from sousveil.language import ENGLISH, _, spoken
from sousveil.studio.service.stages import noted

Value = TypeVar("Value")
TEXTS = {
    "title", "label", "about", "doc", "unit", "per", "does", "remains", "question", "quantity", "never",
    "illustrative_because",
}  # fmt: skip
"""Keys under which a text for readers stands; under all others stand names, values and what users wrote."""
TABLES = {"words"}
"""Keys under which a table of such texts stands."""


def translated(value: Value) -> Value:
    """The same value with its texts in the language spoken; in English the very same."""
    made: Value = value if spoken() == ENGLISH else _translated(value)
    return made


def _translated(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _under(one.name, getattr(value, one.name)) for one in fields(value)})
    if isinstance(value, dict):
        return {key: _under(key, one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_translated, value))
    return value


def _under(key: Any, value: Any) -> Any:
    if key in TEXTS and isinstance(value, str):
        return noted(value)
    if key in TABLES and isinstance(value, dict):
        return {name: _(text) for name, text in value.items()}
    return _translated(value)
