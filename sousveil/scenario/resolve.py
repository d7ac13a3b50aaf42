"""A page and its chain of bases -> one draft: who is in, which values hold, what changes when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.registry import mechanism, mechanisms
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario.cells import check_cells
from sousveil.scenario.check import checked
from sousveil.scenario.find import page_of
from sousveil.scenario.guarding import guarded, is_bounds
from sousveil.scenario.model import Fact, PopulationChoice, ScenarioFile
from sousveil.scenario.page import Page
from sousveil.scenario.places import labels_of
from sousveil.scenario.scorer import MECHANISM as MODEL
from sousveil.scenario.scorer import ModelChoice, completed
from sousveil.scenario.values import Given, given, over, parameter_of, without_places

SHIPPED = "shipped"
"""The project's own tables of countries."""
HEADER = ("people", "days", "seed", "title", "label", "about", "omniscient")


@dataclass(frozen=True)
class Draft:
    """A scenario in the making. values: by path of parameter; patches: (day, values), ordered by day."""

    page: Page
    name: str
    title: str = ""
    label: str = ""
    about: str = ""
    people: int = 1_000_000
    days: int = 365
    seed: int = 1
    population: PopulationChoice = field(default_factory=PopulationChoice.model_construct)
    table_where: str = ""
    mechanisms: tuple[str, ...] = ()
    values: Mapping[str, Given] = field(default_factory=dict)
    patches: tuple[tuple[int, Mapping[str, Given]], ...] = ()
    omniscient: bool = False
    facts: tuple[Fact, ...] = ()
    model: ModelChoice | None = None
    base: Draft | None = None


def draft(page: Page, chain: tuple[str, ...] = ()) -> Draft:
    """The draft of a page, resolved through its bases; raises RequestError."""
    file = checked(page)
    if page.origin in chain:
        ring = " -> ".join([*chain[chain.index(page.origin) :], page.origin])
        raise RequestError("a scenario is its own base", where=page.where("base"), found=ring)
    made = _founded(page, file, (*chain, page.origin))
    made = _headed(made, file)
    made = _populated(made, file)
    made = _scored(_staffed(made, file), file)
    return guarded(_patched(_valued(made, file), file), file)


def joined(made: Draft, with_: Mapping[str, Mapping[str, Any] | None]) -> Draft:
    """The draft with mechanisms and safeguards put in, on top of all that it says; raises RequestError."""
    file = ScenarioFile.model_validate({"schema": 1, "name": made.name, "with": with_})
    return guarded(_valued(_staffed(made, file), file), file)


def _founded(page: Page, file: ScenarioFile, chain: tuple[str, ...]) -> Draft:
    """The draft of the base under this page's name, or an empty one."""
    if file.base is None:
        if file.mechanisms is None:
            raise RequestError(
                "a scenario has a base or lists its mechanisms",
                where=page.where(),
                found="neither",
                allowed="base: everything-app, or mechanisms: [...]",
            )
        names = tuple(_known(name, page.where("mechanisms", i)) for i, name in enumerate(file.mechanisms))
        twice = next((i for i, name in enumerate(names) if name in names[:i]), None)
        if twice is not None:
            raise RequestError("a mechanism stands twice", where=page.where("mechanisms", twice), found=names[twice])
        return Draft(page, file.name, title=file.name, mechanisms=names)
    if file.mechanisms is not None:
        raise RequestError(
            "mechanisms are listed only in a scenario without a base",
            where=page.where("mechanisms"),
            allowed="without: [...] and with: {...}",
        )
    base = draft(page_of(file.base, page.folder, page.where("base")), chain)
    made = replace(base, page=page, name=file.name, base=base)
    # what a scenario says of itself holds for its rules; a file that changes the rules says it anew
    same_rules = not (file.without or file.with_ or file.set or file.patches or file.population or file.omniscient
                      or file.model)  # fmt: skip
    if same_rules:
        return made
    title = file.name if file.name != base.name else f"{base.title}, changed"
    label, about = f"a variant of {base.name}", f"A variant of {base.title}."
    return replace(made, title=title, label=label, about=about, facts=())


