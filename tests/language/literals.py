"""Texts that are marked in Python: literals alone, since what a subscript names inside a call is no text of a page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

Key = tuple[str, str | tuple[str, str]]
WHERE = {"_": (0,), "N_": (0,), "_n": (0, 1), "plural": (1, 2), "_p": (0, 1)}
"""Function -> which of its arguments are texts; the first of `_p` is a context."""


def marked(path: Path) -> Iterator[Key]:
    """Texts of a file in their order: (context or an empty string, the text or the text for one and for many)."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        texts = [_literal(call, at) for at in WHERE.get(name, ())]
        if not texts or not all(texts) or (name == "plural" and "{count}" not in texts[0]):
            continue  # the `plural` of notebooks' cards, which are English, takes words without a place for the number
        if name == "_p":
            yield texts[0], texts[1]
        else:
            yield "", texts[0] if len(texts) == 1 else (texts[0], texts[1])


def _literal(call: ast.Call, at: int) -> str:
    given = call.args[at] if at < len(call.args) else None
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""
