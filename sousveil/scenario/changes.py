"""Changes asked for in Python or on the command line, and the pages that come out of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError, nearest, unknown
from sousveil.contract.registry import mechanisms
from sousveil.scenario import edit
from sousveil.scenario.find import names
from sousveil.scenario.page import Keys, Page, value_of
from sousveil.scenario.writing import block

With = Mapping[str, Mapping[str, Any] | None] | Iterable[str]
HEADER = ("name", "title", "label", "about", "people", "days", "quarters", "seed", "omniscient")
INSIDE = {
    "population.table": ("population", "table"), "population.abroad": ("population", "abroad"),
    "population.graph.degree": ("population", "graph", "degree"),
    **{f"model.{key}": ("model", key)
       for key in ("file", "columns", "every", "points", "reads_as", "seconds", "retrain", "sha256")},
}  # fmt: skip


@dataclass(frozen=True)
class Changes:
    """What is to be different. values: path -> value; day: from which day on, for parameters; said: path -> where."""

    values: Mapping[str, Any] = field(default_factory=dict)
    without: Sequence[str] = ()
    with_: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    day: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.without or self.with_)


def override(text: str) -> tuple[str, Any, str]:
    """`path=value` as (path, value, where); raises RequestError for anything else."""
    path, equals, value = text.partition("=")
    where = f"-o {text}"
    if not equals or not path.strip() or not value.strip():
        raise RequestError(
            "not an override", where=where, allowed="path=value, such as fear.standing=0.2 or people=10_000"
        )
    return path.strip(), value_of(value.strip(), where), where


def keys_of(path: str, where: str) -> tuple[str, ...]:
    """Where in a file the value of a path stands."""
    if path in HEADER:
        return (path,)
    if path in INSIDE:
        return INSIDE[path]
    if "." not in path:
        allowed = f"{', '.join((*HEADER, *INSIDE))}, or a parameter such as fear.standing"
        close = nearest(path, (*HEADER, *INSIDE, *mechanisms()))
        raise RequestError(f"unknown path {path!r}", where=where, allowed=allowed, nearest=close)
    if path.startswith("model."):
        raise unknown("path", path, [one for one in INSIDE if one.startswith("model.")], where=where)
    return ("set", path)


def derived(page: Page, name: str, changes: Changes) -> Page:
    """A page that has this one as its base and says only what is different."""
    content: dict[str, Any] = {"schema": 1, "name": name, "base": _base_name(page)}
    said: dict[Keys, str] = {}
    if changes.without:
        content["without"] = list(changes.without)
        said |= {("without", i): f"--without {one}" for i, one in enumerate(changes.without)}
    if changes.with_:
        content["with"] = {one: dict(values or {}) for one, values in changes.with_.items()}
        said |= {("with", one): f"--with {one}" for one in changes.with_}
    for path, value in changes.values.items():
        where = changes.said.get(path, path)
        keys = keys_of(path, where)
        if keys[0] == "set" and changes.day is not None:
            content.setdefault("patches", [{"day": changes.day, "set": {}}])[0]["set"][path] = value
            said |= {("patches", 0, "set", path): where, ("patches", 0, "day"): f"day={changes.day}"}
            continue
        inside = content
        for key in keys[:-1]:
            inside = inside.setdefault(key, {})
        inside[keys[-1]] = value
        said[keys] = where
    text = "\n".join(block(content)) + "\n"
    return Page(text, f"{name}, changed", Path(), f"{page.origin}, changed", said=said)


def _base_name(page: Page) -> str:
    return page.origin if page.shipped else relative(Path(page.origin), Path())


def relative(path: Path, folder: Path) -> str:
    """A path as seen from a folder, with a slash in it so that it cannot be taken for a name."""
    try:
        found = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()
    return found if "/" in found else f"./{found}"


def edited(page: Page, changes: Changes) -> Page:
    """The page with the changes written into its own text, comments and all."""
    for name in changes.without:
        page = edit.append(page, ("without",), name)
    for name, values in changes.with_.items():
        page = edit.put(page, ("with", name), dict(values or {}))
    for path, value in changes.values.items():
        keys = keys_of(path, changes.said.get(path, path))
        if keys[0] == "set" and changes.day is not None:
            page = _dated(page, changes.day, path, value)
        else:
            page = edit.put(page, keys, value)
    return page


def _dated(page: Page, day: int, path: str, value: Any) -> Page:
    patches = page.data.get("patches") or []
    for i, patch in enumerate(patches):
        if patch["day"] == day:
            return edit.put(page, ("patches", i, "set", path), value)
    return edit.append(page, ("patches",), {"day": day, "set": {path: value}})


def with_mapping(names: With) -> Mapping[str, Mapping[str, Any] | None]:
    """Safeguards with parameters, or only their names."""
    return names if isinstance(names, Mapping) else dict.fromkeys(names)


def at_home_in(page: Page, folder: Path) -> Page:
    """The page as it has to read in another folder: files are named as seen from there."""
    if page.shipped or folder.resolve() == page.folder.resolve():
        return page
    for keys in (("base",), ("population", "table"), ("model", "file")):
        said = page.data.get(keys[0])
        said = said.get(keys[1]) if len(keys) > 1 and isinstance(said, dict) else said
        if not isinstance(said, str) or said in names():
            continue
        place, colon, inside = said.partition(".py:")  # a function in a file
        place += colon and ".py"
        if (page.folder / place).exists():
            page = edit.put(page, keys, relative(page.folder / place, folder) + (colon and f":{inside}"))
    return page
