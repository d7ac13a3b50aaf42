"""What a name stands for: scenarios, mechanisms, parameters, events, columns, shared numbers, groups, measures."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sousveil.contract import columns, events
from sousveil.contract.errors import RequestError, nearest
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanisms
from sousveil.models.seen import columns_seen
from sousveil.replications.exhibit import Exhibit
from sousveil.replications.exhibit import load as load_exhibit
from sousveil.replications.exhibit import names as exhibits
from sousveil.safeguards import SAFEGUARDS, Safeguard
from sousveil.scenario import Scenario, load, names
from sousveil.scenario.values import DEFAULT

NEAR = "number of people near, on a graph or a grid"


@dataclass(frozen=True)
class Entry:
    """One meaning of a name. rows: what there is to say of it, by heading."""

    name: str
    kind: str
    doc: str
    rows: dict[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The entry for a JSON document."""
        return {"name": self.name, "kind": self.kind, "doc": self.doc, **self.rows}


def first_line(doc: str | None) -> str:
    """The first line of a docstring."""
    return (doc or "").strip().partition("\n")[0]


def explained(name: str, scenario: Scenario | None = None) -> list[Entry]:
    """Every meaning of a name; raises RequestError that offers the nearest."""
    found = list(_meanings(name, scenario))
    if not found:
        parameters = [f"{m}.{p}" for m, cls in mechanisms().items() for p in cls.parameters]
        known = {*names(), *exhibits(), *mechanisms(), *parameters, *events.BY_NAME, *columns.READABLE, *columns.SHARED}
        known |= {"model"} | set(_safeguard_numbers()) | set(SAFEGUARDS) | set(columns.GROUPS) | set(_measures())
        raise RequestError(
            f"unknown name {name!r}",
            allowed="what `sousveil list` shows, and parameters, events, columns, groups and measures",
            nearest=nearest(name, known),
        )
    return found


def _meanings(name: str, scenario: Scenario | None) -> Iterator[Entry]:
    if name in names():
        yield _scenario(load(name))
    if name in exhibits():
        yield _exhibit(load_exhibit(name))
    if name in SAFEGUARDS:
        yield _safeguard(SAFEGUARDS[name], scenario)
    if name in _safeguard_numbers():
        yield _number_of_safeguard(name, _safeguard_numbers()[name])
    if name in mechanisms():
        yield _mechanism(mechanisms()[name], scenario)
    owner, _, key = name.partition(".")
    if owner in mechanisms() and key in mechanisms()[owner].parameters:
        yield _parameter(name, mechanisms()[owner], mechanisms()[owner].parameters[key], scenario)
    if name in events.BY_NAME:
        yield _event(name)
    if name == "model":
        yield _own_model()
    if name in columns.READABLE:
        yield _column(name)
    if name in columns.SHARED:
        shared = columns.SHARED[name]
        rows = {
            "unit": shared.unit,
            "settled by": _listed(_those("settles", name)),
            "used by": _listed(_those("uses", name)),
        }
        yield Entry(name, "shared number of the polity, kept for every place", shared.doc, rows)
    if name in columns.GROUPS:
        yield Entry(name, "group that counts are split by", columns.GROUPS[name])
    if not key and name in _measures():
        measure = _measures()[name]
        unit = f"{measure.unit} per {measure.per}" if measure.per else measure.unit
        yield Entry(name, "measure", measure.doc, {"unit": unit, "rights (ICCPR)": _listed(map(str, measure.rights))})


def _measures() -> dict[str, Any]:
    from sousveil.measures.registry import MEASURES  # NumPy, which the other names do not need

    return MEASURES


