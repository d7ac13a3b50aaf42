"""Verbs that answer at once: lists, explanations, checks."""

from __future__ import annotations

from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sousveil.cli.explaining import Entry, first_line
from sousveil.cli.screen import out
from sousveil.contract.phases import DESCRIPTIONS, Phase
from sousveil.contract.registry import mechanism, mechanisms
from sousveil.engine.assemble import assemble
from sousveil.replications.exhibit import heading
from sousveil.replications.exhibit import names as exhibits
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import Scenario, names
from sousveil.scenario.find import page_of
from sousveil.scenario.resolve import draft


def listing() -> dict[str, Any]:
    """Shipped scenarios, shipped exhibits, safeguards and known mechanisms."""
    made = [draft(page_of(name)) for name in names()]  # what they say of themselves, without a look at their places
    return {
        "scenarios": [{"name": s.name, "title": s.title, "label": s.label, "about": s.about} for s in made],
        "exhibits": [
            {"name": name} | dict(zip(("title", "question"), heading(name), strict=True)) for name in exhibits()
        ],
        "safeguards": [
            {"name": name, "does": one.does, "kind": one.kind, "law": one.law} for name, one in SAFEGUARDS.items()
        ],
        "mechanisms": [
            {"name": name, "phase": cls.phase.name, "doc": first_line(cls.__doc__), "parameters": len(cls.parameters)}
            for name, cls in mechanisms().items()
        ],
    }


def show_listing() -> None:
    """Shipped scenarios with what they are, exhibits, safeguards, then mechanisms in the order of the day."""
    screen, content = out(), listing()
    screen.print(Text("Scenarios", style="bold"))
    for one in content["scenarios"]:
        screen.print(Text.assemble("  ", (one["name"], "bold"), f"  {one['label']}"))
        screen.print(Padding(Text(one["about"], style="dim"), (0, 0, 0, 4)))
    screen.print(Text("\nExhibits: published results beside simulated ones, sousveil replicate NAME", style="bold"))
    screen.print(_rows([(one["name"], one["question"]) for one in content["exhibits"]]))
    screen.print(
        Text("\nSafeguards: --with NAME, or all of them weighed by sousveil safeguards SCENARIO", style="bold")
    )
    screen.print(_rows([(one["name"], one["does"]) for one in content["safeguards"]]))
    screen.print(Text("\nMechanisms, in the order of the day", style="bold"))
    for phase in Phase:
        mine = [one for one in content["mechanisms"] if one["phase"] == phase.name]
        if mine:
            screen.print(Text.assemble((f"  {phase.name}", "bold"), f"  {DESCRIPTIONS[phase]}"))
            screen.print(_rows([(one["name"], one["doc"]) for one in mine]))
    screen.print(Text("\nsousveil explain NAME says more of each, and of every parameter, event, column and measure"))
    screen.print("sousveil explain model says what a scoring model of your own may see", soft_wrap=True)


def _rows(rows: list[tuple[str, str]]) -> Padding:
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(no_wrap=True, min_width=18)
    made.add_column()
    for left, right in rows:
        made.add_row(left, right)
    return Padding(made, (0, 0, 0, 4))


def show_entries(found: list[Entry]) -> None:
    """One entry after the other."""
    screen = out()
    for number, entry in enumerate(found):
        screen.print(Text.assemble("\n" if number else "", (entry.name, "bold"), f"  {entry.kind}"))
        screen.print(Padding(Text(entry.doc), (0, 0, 0, 2)))
        screen.print(_rows(list(entry.rows.items())))


def checked(scenario: Scenario) -> Scenario:
    """The scenario, whose mechanisms fit together; raises AssemblyError where they do not."""
    assemble([mechanism(name)() for name in scenario.mechanisms], omniscient=scenario.omniscient)
    return scenario


def show_checked(scenario: Scenario, given: str) -> None:
    """That a scenario is valid, what it is, and how it differs from its base."""
    screen = out()
    screen.print(
        f"{given}: valid; {scenario.name}, {scenario.size}, seed {scenario.seed}, "
        f"{len(scenario.mechanisms)} mechanisms",
        soft_wrap=True,
    )
    for path, (before, here) in scenario.differences().items():
        screen.print(f"  {path}: {_value(before)} -> {_value(here)}", soft_wrap=True)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{place}: {_value(item)}" for place, item in value.items()) + "}"
    if isinstance(value, float):
        return f"{value:g}"
    return "out" if value is None else str(value)
