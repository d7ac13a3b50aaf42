"""A scenario file as text that knows where each value stands: strict YAML, line numbers, every byte kept.

A page refuses what would be read otherwise than it was meant: tabs, keys given twice, a bare `no`, anchors and tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sousveil.contract.errors import RequestError

Keys = tuple[str | int, ...]
LARGEST = 1 << 20
"""Bytes of the largest file that is read; a scenario with every parameter written out has about 40,000."""
WORDS_FOR_YES_AND_NO = {"yes", "no", "on", "off"}
NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
PLAIN = {"tag:yaml.org,2002:" + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}


@dataclass(frozen=True)
class Page:
    """The text of a scenario file, its name for messages, and the folder that relative paths start from.

    origin tells two files apart (a path, or the name of a shipped scenario). said maps keys to where they were
    given, when that was not in a file: on the command line or in Python.
    """

    text: str
    name: str
    folder: Path
    origin: str
    shipped: bool = False
    said: Mapping[Keys, str] = field(default_factory=dict)

    @cached_property
    def tree(self) -> Node:
        """The composed text."""
        return _compose(self.text, self.name)

    @cached_property
    def nodes(self) -> dict[Keys, tuple[Node, Node]]:
        """Keys -> (node of the key or of the item, node of the value)."""
        return dict(_walk(self.tree, (), self.name, 0))

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content as plain Python values."""
        self.nodes  # noqa: B018 - checks the whole tree
        content = _plain(self.tree)
        if not isinstance(content, dict):
            raise RequestError(
                "this is not a scenario", where=self.name, found=type(content).__name__, allowed="keys and values"
            )
        return content

    def where(self, *keys: str | int) -> str:
        """Where these keys stand, or the nearest thing around them that stands somewhere: file:line."""
        around = [keys[:end] for end in range(len(keys), 0, -1)]
        said = next((self.said[one] for one in around if one in self.said), "")
        stands = next((_at(self.name, self.nodes[one][0]) for one in around if one in self.nodes), self.name)
        return said or stands


def read(path: Path) -> Page:
    """The page of a file; raises RequestError where there is none or it is no UTF-8 text."""
    allowed = "a scenario file: YAML in UTF-8"
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "is a folder" if path.is_dir() else (error.strerror or str(error)).lower()
        raise RequestError("the file cannot be read", where=str(path), found=reason, allowed=allowed) from None
    if len(content) > LARGEST:
        raise RequestError("the file is too large", where=str(path), found=f"{len(content):,} bytes", allowed=allowed)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RequestError(
            "the file is not UTF-8", where=f"{path}:{line}", found=f"byte 0x{content[error.start]:02x}", allowed=allowed
        ) from None
    return Page(text, str(path), path.parent, str(path.resolve()))


def value_of(text: str, where: str) -> Any:
    """A value as it would be written in a file: a number, text, or `{urban: 0.8, default: 0.2}`."""
    try:
        tree = _compose(text, where)
        dict(_walk(tree, (), where, 0))
    except RequestError as error:  # a line number says nothing here
        raise RequestError(error.problem, where=where, found=error.found, allowed=error.allowed) from None
    return _plain(tree)


def _compose(text: str, name: str) -> Node:
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise RequestError("a tab where YAML wants spaces", where=f"{name}:{number}", allowed="spaces to indent")
    yaml = YAML(typ="rt", pure=True)
    yaml.allow_duplicate_keys = True  # said below, in our words
    try:
        tree = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise RequestError("this is not YAML", where=where, found=str(error.problem or error.context)) from None
    except YAMLError as error:
        raise RequestError("this is not YAML", where=name, found=str(error).splitlines()[0]) from None
    except RecursionError:
        raise RequestError("this is nested too deeply", where=name) from None
    if tree is None:
        raise RequestError("there is nothing in it", where=name, allowed="at least schema: 1 and a name")
    return cast(Node, tree)


def _walk(node: Node, keys: Keys, name: str, depth: int) -> Iterator[tuple[Keys, tuple[Node, Node]]]:
    _check(node, name)
    if depth > 20:
        raise RequestError("this is nested too deeply", where=_at(name, node))
    if isinstance(node, MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            _check(key, name)
            word = _key(key, name)
            if word in seen:
                raise RequestError(
                    f"the key {word!r} stands twice", where=_at(name, key), found=f"first in line {seen[word]}"
                )
            seen[word] = key.start_mark.line + 1
            yield (*keys, word), (key, value)
            yield from _walk(value, (*keys, word), name, depth + 1)
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            yield (*keys, index), (item, item)
            yield from _walk(item, (*keys, index), name, depth + 1)


def _check(node: Node, name: str) -> None:
    if node.anchor:
        raise RequestError("anchors and aliases are not read", where=_at(name, node), found=f"&{node.anchor}")
    if str(node.tag) not in PLAIN:
        raise RequestError("tags are not read", where=_at(name, node), found=str(node.tag).split(":")[-1])
    bare = isinstance(node, ScalarNode) and not node.style
    if bare and str(node.value).lower() in WORDS_FOR_YES_AND_NO:
        raise RequestError(
            f"a bare {node.value!r} is text to some and true or false to others",
            where=_at(name, node),
            found=str(node.value),
            allowed=f'"{node.value}" in quotes, or true, or false',
        )


def _key(node: Node, name: str) -> str:
    if not isinstance(node, ScalarNode):
        raise RequestError("a key is one word", where=_at(name, node), found="a list or mapping")
    return str(node.value)


def _at(name: str, node: Node) -> str:
    return f"{name}:{node.start_mark.line + 1}"


FOLD = "\a"
"""What the round-trip reader leaves where it folded a line."""


def _plain(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    tag, text = str(node.tag).split(":")[-1], str(node.value)
    if getattr(node, "style", "") == ">":
        text = text.replace(FOLD, "")
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    return _number(text) if str(node.tag) in NUMBERS else text


def _number(text: str) -> int | float | str:
    digits = text.replace("_", "").lower()
    try:
        if re.fullmatch(r"[-+]?\d+", digits):
            return int(digits)
        if re.fullmatch(r"[-+]?0[xob][0-9a-f]+", digits):
            return int(digits, 0)
        return float(digits.replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:  # YAML takes "-_" for a number, and numbers of any length
        return text
