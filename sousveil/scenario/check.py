"""The shape of a page: known keys, the right kinds of values, said with file and line."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from sousveil.contract.errors import RequestError, unknown
from sousveil.scenario.model import Cell, Fact, GraphChoice, GridChoice, Patch, PopulationChoice, ScenarioFile
from sousveil.scenario.page import Keys, Page
from sousveil.scenario.scorer import ModelChoice, RetrainChoice

_INSIDE: dict[str, type[BaseModel]] = {
    "population": PopulationChoice, "cells": Cell, "graph": GraphChoice, "grid": GridChoice, "patches": Patch,
    "facts": Fact, "model": ModelChoice, "retrain": RetrainChoice,
}  # fmt: skip

_TITLED: dict[str, Keys] = {PopulationChoice.__name__: ("population",), ModelChoice.__name__: ("model",)}
_KEYS = {field.alias or name for name, field in ScenarioFile.model_fields.items()}


def checked(page: Page) -> ScenarioFile:
    """The page as a ScenarioFile; raises RequestError for the first thing that is wrong, by line."""
    try:
        # a key without a value says nothing
        said = {key: value for key, value in page.data.items() if value is not None or key not in _KEYS}
        made = ScenarioFile.model_validate(said)
        if made.population is not None:
            PopulationChoice.model_validate(made.population)
        if made.model is not None:
            ModelChoice.model_validate(made.model)
    except ValidationError as error:
        inside = _TITLED.get(error.title, ())
        found = [_said(page, (*inside, *problem["loc"]), dict(problem)) for problem in error.errors()]
        raise min(found, key=lambda item: item[0])[1] from None
    return made


def _said(page: Page, loc: Keys, problem: dict[str, Any]) -> tuple[tuple[bool, int], RequestError]:
    keys = loc
    while keys and keys not in page.nodes:
        keys = keys[:-1]
    line = page.nodes[keys][0].start_mark.line if keys else 0
    # a misspelt key explains the one that is missing
    return (problem["type"] == "missing", line), _error(page, loc, keys, problem)


def _error(page: Page, loc: Keys, keys: Keys, problem: dict[str, Any]) -> RequestError:
    # what stands in a list has its number before its key
    deep = loc[0] in ("population", "model") and len(loc) > (3 if "cells" in loc else 2)
    inside = str(loc[1] if deep else loc[0])
    model = _INSIDE.get(inside, ScenarioFile) if len(loc) > 1 else ScenarioFile
    if "begin" in loc and loc[:2] == ("population", "cells"):
        allowed = "a number, true or false, a word, {from: 0, to: 1} or {mean: 0.25, sd: 0.1}"
        return RequestError(f"{keys[-1]!r} cannot begin like this", where=page.where(*keys), allowed=allowed)
    described = {field.alias or name: field.description or "" for name, field in model.model_fields.items()}
    if problem["type"] == "extra_forbidden":
        return unknown("key", str(keys[-1]), described, where=page.where(*keys))
    if problem["type"] == "missing":
        key = str(loc[-1])
        return RequestError(f"the key {key!r} is missing", where=page.where(*keys), allowed=f"{key}: {described[key]}")
    if problem["type"] == "value_error":
        return RequestError(str(problem["ctx"]["error"]), where=page.where(*keys))
    key = next((str(part) for part in reversed(keys) if part in described), "")
    return RequestError(
        f"{key!r} cannot be this",
        where=page.where(*keys),
        found=_short(problem["input"]),
        allowed=described.get(key, ""),
    )


def _short(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
