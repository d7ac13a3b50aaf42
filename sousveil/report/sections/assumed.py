"""What was assumed: every parameter in force, with its unit, range and origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanism
from sousveil.language import N_, _, _p
from sousveil.measures.officers import TASKS
from sousveil.report import names
from sousveil.report.markup import Html, Part, english, filled, folded, join, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, gap, interval, listing, number, plural, sentence, sentences, whole
from sousveil.scenario import Scenario

GUESSES = 32
"""Runs with other guesses that the page proposes where there were none."""
ORIGINS = {
    "measured": N_("Measured: published, with a source"),
    "derived": N_("Derived: computed from published numbers, with the arithmetic"),
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
    counts = _(
        "This run has {parameters}: {measured} measured, {derived} derived from published numbers, and {assumed}"
        " assumed, because nobody has published them.",
        parameters=plural(len(used), "{count} parameter", "{count} parameters"),
        measured=len(groups["measured"]), derived=len(groups["derived"]), assumed=len(groups["assumed"]),
    )  # fmt: skip
    another = _("Another value within the range of an assumed parameter is as defensible as the one used.")
    changed = _changed(sum(item.changed for item in used))
    return section(
        "assumed",
        _("What was assumed"),
        paragraph(sentences([counts, changed, another]), gap(), _assessed(reading)),
        _ranges(reading),
        listed(N_("Assumed: nobody has published these"), groups["assumed"], open_=True),
        *(listed(title, groups[kind]) for kind, title in ORIGINS.items()),
        _patches(reading),
    )


def _assessed(reading: Reading) -> Part:
    done = reading.ignorance
    if done is None:
        return filled(
            _("How far the results would move was not assessed; {command} assesses it with {runs} smaller runs."),
            command=tag("code", f"sousveil run --ignorance {GUESSES}"), runs=str(GUESSES),
        )  # fmt: skip
    said = [
        _(
            "To see how far the results move, {runs} of {people} people, with the same luck, guessed all {parameters}"
            " assumed numbers otherwise, each within half to twice its value (a share: half to twice its odds) or its"
            " stated plausible range.",
            runs=plural(done["draws"], "{count} further run", "{count} further runs"),
            people=whole(done["people"]), parameters=whole(done["parameters"]),
        ),
        _("The lowest and the highest result are the range over assumptions."),
        _("It is no interval of confidence: the guesses have no probabilities."),
        _("Numbers that are measured or derived stood still."),
        _("With few people, some of the range is luck."),
    ]  # fmt: skip
    return sentences(said)


def _ranges(reading: Reading) -> Html:
    if reading.ignorance is None:
        return Html("")
    entries = [entry for entry in reading.entries.values() if entry.group == "all" and entry.value is not None]
    rows = [(capital(names.measure(e.name)), e.text, e.units, e.span, e.guesses) for e in entries]
    shown = table(
        (
            _("Measure, everybody at home"), _("Value"), _("Unit"), _("Interval of luck (95%)"),
            _("Range over assumptions"),
        ),
        rows,
        figures=(1,),
    )  # fmt: skip
    return folded(_("Every measure with both kinds of uncertainty"), shown)


def in_force(reading: Reading) -> Iterator[Used]:
    """Every parameter of the scenario's mechanisms, then the assumed hours of officers' work."""
    yield from of_mechanisms(reading.scenario)
    for task in TASKS:
        yield Used(task.name, number(task.hours), N_("hours"), task.within, task.evidence, "", task.doc, changed=False)


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
        return listing([_("{value} ({place})", value=number(float(one)), place=at) for at, one in value.items()])
    return number(float(value))


def _changed(count: int) -> str:
    if not count:
        return _("All stand at their defaults.")
    if count == 1:
        return _("One of them differs from its default and is marked.")
    return _("{count} of them differ from their defaults and are marked.", count=count)


def listed(title: str, items: list[Used], *, open_: bool = False) -> Html:
    """A folded table of parameters; the title is a message that is translated here."""
    if not items:
        return absent(sentence(_(title)), _("None in this scenario."))
    rows = [_row(item) for item in items]
    shown = table(
        (_("Parameter"), _("Value"), _("Unit"), _("Range"), _("What it is, and where it comes from")),
        rows,
        caption=_(title),
        figures=(),
        tall=True,
    )
    summary = _("{title} ({count})", title=_(title), count=len(items))
    return tag("details", tag("summary", summary), shown, open=open_)


def _row(item: Used) -> tuple[Part, ...]:
    low, high = item.within
    value: Part = tag("b", _("{value} (changed)", value=item.text)) if item.changed else item.text
    return tag("code", item.name), value, names.unit(item.unit), interval(low, high), _about(item)


def _about(item: Used) -> Html:
    said = sentence(_(item.doc))
    if not item.source:
        return join([said])
    return join([said, gap(), filled(_("Source: {source}."), source=english(item.source))])


def _patches(reading: Reading) -> Html:
    if not reading.scenario.patches:
        return Html("")
    rows = [
        (_("day {day}", day=patch.day), tag("code", name), _text(value))
        for patch in reading.scenario.patches
        for name, value in patch.set.items()
    ]
    return folded(
        _("Policy that changed during the run"),
        table((_p("policy", "From"), _("parameter"), _("New value")), rows, figures=()),
    )