def _headed(made: Draft, file: ScenarioFile) -> Draft:
    said = {key: getattr(file, key) for key in HEADER if getattr(file, key) is not None}
    if file.quarters is not None:
        said["days"] = file.quarters
    facts = made.facts if file.facts is None else tuple(file.facts)
    return replace(made, **said, facts=facts)


def _populated(made: Draft, file: ScenarioFile) -> Draft:
    said = dict(file.population or {})
    made = _timed(made, file, said)
    if "countries" in said:
        return _of_countries(made, said)
    if "cells" in said:
        return _peopled(made, said)
    if "graph" in said or "grid" in said:
        return _grounded(made, said)
    if "table" not in said:
        return replace(made, population=made.population.model_copy(update=said))
    said |= {"cells": None, "graph": None, "grid": None}
    path = made.page.folder / said["table"]
    if path.suffix or path.exists():  # a file beside this one, and not a shipped table
        said["table"] = path.resolve().as_posix()
    where, population = made.page.where("population", "table"), made.population.model_copy(update=said)
    made = replace(made, table_where=where)
    if population.table == made.population.table:
        return replace(made, population=population)
    labels = labels_of(population, where)
    patches = tuple((day, without_places(values, labels)) for day, values in made.patches)
    values = without_places(made.values, labels)
    return replace(made, population=population, values=values, patches=patches)


def _timed(made: Draft, file: ScenarioFile, said: Mapping[str, Any]) -> Draft:
    """The draft, if its time is counted as its table counts it; raises RequestError."""
    world = "countries" in said or made.population.countries is not None
    wrong, right = ("days", "quarters") if world else ("quarters", "days")
    if getattr(file, wrong) is not None:
        raise RequestError(f"time is counted in {right} here", where=made.page.where(wrong), found=wrong,
                           allowed=f"{right}: {getattr(file, wrong)}")  # fmt: skip
    return made


def _of_countries(made: Draft, said: dict[str, Any]) -> Draft:
    """The draft of a world of countries; as many as its tables hold."""
    from sousveil.nations import count  # needs NumPy, which most questions do not

    if len(said) > 1:
        raise RequestError("a world of countries has nothing else", where=made.page.where("population"),
                           found=", ".join(sorted(said)), allowed="countries alone")  # fmt: skip
    folder = said["countries"]
    if folder != SHIPPED:
        folder = (made.page.folder / folder).resolve().as_posix()
    population = PopulationChoice.model_validate({"countries": folder}).model_copy(update={"abroad": 0.0})
    return replace(made, population=population, people=count(None if folder == SHIPPED else Path(folder)))


def _peopled(made: Draft, said: dict[str, Any]) -> Draft:
    """The draft in a small world of its own; places of the base are gone."""
    where = made.page.where("population", "cells")
    for key in ("table", "abroad"):
        if key in said:
            raise RequestError(f"a world of cells has no {key!r}", where=made.page.where("population", key),
                               allowed="cells alone: who lives there is what they say")  # fmt: skip
    population = PopulationChoice.model_validate(said).model_copy(update={"abroad": 0.0})
    check_cells(population.cells or [], made.page.where)
    labels = labels_of(population, where)
    patches = tuple((day, without_places(values, labels)) for day, values in made.patches)
    return replace(
        made, population=population, table_where=where, values=without_places(made.values, labels), patches=patches
    )


def _grounded(made: Draft, said: dict[str, Any]) -> Draft:
    """The draft of a small world with another graph or grid."""
    if made.population.cells is None or len(said) > 1:
        raise RequestError("a graph or a grid is for a small world of `cells`", where=made.page.where("population"),
                           allowed="cells, here or in the base, and a graph or a grid beside them")  # fmt: skip
    ground = PopulationChoice.model_validate(said)
    return replace(made, population=made.population.model_copy(update={"graph": ground.graph, "grid": ground.grid}))


