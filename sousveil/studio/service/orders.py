"""From what was asked for to what a process is told: what can be refused is refused here, before it waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sousveil.assess.sheet import Sheet
from sousveil.contract.errors import RequestError, nearest
from sousveil.language import _, _n
from sousveil.needs import assembly_of, check_memory, needs
from sousveil.replications import exhibit
from sousveil.replications.exhibit import Exhibit
from sousveil.replications.given import given
from sousveil.safeguards import safeguard
from sousveil.scenario import Scenario, load
from sousveil.scenario.model import SEED
from sousveil.scenario.page import Page
from sousveil.studio.service import drafts
from sousveil.studio.service.jobs import (
    Asked,
    AssessAsked,
    CompareAsked,
    FindAsked,
    JobKind,
    LifeAsked,
    MissingError,
    PageAsked,
    ReplicateAsked,
    ResumeAsked,
    RunAsked,
    SafeguardsAsked,
    World,
    WorldAsked,
)
from sousveil.studio.service.shelf import Kept, Shelf
from sousveil.studio.service.stages import noted
from sousveil.trace.query import read as read_query
from sousveil.world.needs import worlds_needed

MOST = 1000
"""Replicates, and runs with other guesses, that may be asked for."""
MOST_REFORMS = 8
ASSESSED = 100_000
"""People of an assessment unless it says otherwise, as on the command line."""
Told = dict[str, Any]


@dataclass(frozen=True)
class Order:
    """A job to be. told: called when its turn comes, and chooses the names of folders; facts: fields of the job."""

    kind: JobKind
    title: str
    told: Callable[[], Told]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Meant:
    """A world that was found. told: as a process is told of it."""

    scenario: Scenario
    told: Told
    run: str | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.run or noted(self.scenario.title) or self.scenario.name

    @property
    def uses(self) -> tuple[str, ...]:
        """Names of the kept folders it is read from."""
        return () if self.run is None else (self.run,)


def order(asked: Asked, shelf: Shelf) -> Order:
    """The order for what was asked; raises RequestError for what cannot be done."""
    return _ORDERS[type(asked)](asked, shelf)


def meant(world: World, shelf: Shelf, where: str) -> Meant:
    """The world that is meant; raises RequestError where it is none, or more than one thing is said."""
    said = [one for one in (world.text, world.scenario, world.run) if one is not None]
    if len(said) != 1:
        raise RequestError("which world is meant?", where=where, found=f"{len(said)} of text, scenario and run",
                           allowed="one of them")  # fmt: skip
    if world.run is not None:
        one = _run(world.run, shelf)
        return Meant(load(shelf.folder(one.name)), {"folder": str(shelf.folder(one.name))}, one.name)
    text = drafts.begin(str(world.scenario)).text if world.text is None else world.text
    scenario = drafts.read(text).scenario
    return Meant(scenario, {"text": text})


def check_count(name: str, number: int | None, least: int) -> None:
    """Refuse what is below the least or above what may be asked for."""
    if number is not None and not least <= number <= MOST:
        raise RequestError("outside its range", where=name, found=f"{number:,}", allowed=f"{least} to {MOST:,}")


def _run(name: str, shelf: Shelf, *statuses: str) -> Kept:
    one = shelf.one(name)
    if one.kind != "run":
        raise RequestError("this is not a run", where=name, found=one.kind, allowed="a run")
    if statuses and one.status not in statuses:
        raise RequestError("the run is not in a state for this", where=name, found=one.status,
                           allowed=" or ".join(statuses))  # fmt: skip
    return one


def _sized(scenario: Scenario, people: int | None, days: int | None, seed: int | None) -> Scenario:
    sizes = {key: value for key, value in (("people", people), ("days", days), ("seed", seed)) if value is not None}
    # what is changed on top stands in no file, and is read as one
    page = Page(scenario.to_yaml(full=True), drafts.NAME, Path(), scenario.name)
    return Scenario.of_page(page).patch(sizes) if sizes else scenario


def _check(scenario: Scenario, replicates: int, sides: int = 1) -> None:
    assembly_of(scenario)
    needed = needs(scenario, replicates)
    try:
        check_memory(needed.twice() if sides == 2 else needed)
    except RequestError as error:
        raise RequestError(error.problem, where="people", found=error.found, allowed=error.allowed) from None


def _facts(scenario: Scenario, replicates: int, *uses: str) -> dict[str, Any]:
    return {"scenario": scenario.name, "people": scenario.people, "days": scenario.days, "seed": scenario.seed,
            "replicates": replicates, "uses": uses}  # fmt: skip


def _to_run(asked: RunAsked, shelf: Shelf) -> Order:
    found = meant(asked.world, shelf, "world")
    check_count("replicates", asked.replicates, 1)
    check_count("ignorance", asked.ignorance, 0)
    if found.scenario.of_countries:
        return _world(found, asked.replicates, asked.ignorance, asked.name, shelf)
    if asked.checkpoint_every is not None and asked.checkpoint_every < 0:
        raise RequestError("outside its range", where="checkpoint_every", found=str(asked.checkpoint_every),
                           allowed="0 or more days")  # fmt: skip
    _check(found.scenario, asked.replicates)
    if asked.name is not None:
        shelf.fresh(found.scenario.name, asked.name)
    common = {"kind": "run", "world": found.told, "days": found.scenario.days, "replicates": asked.replicates,
              "ignorance": asked.ignorance, "checkpoint_every": asked.checkpoint_every}  # fmt: skip
    return Order("run", found.title, lambda: common | {"out": str(shelf.fresh(found.scenario.name, asked.name))},
                 _facts(found.scenario, asked.replicates, *found.uses))  # fmt: skip


def _to_world(asked: WorldAsked, shelf: Shelf) -> Order:
    found = meant(asked.world, shelf, "world")
    check_count("replicates", asked.replicates, 1)
    check_count("ignorance", asked.ignorance, 0)
    if not found.scenario.of_countries:
        raise RequestError("this is a scenario of people", where="world", found=found.scenario.name,
                           allowed="a run of it, or a scenario of countries such as world-2020")  # fmt: skip
    return _world(found, asked.replicates, asked.ignorance, asked.name, shelf)


def _world(found: Meant, replicates: int, ignorance: int, name: str | None, shelf: Shelf) -> Order:
    """An order of worlds of countries, side by side."""
    scenario = found.scenario
    check_memory(worlds_needed(scenario, replicates, ignorance))
    if name is not None:
        shelf.fresh(scenario.name, name)
    common = {"kind": "world", "world": found.told, "replicates": replicates, "ignorance": ignorance}
    return Order("world", found.title, lambda: common | {"out": str(shelf.fresh(scenario.name, name))},
                 _facts(scenario, replicates, *found.uses))  # fmt: skip


def _to_resume(asked: ResumeAsked, shelf: Shelf) -> Order:
    one = _run(asked.run, shelf, "interrupted")
    folder = shelf.folder(one.name)
    scenario = _scenario_of(shelf, one)
    told = {"kind": "resume", "folder": str(folder), "days": scenario.days}

    def still() -> Told:
        _run(asked.run, shelf, "interrupted")
        return told

    return Order("resume", one.name, still, _facts(scenario, one.replicates, one.name))


def _scenario_of(shelf: Shelf, one: Kept) -> Scenario:
    """The scenario of a run in whatever state."""
    return load(shelf.file(one.name, "scenario.yaml"))


def _to_compare(asked: CompareAsked, shelf: Shelf) -> Order:
    if not 1 <= len(asked.reforms) <= MOST_REFORMS:
        raise RequestError("how many reforms?", where="reforms", found=str(len(asked.reforms)),
                           allowed=f"1 to {MOST_REFORMS}")  # fmt: skip
    check_count("replicates", asked.replicates, 1)
    check_count("ignorance", asked.ignorance, 0)
    baseline = meant(asked.baseline, shelf, "baseline")
    reforms = [meant(world, shelf, f"reforms[{at}]") for at, world in enumerate(asked.reforms)]
    sizes = {"people": asked.people, "days": asked.days, "seed": asked.seed}
    first = _sized(baseline.scenario, **sizes)
    for reform in reforms:
        _same_people(first, _sized(reform.scenario, **sizes), reform.title)
    _check(first, asked.replicates, sides=2)
    common = {"kind": "compare", "baseline": baseline.told, "reforms": [one.told for one in reforms], "sizes": sizes,
              "replicates": asked.replicates, "ignorance": asked.ignorance}  # fmt: skip
    name = f"compare-{first.name}"
    uses = tuple(name for one in (baseline, *reforms) for name in one.uses)
    title = _("{baseline}, and {reforms}", baseline=baseline.title, reforms=", ".join(one.title for one in reforms))
    return Order("compare", title,
                 lambda: common | {"outs": _several(shelf, name, len(reforms))},
                 _facts(first, asked.replicates, *uses))  # fmt: skip


def _same_people(first: Scenario, second: Scenario, where: str) -> None:
    for key in ("people", "days", "seed", "population"):
        one, other = getattr(first, key), getattr(second, key)
        if one != other:
            raise RequestError(
                "the two are not about the same people", where=f"{where}: {key}", found=f"{one} and {other}",
                allowed="the same on both sides, or a size for both",
            )  # fmt: skip
    same = (first.mechanisms, first.parameters, first.patches, first.omniscient)
    if same == (second.mechanisms, second.parameters, second.patches, second.omniscient):
        raise RequestError("the reform equals the baseline", where=where, found=second.name,
                           allowed="at least one mechanism or parameter that differs")  # fmt: skip


def _several(shelf: Shelf, name: str, count: int) -> list[str]:
    first = shelf.fresh(name)
    return [str(first)] + [str(first.with_name(f"{first.name}-{chr(ord('a') + at)}")) for at in range(1, count)]


def _to_assess(asked: AssessAsked, shelf: Shelf) -> Order:
    found = meant(asked.world, shelf, "world")
    given_sizes = {"people": asked.people, "days": asked.days, "seed": asked.seed}
    replicates = 4 if asked.replicates is None else asked.replicates
    ignorance = 5 if asked.ignorance is None else asked.ignorance
    check_count("replicates", replicates, 1)
    check_count("ignorance", ignorance, 0)
    if found.run is not None:
        _run(found.run, shelf, "complete")
        asked_more = (asked.replicates, asked.ignorance, asked.sheet, *given_sizes.values())
        if any(one is not None for one in asked_more):
            raise RequestError("a stored run is read as it is", where="world", found="sizes, counts or a sheet",
                               allowed="the run alone, or its scenario")  # fmt: skip
        scenario = found.scenario
    else:
        people = min(found.scenario.people, ASSESSED) if asked.people is None else asked.people
        scenario = _sized(found.scenario, people, asked.days, asked.seed)
        _check(scenario, replicates)
        if asked.sheet is not None:
            _check_sheet(asked.sheet, scenario)
    common = {"kind": "assess", "world": found.told, "sizes": given_sizes, "replicates": replicates,
              "ignorance": ignorance, "sheet": asked.sheet}  # fmt: skip
    return Order("assess", _("Rights assessment: {title}", title=found.title),
                 lambda: common | {"out": str(shelf.fresh(f"assess-{scenario.name}"))},
                 _facts(scenario, replicates, *found.uses))  # fmt: skip


def _check_sheet(text: str, scenario: Scenario) -> None:
    if len(text) > drafts.LONGEST:
        raise RequestError("the sheet is too long", where="sheet", found=f"{len(text):,} letters",
                           allowed=f"at most {drafts.LONGEST:,} letters")  # fmt: skip
    Sheet.of_page(Page(text, "sheet", Path(), "sheet"), scenario)


def _to_replicate(asked: ReplicateAsked, shelf: Shelf) -> Order:
    names = asked.exhibits or exhibit.names()
    check_count("replicates", asked.replicates, 1)
    if not 0 <= asked.seed <= SEED[1]:
        raise RequestError("outside its range", where="seed", found=str(asked.seed)[:40], allowed=f"0 to {SEED[1]}")
    for name in names:
        one = loaded(name)
        files = {key for key, own in one.claim.parameters.items() if own.file}
        for text in asked.overrides:
            if text.partition("=")[0].strip() in files:
                raise RequestError("the studio reads no files", where="overrides", found=text[:80],
                                   allowed="numbers; tables of your own are for the command line")  # fmt: skip
        given(one, asked.overrides)
    told = {"kind": "replicate", "exhibits": list(names), "overrides": list(asked.overrides),
            "replicates": asked.replicates, "seed": asked.seed}  # fmt: skip
    title = names[0] if len(names) == 1 else _n("{count} exhibit", "{count} exhibits", len(names), count=len(names))
    return Order("replicate", title, lambda: told | {"out": str(shelf.fresh("replicate"))}, {"seed": asked.seed})


def loaded(name: str) -> Exhibit:
    """A shipped exhibit; raises MissingError for anything else, a folder above all."""
    if name not in exhibit.names():
        close = nearest(name[:100], exhibit.names())
        raise MissingError("there is no such exhibit", where="exhibits", found=name[:100], nearest=close,
                           allowed=", ".join(exhibit.names()))  # fmt: skip
    return _loaded(name)


@cache
def _loaded(name: str) -> Exhibit:
    return exhibit.load(name)


def _to_weigh(asked: SafeguardsAsked, shelf: Shelf) -> Order:
    found = meant(asked.world, shelf, "world")
    check_count("replicates", asked.replicates, 2)
    for name in asked.names:
        safeguard(name)
    sizes = {"people": asked.people, "days": asked.days, "seed": asked.seed}
    scenario = _sized(found.scenario, **sizes)
    _check(scenario, asked.replicates)
    told = {"kind": "safeguards", "world": found.told, "names": list(asked.names), "sizes": sizes,
            "replicates": asked.replicates}  # fmt: skip
    return Order("safeguards", _("Safeguards in {title}", title=found.title),
                 lambda: told | {"out": str(shelf.fresh(f"safeguards-{scenario.name}"))},
                 _facts(scenario, asked.replicates, *found.uses))  # fmt: skip


def _to_find(asked: FindAsked, shelf: Shelf) -> Order:
    read_query(asked.query)
    return _life("find", asked.world, asked.against, asked.query, None, shelf)


def _to_live(asked: LifeAsked, shelf: Shelf) -> Order:
    if not 0 <= asked.person < 1 << 40:
        raise RequestError("there is no such person", where="person", found=str(asked.person), allowed="a number")
    return _life("life", asked.world, asked.against, None, asked.person, shelf)


def _life(
    kind: JobKind, world: World, against: World | None, query: str | None, person: int | None, shelf: Shelf
) -> Order:
    found = meant(world, shelf, "world")
    if found.run is not None:
        _run(found.run, shelf, "complete")
    _check(found.scenario, 1)
    other = None if against is None else meant(against, shelf, "against")
    told = {"kind": kind, "world": found.told, "against": None if other is None else other.told, "query": query,
            "person": person}  # fmt: skip
    title = (_("person {number} in {world}", number=f"{person:,}", world=found.title) if query is None
             else _("\u201c{query}\u201d in {world}", query=query, world=found.title))  # fmt: skip
    uses = (*found.uses, *(() if other is None else other.uses))
    return Order(kind, title, lambda: told, _facts(found.scenario, 1, *uses))


def _to_draw(asked: PageAsked, shelf: Shelf) -> Order:
    one = _run(asked.run, shelf, "complete")
    told = {"kind": "page", "folder": str(shelf.folder(one.name))}
    facts = {"scenario": one.scenario, "people": one.people, "days": one.days, "seed": one.seed,
             "replicates": one.replicates, "uses": (one.name,)}  # fmt: skip
    return Order("page", _("Page of {name}", name=one.name), lambda: told, facts)


_ORDERS: Mapping[type, Callable[[Any, Shelf], Order]] = {
    RunAsked: _to_run, ResumeAsked: _to_resume, CompareAsked: _to_compare, AssessAsked: _to_assess,
    ReplicateAsked: _to_replicate, SafeguardsAsked: _to_weigh, FindAsked: _to_find, LifeAsked: _to_live,
    PageAsked: _to_draw, WorldAsked: _to_world,
}  # fmt: skip
