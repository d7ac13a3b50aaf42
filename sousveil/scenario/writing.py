"""Values as YAML text that the page reads back unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./()%+-]*(?: [A-Za-z0-9_./()%+-]+)*")
_RESERVED = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def flow(value: Any) -> str:
    """A value on one line: `0.3`, `"no"`, `{urban: 0.8, default: 0.2}`, `[scoring, linking]`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return repr(int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value)
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def block(content: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines of a mapping; what is nested stands a step further in, short things on one line."""
    for key, value in content.items():
        line = f"{indent}{flow(key)}: {flow(value)}"
        deep = isinstance(value, Mapping | list | tuple) and value
        if not deep or (len(line) <= 100 and not any(isinstance(item, Mapping) for item in value)):
            yield line
        elif isinstance(value, Mapping):
            yield f"{indent}{flow(key)}:"
            yield from block(value, indent + "  ")
        else:
            yield f"{indent}{flow(key)}:"
            for item in value:
                yield from _item(item, indent + "  ")


def _item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping) or not item:
        yield f"{indent}- {flow(item)}"
        return
    lines = list(block(item, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]
