"""What was assumed: every parameter in force, with its unit, range and origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanism
from sousveil.measures.officers import TASKS
from sousveil.report import names
from sousveil.report.markup import Html, Part, folded, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, listing, number, plain, plural
from sousveil.scenario import Scenario

ORIGINS = {
    "measured": "Measured: published, with a source",
    "derived": "Derived: computed from published numbers, with the arithmetic",
}


@dataclass(frozen=True)
class Used:
    """One parameter in force. text: its value, or its values by place; changed: differs from its default."""

    name: str
    text: str
    unit: str
    within: tuple[float, float]
    evidence: str
    source: str
    doc: str
    changed: bool


def assumed(reading: Reading) -> Section:
    """Assumed parameters in full; the others folded."""
    used = list(in_force(reading))
    groups = {kind: [item for item in used if item.evidence == kind] for kind in ("assumed", *ORIGINS)}
    changed = sum(item.changed for item in used)
    return section(
        "assumed",
        "What was assumed",
        paragraph(
            f"This run has {plural(len(used), '{count} parameter', '{count} parameters')}: {len(groups['measured'])} measured,"
            f" {len(groups['derived'])} derived from published numbers, and {len(groups['assumed'])} assumed,"
            f" because nobody has published them. {_changed(changed)} Another value within the range of an assumed"
            f" parameter is as defensible as the one used. {_assessed(reading)}"
        ),
        _ranges(reading),
        listed("Assumed: nobody has published these", groups["assumed"], open_=True),
        *(listed(title, groups[kind]) for kind, title in ORIGINS.items()),
        _patches(reading),
    )


def _assessed(reading: Reading) -> str:
    done = reading.ignorance
    if done is None:
        return (
            "How far the results would move was not assessed; `sousveil run --ignorance 32` assesses it with 32 smaller"
            " runs."
        )
    return (
        f"To see how far the results move, {plural(done['draws'], '{count} further run', '{count} further runs')} of {done['people']:,} people, with"
        f" the same luck, guessed all {done['parameters']:,} assumed numbers otherwise, each within half to twice its"
        " value (a share: half to twice its odds) or its stated plausible range. The lowest and the highest result are"
        " the range over assumptions. It is no interval of confidence: the guesses have no probabilities. Numbers that"
        " are measured or derived stood still. With few people, some of the range is luck."
    )


def _ranges(reading: Reading) -> Html:
    if reading.ignorance is None:
        return Html("")
    entries = [entry for entry in reading.entries.values() if entry.group == "all" and entry.value is not None]
    rows = [(capital(names.measure(e.name)), e.text, e.units, e.span, e.guesses) for e in entries]
    shown = table(
        ("Measure, everybody at home", "Value", "Unit", "Interval of luck (95%)", "Range over assumptions"),
        rows,
        figures=(1,),
    )
    return folded("Every measure with both kinds of uncertainty", shown)


def in_force(reading: Reading) -> Iterator[Used]:
    """Every parameter of the scenario's mechanisms, then the assumed hours of officers' work."""
    yield from of_mechanisms(reading.scenario)
    for task in TASKS:
        yield Used(task.name, number(task.hours), "hours", task.within, task.evidence, "", task.doc, changed=False)


def of_mechanisms(scenario: Scenario) -> Iterator[Used]:
    """Every parameter of the scenario's mechanisms."""
    values = scenario.parameters
    for name in scenario.mechanisms:
        for key, p in mechanism(name).parameters.items():
            value = values.get(f"{name}.{key}", p.default)
            yield Used(f"{name}.{key}", _text(value), p.unit, p.within, p.evidence, p.source, p.doc, _differs(value, p))


def _differs(value: object, parameter: Parameter) -> bool:
    return value != parameter.default


def _text(value: float | Mapping[str, float]) -> str:
    if isinstance(value, Mapping):
        return listing([f"{number(float(one))} ({place})" for place, one in value.items()])
    return number(float(value))


def _changed(count: int) -> str:
    if not count:
        return "All stand at their defaults."
    if count == 1:
        return "One of them differs from its default and is marked."
    return f"{count} of them differ from their defaults and are marked."


def listed(title: str, items: list[Used], *, open_: bool = False) -> Html:
    """A folded table of parameters."""
    if not items:
        return absent(f"{title}.", "None in this scenario.")
    rows = [_row(item) for item in items]
    shown = table(
        ("Parameter", "Value", "Unit", "Range", "What it is, and where it comes from"),
        rows,
        caption=title,
        figures=(),
        tall=True,
    )
    return tag("details", tag("summary", f"{title} ({len(items)})"), shown, open=open_)


def _row(item: Used) -> tuple[Part, ...]:
    low, high = item.within
    value: Part = tag("b", f"{item.text} (changed)") if item.changed else item.text
    origin = f" Source: {item.source}." if item.source else ""
    return tag("code", item.name), value, item.unit, f"{number(low)} to {number(high)}", f"{item.doc}.{origin}"


def _patches(reading: Reading) -> Html:
    if not reading.scenario.patches:
        return Html("")
    rows = [
        (f"day {patch.day}", tag("code", name), _text(value))
        for patch in reading.scenario.patches
        for name, value in patch.set.items()
    ]
    return folded(
        "Policy that changed during the run", table(("From", plain("parameter"), "New value"), rows, figures=())
    )
