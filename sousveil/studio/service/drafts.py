"""A draft: the text of a scenario that starts from a shipped one, and the controls that say the same.

Nothing is kept here: a draft is its text, and a control that moves gives another text. The file may be edited by hand
at any time; comments and the order of its lines stay as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError, nearest, unknown
from sousveil.contract.registry import mechanism
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import Scenario, load, names
from sousveil.scenario.changes import keys_of
from sousveil.scenario.edit import append, put, take_out
from sousveil.scenario.guarding import idle, is_bounds
from sousveil.scenario.page import Page
from sousveil.scenario.resolve import draft as resolved
from sousveil.studio.service.settings import Board, board

NAME = "scenario.yaml"
"""What a draft is called in messages."""
LONGEST = 128_000
"""Letters of a draft. A scenario with every parameter written out has about 11,000."""
TABLES = ("china-2020",)
"""Tables of people that a draft may name: a file of one's own is for the command line, which may read files."""


@dataclass(frozen=True)
class Change:
    """What a control does to a draft.

    values: path (a parameter, people, days, seed, name, population.abroad, ...) -> value, None for what the base says;
    mechanisms: name -> whether it takes part; safeguards: name -> its numbers (those left out stay as they are),
    None to take it out.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    mechanisms: Mapping[str, bool] = field(default_factory=dict)
    safeguards: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A text that was read. base: the shipped scenario that it starts from, None where it is whole.

    changed: path -> (in the base, here) of everything that differs, as `sousveil validate` says it. notes: what there
    is to say of it, such as a safeguard that reaches nothing here.
    """

    text: str
    base: str | None
    scenario: Scenario
    board: Board
    changed: Mapping[str, tuple[Any, Any]]
    notes: tuple[str, ...]


def begin(base: str) -> Draft:
    """A draft that says nothing but what it starts from; raises RequestError for an unknown scenario."""
    shipped(base)
    return read(f"schema: 1\nname: {base}\nbase: {base}\n")


def shipped(name: str) -> Scenario:
    """A shipped scenario; raises RequestError for anything else, a path above all."""
    if name not in names():
        raise unknown("scenario", name, names(), where="base")
    return load(name)


@lru_cache(maxsize=64)
def read(text: str) -> Draft:
    """The draft of a text; raises RequestError for the first thing that is wrong with it, by line."""
    page = _page(text)
    scenario = Scenario.of_page(page)
    base = page.data.get("base")
    put_in = {name: dict(said or {}) for name, said in (page.data.get("with") or {}).items()}
    made = board(scenario, None if base is None else load(base), put_in)
    return Draft(text, base, scenario, made, scenario.differences(), idle(put_in, scenario.mechanisms))


def content(text: str) -> dict[str, Any]:
    """What a draft says, as plain values; raises RequestError."""
    return _page(text).data


def change(text: str, asked: Change) -> Draft:
    """The draft with the changes written into its text; raises RequestError for what cannot be."""
    page = _page(text)
    for name, present in asked.mechanisms.items():
        page = _switched(page, name) if present else _without(page, name)
    for name, numbers in asked.safeguards.items():
        page = _guarded(page, name, numbers)
    for path, value in asked.values.items():
        page = _valued(page, path, value)
    return read(page.text)


def _page(text: str) -> Page:
    if len(text) > LONGEST:
        raise RequestError("the scenario is too long", where=NAME, found=f"{len(text):,} letters",
                           allowed=f"at most {LONGEST:,} letters")  # fmt: skip
    page = Page(text, NAME, Path(), "your scenario")
    base = page.data.get("base")
    if base is not None and base not in names():
        raise _shipped_only("base", base, names(), page)
    if page.data.get("model") is not None:
        raise RequestError("the studio runs no code of others: a scoring model is for the command line",
                           where=page.where("model"), allowed="sousveil run SCENARIO --model FILE")  # fmt: skip
    population = page.data.get("population")
    table = population.get("table") if isinstance(population, Mapping) else None
    if table is not None and table not in TABLES:
        raise _shipped_only("population", table, TABLES, page, "table")
    return page


def _shipped_only(key: str, found: Any, known: tuple[str, ...], page: Page, *inside: str) -> RequestError:
    return RequestError(
        "the studio reads no files: a draft names what came with the lab", where=page.where(key, *inside),
        found=str(found)[:80], allowed=", ".join(known), nearest=nearest(str(found), known),
    )  # fmt: skip


def _switched(page: Page, name: str) -> Page:
    """The mechanism takes part."""
    mechanism(name)  # refuses what is none
    if name in resolved(page).mechanisms:
        return page
    left_out = page.data.get("without") or []
    if name in left_out:
        return take_out(page, ("without", left_out.index(name)))
    return put(page, ("with", name), {})


def _without(page: Page, name: str) -> Page:
    """The mechanism takes no part, and nothing is said of its numbers."""
    mechanism(name)
    if name not in resolved(page).mechanisms:
        return page
    for path in [path for path in page.data.get("set") or {} if path.partition(".")[0] == name]:
        page = take_out(page, ("set", path))
    page = _unpatched(page, name)
    if name in (page.data.get("with") or {}):
        return take_out(page, ("with", name))
    return append(page, ("without",), name)


def _unpatched(page: Page, name: str) -> Page:
    for at in reversed(range(len(page.data.get("patches") or []))):
        for path in [path for path in page.data["patches"][at]["set"] if path.partition(".")[0] == name]:
            if len(page.data["patches"][at]["set"]) == 1:
                page = take_out(page, ("patches", at))
                break
            page = take_out(page, ("patches", at, "set", path))
    return page


def _guarded(page: Page, name: str, numbers: Mapping[str, Any] | None) -> Page:
    if name not in SAFEGUARDS:
        raise unknown("safeguard", name, SAFEGUARDS)
    if numbers is None:
        if not is_bounds(name):
            return _without(page, name)
        return take_out(page, ("with", name))
    if not is_bounds(name):
        page = _switched(page, name)
    elif name not in (page.data.get("with") or {}):
        page = put(page, ("with", name), {})
    for key, value in numbers.items():
        page = _valued(page, f"{name}.{key}", value)
    return page


def _valued(page: Page, path: str, value: Any) -> Page:
    """A value at its place; None: what the base says."""
    owner, _, key = path.partition(".")
    mine = ("with", owner, key)
    keys = keys_of(path, path)
    put_in = owner in (page.data.get("with") or {})
    if keys[0] == "set" and (
        is_bounds(owner) or mine in page.nodes or (put_in and path not in page.data.get("set", {}))
    ):
        keys = mine
    if value is not None:
        return put(page, keys, value)
    return page if len(keys) == 1 and keys[0] == "name" else take_out(page, keys)
