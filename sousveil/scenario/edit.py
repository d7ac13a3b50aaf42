"""Changes to the text of a page that leave every other byte as it was, comments included."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sousveil.contract.errors import RequestError
from sousveil.scenario.page import Keys, Page
from sousveil.scenario.writing import flow


def put(page: Page, keys: Keys, value: Any) -> Page:
    """The page with this value at these keys: replaced where one stands, added where none does."""
    if keys in page.nodes:
        return _replaced(page, keys, flow(value))
    parent = keys[:-1]
    if parent and (parent not in page.nodes or _is_empty(page.nodes[parent][1])):
        return put(page, parent, {keys[-1]: value})
    node = page.nodes[parent][1] if parent else page.tree
    if not isinstance(node, MappingNode):
        raise RequestError("a value cannot be set here", where=page.where(*parent), allowed="keys and values")
    return _added(page, node, f"{flow(str(keys[-1]))}: {flow(value)}")


def append(page: Page, keys: Keys, value: Any) -> Page:
    """The page with this item at the end of the list at these keys."""
    if keys not in page.nodes or _is_empty(page.nodes[keys][1]):
        return put(page, keys, [value])
    node = page.nodes[keys][1]
    if not isinstance(node, SequenceNode):
        raise RequestError("an item cannot be added here", where=page.where(*keys), allowed="a list")
    return _added(page, node, flow(value) if node.flow_style else f"- {flow(value)}")


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value == "" and not node.style


def _replaced(page: Page, keys: Keys, text: str) -> Page:
    key, node = page.nodes[keys]
    if _is_empty(node):
        colon = page.text.index(":", key.end_mark.index) + 1
        return _spliced(page, colon, colon, f" {text}")
    return _spliced(page, node.start_mark.index, _end(node), text)


def _added(page: Page, node: MappingNode | SequenceNode, text: str) -> Page:
    end = _end(node)
    if node.flow_style:
        if not node.value:
            return _spliced(page, end - 1, end - 1, text)
        last = _end(_last(node))
        return _spliced(page, last, last, f", {text}")
    if end == 0 or page.text[end - 1] != "\n":  # the rest of the line is a comment
        newline = page.text.find("\n", end)
        end = len(page.text) if newline < 0 else newline + 1
    broken = "" if end == 0 or page.text[end - 1] == "\n" else "\n"
    first = node.value[0][0] if isinstance(node, MappingNode) else node
    return _spliced(page, end, end, f"{broken}{' ' * first.start_mark.column}{text}\n")


def _last(node: MappingNode | SequenceNode) -> Node:
    item = node.value[-1]
    if isinstance(item, tuple):
        item = item[0] if _is_empty(item[1]) else item[1]
    return cast(Node, item)


def _end(node: Node) -> int:
    """Where a node's own text ends; ruamel lets block collections run on to whatever comes next."""
    if isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        return _end(_last(node))
    return int(node.end_mark.index)


def _spliced(page: Page, start: int, end: int, text: str) -> Page:
    if "\r\n" in page.text:
        text = text.replace("\n", "\r\n")
    return replace(page, text=page.text[:start] + text + page.text[end:])


def take_out(page: Page, keys: Keys) -> Page:
    """The page without what stands at these keys, and without what is empty because of that."""
    if keys not in page.nodes:
        return page
    parent = keys[:-1]
    around = cast(MappingNode | SequenceNode, page.nodes[parent][1] if parent else page.tree)
    if parent and len(around.value) == 1:
        return take_out(page, parent)
    if around.flow_style:
        left = _data_at(page, parent)
        del left[keys[-1]]
        return _replaced(page, parent, flow(left))
    key, node = page.nodes[keys]
    start = page.text.rfind("\n", 0, key.start_mark.index) + 1
    newline = page.text.find("\n", _end(key if _is_empty(node) else node))
    return replace(page, text=page.text[:start] + (page.text[newline + 1 :] if newline >= 0 else ""))


def _data_at(page: Page, keys: Keys) -> Any:
    found: Any = page.data
    for key in keys:
        found = found[key]
    return found