def _scenario(scenario: Scenario) -> Entry:
    changed = [f"{path}: {_shown(here)}" for path, (_, here) in scenario.differences().items() if "." in path]
    rows = {
        "label": scenario.label,
        "people, days": f"{scenario.people:,}, {scenario.days:,}",
        "population": f"{scenario.population.table}, and {scenario.population.abroad:g} of it abroad",
        "mechanisms": _listed(scenario.mechanisms),
        "set": "; ".join(changed) or "nothing beside the defaults",
        "facts": "; ".join(f"{fact.id} ({fact.role}): {fact.claim}" for fact in scenario.facts) or "none",
    }
    return Entry(scenario.name, f"scenario: {scenario.title}", scenario.about, rows)


def _exhibit(exhibit: Exhibit) -> Entry:
    claim = exhibit.claim
    rows = {"sources": "; ".join(claim.sources), "level": f"{claim.level}: {claim.level_reason}"}
    rows |= {"claims": "; ".join(f"{one.quantity}: {one.published} {one.unit}" for one in claim.claims)}
    for key, one in claim.parameters.items():
        value = "a file" if one.default is None else _number(one.default)
        rows[f"-o {key}"] = f"{value} {one.unit} ({one.evidence}): {one.doc}"
    return Entry(exhibit.name, f"exhibit: {claim.title}", claim.question, rows)


def _safeguard(one: Safeguard, scenario: Scenario | None) -> Entry:
    rows = {"kind": one.kind, "bears on": _listed(one.reaches), "law": one.law, "remains": one.remains}
    for key, parameter in one.parameters.items():
        rows[f"{one.name}.{key}"] = (
            f"{_number(parameter.default)} {parameter.unit} ({parameter.evidence}): {parameter.doc}"
        )
    for bound in one.bounds:
        rows[f"bounds {bound.path}"] = f"{bound.how} {one.name}.{bound.by}"
    rows["changes nothing at"] = _listed(f"{key} {_number(value)}" for key, value in one.null.items())
    if one.contradicts:
        rows["contradicts"] = _listed(f"{other} ({why})" for other, why in one.contradicts.items())
    if scenario is not None:
        rows[f"in {scenario.name}"] = "could change something" if one.bites(scenario.mechanisms) else "changes nothing"
    return Entry(one.name, "safeguard", one.does, rows)


def _safeguard_numbers() -> dict[str, Parameter]:
    """The numbers of safeguards that are no mechanisms, by path."""
    bounds = [one for one in SAFEGUARDS.values() if not one.is_mechanism]
    return {f"{one.name}.{key}": parameter for one in bounds for key, parameter in one.parameters.items()}


def _number_of_safeguard(path: str, parameter: Parameter) -> Entry:
    return Entry(path, f"number of the safeguard {path.partition('.')[0]}", parameter.doc, _said(parameter))


def _said(parameter: Parameter) -> dict[str, str]:
    """What there is to say of every number."""
    low, high = parameter.within
    return {
        "unit": parameter.unit,
        "range": f"{_number(low)} to {_number(high)}",
        "default": _number(parameter.default),
        **_plausible(parameter),
        "evidence": parameter.evidence,
        "source": parameter.source or "none",
    }


def _mechanism(cls: type[Mechanism], scenario: Scenario | None) -> Entry:
    said = {
        "hears": cls.hears,
        "reads": cls.reads,
        "uses": cls.uses,
        "emits": cls.emits,
        "owns": cls.owns,
        "settles": cls.settles,
        "after": cls.after,
        "instead of": cls.instead_of,
    }
    rows = {key: _listed(value) for key, value in said.items() if value}
    for key, parameter in cls.parameters.items():
        rows[f"{cls.name}.{key}"] = (
            f"{_number(parameter.default)} {parameter.unit} ({parameter.evidence}): {parameter.doc}"
        )
    if scenario is not None:
        rows[f"in {scenario.name}"] = "takes part" if cls.name in scenario.mechanisms else "takes no part"
    return Entry(cls.name, f"mechanism of {cls.phase.name}", inspect.cleandoc(cls.__doc__ or ""), rows)