def _staffed(made: Draft, file: ScenarioFile) -> Draft:
    page, present = made.page, list(made.mechanisms)
    for i, name in enumerate(file.without):
        if _known(name, page.where("without", i)) not in present:
            raise RequestError(
                f"{name!r} is not part of this scenario anyway",
                where=page.where("without", i),
                allowed=f"one of {', '.join(sorted(present))}" if present else "nothing: there are no mechanisms",
            )
        present.remove(name)
    for name in file.with_:
        if is_bounds(name):
            continue
        if _known(name, page.where("with", name), SAFEGUARDS) in present:
            raise RequestError(
                f"{name!r} is part of this scenario already",
                where=page.where("with", name),
                allowed=f'its parameters can be changed: set: {{"{name}.{_example(name)}": ...}}',
            )
        present.append(name)
    values = _of(made.values, present)
    patches = tuple((day, _of(said, present)) for day, said in made.patches)
    return replace(made, mechanisms=_in_order(present), values=values, patches=tuple(p for p in patches if p[1]))


def _scored(made: Draft, file: ScenarioFile) -> Draft:
    """The draft with its model, in the place of judges who own the same column; without, where it was taken out."""
    if file.model is None:
        if MODEL not in made.mechanisms:
            return replace(made, model=None)
        if made.model is None:
            raise RequestError(f"{MODEL!r} has no model", where=made.page.where("with", MODEL),
                               allowed="model: {file: ..., columns: [...]}")  # fmt: skip
        return made
    model = completed(file.model, made.model, made.page.folder, made.page.where)
    cls = mechanism(MODEL)
    others = [name for name in made.mechanisms if name != MODEL and set(mechanism(name).owns) & set(cls.owns)]
    gone = [name for name in others if mechanism(name).phase is cls.phase]
    present = [*(name for name in made.mechanisms if name not in gone and name != MODEL), MODEL]
    patches = tuple((day, _of(said, present)) for day, said in made.patches)
    return replace(made, model=model, mechanisms=_in_order(present), values=_of(made.values, present),
                   patches=tuple(p for p in patches if p[1]))  # fmt: skip


def _example(name: str) -> str:
    return next(iter(mechanism(name).parameters), "parameter")


def _of(values: Mapping[str, Given], present: Iterable[str]) -> dict[str, Given]:
    return {path: value for path, value in values.items() if path.partition(".")[0] in set(present)}


def _in_order(present: Iterable[str]) -> tuple[str, ...]:
    """In the order of the day, so that two files that say the same are equal."""
    chosen = set(present)
    return tuple(name for name in mechanisms() if name in chosen)


def _valued(made: Draft, file: ScenarioFile) -> Draft:
    values = dict(made.values)
    for name, said in file.with_.items():
        for key, value in (said or {}).items() if not is_bounds(name) else ():
            _lay(made, values, f"{name}.{key}", value, ("with", name, key))
    for path, value in file.set.items():
        _lay(made, values, path, value, ("set", path))
    return replace(made, mechanisms=_in_order(made.mechanisms), values=values)


def _lay(made: Draft, values: dict[str, Given], path: str, value: Any, keys: tuple[str | int, ...]) -> None:
    """Lay a value given at `keys` over what holds so far."""
    parameter = parameter_of(path, made.mechanisms, made.page.where(*keys))
    new = given(value, parameter, made.page.where, *keys)
    before = values[path].value if path in values else parameter.default
    values[path] = Given(over(new.value, before), new.where)


def _patched(made: Draft, file: ScenarioFile) -> Draft:
    patches = {day: dict(said) for day, said in made.patches if day <= made.days}
    for i, patch in enumerate(file.patches):
        if patch.day > made.days:
            raise RequestError(
                "a patch after the last day",
                where=made.page.where("patches", i, "day"),
                found=f"day {patch.day}",
                allowed=f"1 to {made.days}",
            )
        in_force = {path: value for day in sorted(patches) if day <= patch.day for path, value in patches[day].items()}
        mine = patches.setdefault(patch.day, {})
        for path, value in patch.set.items():
            before = dict(made.values) | in_force
            _lay(made, before, path, value, ("patches", i, "set", path))
            mine[path] = before[path]
    return replace(made, patches=tuple(sorted(patches.items())))


def _known(name: str, where: str, others: Iterable[str] = ()) -> str:
    """A mechanism's name; `others`: what else might have been meant."""
    if name not in mechanisms():
        raise unknown("mechanism or safeguard" if others else "mechanism", name, {*mechanisms(), *others}, where=where)
    return name
