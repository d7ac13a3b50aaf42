"""Scenarios, the scenario file, measures, facts and the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from parts.markdown import cell, code, codes, number, table
from sousveil.contract import registry


def scenarios() -> str:
    """Every shipped scenario: what it is and how it differs."""
    scenario = import_module("sousveil.scenario")
    everything, parts = set(registry.mechanisms()), []
    for name in scenario.names():
        made = scenario.load(name)
        missing = sorted(everything - set(made.mechanisms))
        parts.append(f"## {code(name)}\n")
        parts += [f"*{text}*\n" for text in (made.title, made.label) if text]
        parts.append(f"{made.about}\n" if made.about else "")
        size = f"{made.people:,} people, {made.days} days, population `{made.population.table}`"
        if made.of_countries:
            size = f"{made.people:,} countries, {made.days} quarters, tables `{made.population.countries}`"
        parts.append(f"- {size}")
        if not made.of_countries:
            parts.append(f"- without: {codes(missing)}" if missing else "- every mechanism takes part")
        if made.omniscient:
            parts.append("- **omniscient**: judges read the truth")
        for patch in made.patches:
            parts.append(f"- from day {patch.day}: {_settings(patch.set)}")
        parts.append(_differences(made))
    return "\n".join(parts)


def _settings(values: dict[str, Any]) -> str:
    return ", ".join(
        f"`{path}` = {value if isinstance(value, dict) else number(value)}" for path, value in values.items()
    )


def _differences(made: Any) -> str:
    defaults = {f"{c.name}.{p.name}": p.default for c in registry.mechanisms().values() for p in c.parameters.values()}
    rows = [
        [code(path), number(defaults[path]), cell(value if isinstance(value, dict) else number(value))]
        for path, value in made.parameters.items()
        if value != defaults[path]
    ]
    return "\n" + table(["parameter", "default", "here"], rows) if rows else "- every parameter at its default\n"


def keys() -> str:
    """Every key of a scenario file, from its schema."""
    model = import_module("sousveil.scenario.model")
    parts = []
    inside = {"cells": model.Cell, "graph": model.GraphChoice, "grid": model.GridChoice, "patches": model.Patch}
    scorer = import_module("sousveil.scenario.scorer")
    judges = {"model": scorer.ModelChoice, "retrain": scorer.RetrainChoice}
    kinds = {"population": model.PopulationChoice, **inside, **judges, "facts": model.Fact}
    for title, cls in (("The file", model.ScenarioFile), *((code(name), kind) for name, kind in kinds.items())):
        rows = [
            [code(field.alias or name), "yes" if field.is_required() else "-", cell(field.description or "")]
            for name, field in cls.model_fields.items()
        ]
        parts.append(f"**{title}**\n\n" + table(["key", "needed", "what"], rows))
    return "\n".join(parts)


MEASURED = Path(__file__).parents[1] / "measured-facts.json"
"""Simulated figures of one run of every shipped scenario, written by `make facts`."""


def facts() -> str:
    """Published figures that scenarios name, with their roles and the figures simulated."""
    scenario = import_module("sousveil.scenario")
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    found = {name: iter(rows) for name, rows in measured["facts"].items()}
    intro = (
        f"Simulated with version {measured['version']}, seed {measured['seed']}, {measured['people']:,} people and "
        f"{measured['days']} days by `make facts`{_otherwise(measured.get('runs', {}))}; a figure after ± is one "
        "standard error.\n\n"
    )
    rows = [
        [f"[{fact.id}](#fact-{fact.id.lower()})", code(name), cell(fact.claim), published(fact.published, fact.unit),
         cell(fact.role), *simulated(next(found[name])), code(fact.measure), cell(fact.source)]
        for name in scenario.names()
        if not (made := scenario.load(name)).of_countries  # worlds have a page of their own
        for fact in made.facts
    ]  # fmt: skip
    heads = ["entry", "scenario", "figure", "published", "role", "simulated", "verdict", "simulated as", "source"]
    return intro + table(heads, rows)


def _otherwise(runs: dict[str, dict[str, Any]]) -> str:
    """Scenarios that were run with other numbers of people than the rest."""
    sizes: dict[int, list[str]] = {}
    for name, run in runs.items():
        sizes.setdefault(run["people"], []).append(name)
    return "".join(f"; {codes(sorted(said))} with {people:,} people" for people, said in sorted(sizes.items()))


def simulated(row: dict[str, Any]) -> tuple[str, str]:
    """The figure with its standard error, and the verdict, which only predictions have."""
    if row["simulated"] is None:
        return "-", cell(row["reason"])
    error = f" ± {row['standard_error']:.2g}" if row["standard_error"] else ""
    return f"{row['simulated']:.4g}{error}", row["verdict"] if row["role"] == "predicted" else "no test"


def published(value: float | list[float], unit: str) -> str:
    """A published number or range with its unit."""
    shown = " to ".join(map(number, value)) if isinstance(value, list) else number(value)
    return f"{shown} {cell(unit)}"


def measures() -> str:
    """Every measure, section by section."""
    sections = import_module("sousveil.measures.registry").SECTIONS
    parts = []
    for title, listed in sections.items():
        rows = [
            [code(m.name), cell(m.unit), cell(m.per) or "-", cell(m.doc), ", ".join(map(str, m.rights)) or "-"]
            for m in listed
        ]
        parts.append(f"**{title.capitalize()}**\n\n" + table(["measure", "unit", "per", "what", "ICCPR"], rows))
    return "\n".join(parts)


def verbs() -> str:
    """Every verb of the command line, with its options."""
    typer = import_module("typer.main")
    application = typer.get_command(import_module("sousveil.cli").app)
    parts = []
    for name, command in application.commands.items():
        if command.hidden:
            continue
        parts.append(f"## `sousveil {name}`\n\n{cell(command.help or '')}\n")
        rows = [[codes(_spelling(p)), cell(getattr(p, "help", None) or "")] for p in _visible(command.params)]
        if rows:
            parts.append(table(["argument or option", "what"], rows))
    return "\n".join(parts)


def _visible(parameters: Iterable[Any]) -> list[Any]:
    return [p for p in parameters if not getattr(p, "hidden", False) and p.name != "help"]


def _spelling(parameter: Any) -> list[str]:
    if parameter.param_type_name == "argument":
        return [str(parameter.name).upper()]
    return [f"{name} {parameter.metavar}" if parameter.metavar else name for name in parameter.opts]