def _parameter(path: str, cls: type[Mechanism], parameter: Parameter, scenario: Scenario | None) -> Entry:
    rows = _said(parameter)
    if scenario is not None:
        rows[f"in {scenario.name}"] = _in(path, scenario)
    return Entry(path, f"parameter of the mechanism {cls.name} ({cls.phase.name})", parameter.doc, rows)


def _plausible(parameter: Parameter) -> dict[str, str]:
    """Where other guesses are drawn; nothing for what is no guess."""
    if parameter.evidence != "assumed":
        return {}
    low, high = parameter.span(parameter.default)
    text = "a definition: not guessed otherwise" if parameter.is_definition else f"{_number(low)} to {_number(high)}"
    return {"plausible": text}


def _in(path: str, scenario: Scenario) -> str:
    if path not in scenario.parameters:
        return "takes no part"
    later = [f"from day {patch.day}: {_shown(patch.set[path])}" for patch in scenario.patches if path in patch.set]
    return "; ".join([_shown(scenario.parameters[path]), *later])


def _event(name: str) -> Entry:
    event = events.BY_NAME[name]
    rows = {"emitted by": _listed(_those("emits", name)), "heard by": _listed(_those("hears", name))}
    if event.echo:
        rows["emitted by"] = f"nobody: it befalls the {event.tie} of those whom {event.echo!r} befell"
    if event.rights:
        rows["rights (ICCPR)"] = _listed(map(str, event.rights))
    rows["case file"] = "kept person by person" if event.case else "counted only"
    return Entry(name, f"event of {event.phase.name}", event.doc, rows)


def _own_model() -> Entry:
    """What a scoring model of one's own may see and learn from."""
    rows = columns_seen() | {"learns from": _listed(e.name for e in events.EVENTS if events.known_to_the_system(e))}
    doc = (
        "A model of your own in the place of `scoring`: what it may see of a person, under `columns`, in its own order."
    )
    return Entry("model", "scoring model of one's own", doc, rows)


def _column(name: str) -> Entry:
    column = columns.BY_NAME[columns.READABLE[name]]
    rows = {
        "whose knowledge": column.kind,
        "unit": column.unit,
        "bytes": str(column.bytes),
        "owned by": _listed(_those("owns", column.name)),
        "read by": _listed(_those("reads", name)),
    }
    if column.small_world:
        rows["kept"] = "only in worlds that use it"
    if column.fields:
        rows["fields"] = _listed(one.name for one in column.fields)
    if column.values:
        rows["values"] = _listed(column.values)
    if name == column.name:
        return Entry(name, "column", column.doc, rows)
    if name in columns.AVERAGED:
        doc = next(one.doc for one in columns.AVERAGES if one.name == name)
        return Entry(name, f"average of the column {column.name}", doc, {"read by": rows["read by"]})
    if name in columns.COUNTED:
        counted = columns.COUNTED[name]
        made = {"counted from": _listed(counted.of), "read by": rows["read by"]}
        along = counted.along.replace("_", " ")
        what = f"share or mean of countries near, along the web of {along}" if along else NEAR
        return Entry(name, what, counted.doc, made)
    doc = next((one.doc for one in column.fields if one.name == name), "")
    what = f"field of the column {column.name}" if column.fields else f"value of the column {column.name}"
    return Entry(name, what, doc or column.doc, {key: rows[key] for key in ("whose knowledge", "owned by", "read by")})


def _those(attribute: str, name: str) -> list[str]:
    return [mechanism for mechanism, cls in mechanisms().items() if name in getattr(cls, attribute)]


def _listed(items: Any) -> str:
    return ", ".join(items) or "none"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        said = {DEFAULT: "elsewhere"}
        return ", ".join(f"{_number(number)} {said.get(place, f'in {place}')}" for place, number in value.items())
    return _number(value) if isinstance(value, int | float) else str(value)


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) < 1e12 else f"{value:g}"
