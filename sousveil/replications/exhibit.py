"""Exhibits: folders of claim.yaml, scenario.yaml and notes.md, shipped or a user's own."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sousveil.contract.errors import RequestError, unknown
from sousveil.replications.claim import ClaimFile
from sousveil.scenario import Scenario
from sousveil.scenario.page import Page, read
from sousveil.scenario.writing import block

SHIPPED = Path(__file__).parent / "exhibits"
CLAIM, SCENARIO, NOTES = "claim.yaml", "scenario.yaml", "notes.md"


def names() -> tuple[str, ...]:
    """The shipped exhibits."""
    return tuple(sorted(path.name for path in SHIPPED.iterdir() if (path / CLAIM).is_file()))


def heading(name: str) -> tuple[str, str]:
    """Title and question of a shipped exhibit, from the first lines of its claim.yaml alone."""
    text = (SHIPPED / name / CLAIM).read_text(encoding="utf-8").partition("\nsources:")[0]
    said = Page(text, name, SHIPPED / name, name).data
    return str(said["title"]), str(said["question"])


@dataclass(frozen=True)
class Exhibit:
    """A published result, and the scenario that is asked for it. shipped: whether it came with the lab."""

    name: str
    claim: ClaimFile
    page: Page
    """scenario.yaml, of which each arm is a variant."""
    notes: str
    shipped: bool = True

    @cached_property
    def template(self) -> dict[str, Any]:
        """scenario.yaml as plain values."""
        return dict(self.page.data)

    def scenario(self, arm: str, values: Mapping[str, float] = {}, changes: Mapping[str, Any] = {}) -> Scenario:
        """The scenario of an arm. values: the exhibit's own parameters; changes: on top, as in an arm.

        Raises RequestError where what comes out is no scenario.
        """
        content = copy.deepcopy(self.template)
        for name, value in values.items():
            given = self.claim.parameters[name]
            for path in given.sets:
                _put(content, path, value * given.times, f"{self.name}: parameter {name}")
        _lay(content, self.claim.arms[arm].change)
        _lay(content, changes)
        name = f"{self.name}-{arm}"[:64]
        text = "\n".join(block({**content, "name": name})) + "\n"
        return Scenario.of_page(Page(text, f"{self.page.name}, arm {arm}", self.page.folder, name))


def load(name: str) -> Exhibit:
    """A shipped exhibit, or one in a folder; raises RequestError."""
    if name in names():
        return _load(SHIPPED / name, shipped=True)
    folder = Path(name)
    if not folder.is_dir():
        if "/" in name:
            raise RequestError("there is no such folder", where=name, allowed=_allowed())
        raise unknown("exhibit", name, names())
    return _load(folder, shipped=False)


def _allowed() -> str:
    return f"a folder with {CLAIM}, {SCENARIO} and {NOTES}, or one of {', '.join(names())}"


def _load(folder: Path, *, shipped: bool) -> Exhibit:
    for file in (CLAIM, SCENARIO, NOTES):
        if not (folder / file).is_file():
            raise RequestError(f"an exhibit has a {file}", where=str(folder), found="none", allowed=_allowed())
    notes = (folder / NOTES).read_text(encoding="utf-8").strip()
    if not notes:
        raise RequestError("notes.md says nothing", where=str(folder / NOTES), allowed="what carries the result")
    claim = checked(read(folder / CLAIM))
    made = Exhibit(folder.resolve().name, claim, read(folder / SCENARIO), notes, shipped)
    for arm in claim.arms:
        values = {name: given.default for name, given in claim.parameters.items() if given.default is not None}
        made.scenario(arm, values)
    return made


def checked(page: Page) -> ClaimFile:
    """The page as a ClaimFile; raises RequestError for the first thing that is wrong, by line."""
    try:
        return ClaimFile.model_validate(page.data)
    except ValidationError as error:
        problems = [_said(page, dict(problem)) for problem in error.errors()]
        raise min(problems, key=lambda item: item[0])[1] from None


def _said(page: Page, problem: dict[str, Any]) -> tuple[tuple[bool, int], RequestError]:
    loc = tuple(problem["loc"])
    keys = loc
    while keys and keys not in page.nodes:
        keys = keys[:-1]
    line = page.nodes[keys][0].start_mark.line if keys else 0
    where, kind = page.where(*keys), problem["type"]
    missing = kind == "missing"
    if missing:
        error = RequestError(f"the key {loc[-1]!r} is missing", where=where)
    elif kind == "extra_forbidden":
        error = RequestError(f"unknown key {loc[-1]!r}", where=where)
    elif kind == "value_error":
        error = RequestError(str(problem["ctx"]["error"]), where=where)
    else:
        found = repr(problem["input"])
        error = RequestError(f"{str(loc[-1])!r} cannot be this", where=where, found=found[:60], allowed=problem["msg"])
    return (missing, line), error


def _put(content: dict[str, Any], path: str, value: Any, where: str) -> None:
    """Set what stands at a path of keys, or add to it (`+path`); a whole number in a list is a place in it."""
    added, path = path.startswith("+"), path.removeprefix("+")
    *around, last = path.split("/")
    inside: Any = content
    try:
        for key in around:
            inside = inside[int(key)] if isinstance(inside, list) else inside.setdefault(key, {})
        at: int | str = int(last) if isinstance(inside, list) else last
        inside[at] = inside[at] + value if added else value
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise RequestError("there is nothing to set here", where=where, found=path,
                           allowed="keys of scenario.yaml with / between them") from None  # fmt: skip


def _lay(content: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Lay changes over content: mappings key by key, everything else as a whole."""
    for key, value in changes.items():
        if isinstance(value, Mapping) and isinstance(content.get(key), dict):
            _lay(content[key], value)
        else:
            content[key] = copy.deepcopy(value)
