"""Texts of pages that are declared as data rather than written in a page.

The key of a text is the text as the page gets it: docs as they stand in the table, names of the code with spaces for
underscores, notes of exhibits a heading, a paragraph or an item at a time. Reasons why a measure has no value are put
together by the measures, and read again by the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sousveil.auditing.fairness import DISPARITY_DOCS, DOCS
from sousveil.contract import columns, countries, events, phases
from sousveil.contract.column import Column, Shared
from sousveil.contract.parameter import Parameter
from sousveil.contract.registry import mechanisms
from sousveil.measures import officers, registry
from sousveil.measures.articles import ARTICLES
from sousveil.measures.measure import Measure
from sousveil.measures.quantities import QUANTITIES
from sousveil.measures.quantity import Quantity
from sousveil.replications import exhibit as exhibited
from sousveil.replications.claim import Claim, ClaimFile, Picture
from sousveil.report.names import EVENTS as EVENTS_CALLED
from sousveil.report.names import MEASURES as CALLED
from sousveil.safeguards import SAFEGUARDS, Safeguard
from sousveil.scenario import load, names
from sousveil.scenario.page import read


def tables() -> Iterator[str]:
    """Of the contract, the mechanisms, the measures, the safeguards and the metrics of groups."""
    for phase, said in phases.DESCRIPTIONS.items():
        yield from (phase.name.lower(), said)
    yield from map(spaced, (*columns.STATUSES, *countries.REGIONS, *countries.REGIMES, *countries.VOICES))
    for group, said in columns.GROUPS.items():
        yield from () if group in columns.AGE_BANDS else (group, said)  # `plain` says ages in a message of its own
    yield from (*countries.COUNTRY_GROUPS.values(), *ARTICLES.values())
    for event in events.EVENTS:
        yield event.doc
        yield from () if event.name in EVENTS_CALLED else (spaced(event.name),)
    for column in columns.COLUMNS:
        yield from of_column(column)
    for one in (*columns.AVERAGES, *columns.NEARBY, *countries.COUNTRY_NEARBY):
        yield from (one.doc, spaced(one.name))
    for shared in columns.SHARED.values():
        yield from of_shared(shared)
    for measure in registry.MEASURES.values():
        yield from of_measure(measure)
    for cls in mechanisms().values():
        yield from (spaced(cls.name), (cls.__doc__ or "").strip().partition("\n")[0])
        for number in cls.parameters.values():
            yield from of_parameter(number)
    for guard in SAFEGUARDS.values():
        yield from of_safeguard(guard)
    for task in officers.TASKS:
        yield from (task.doc, f"{spaced(task.event)}: {task.doc}", "hours")
    yield from (*DOCS.values(), *DISPARITY_DOCS.values())


def spaced(name: str) -> str:
    """A name of the code as pages show it."""
    return name.replace("_", " ")


def of_column(column: Column) -> Iterator[str]:
    yield from (column.doc, column.unit, spaced(column.name))
    yield from (spaced(value) for value in column.values if value not in columns.AGE_BANDS)
    for field in column.fields:
        yield field.doc


def of_shared(shared: Shared) -> Iterator[str]:
    yield from (shared.doc, shared.unit, spaced(shared.name))


def of_measure(measure: Measure) -> Iterator[str]:
    """What it is, its unit, and why it may have no value; what events are and never were is said of the event."""
    yield from (measure.doc, measure.unit, measure.per)
    yield from () if measure.name in CALLED else (spaced(measure.name),)
    yield from () if measure.empty.startswith("none befell") or measure.empty.endswith(": never") else (measure.empty,)


def of_parameter(number: Parameter) -> Iterator[str]:
    yield from (number.doc, *of_unit(number.unit))


def of_unit(unit: str) -> Iterator[str]:
    """A unit; and its parts, where a page says 'a per b' as a message of its own."""
    yield unit
    yield from unit.split(" per ", 1) if " per " in unit else ()


def of_safeguard(guard: Safeguard) -> Iterator[str]:
    yield from (spaced(guard.name), guard.does, guard.law, guard.remains, guard.kind, *guard.contradicts.values())
    for number in guard.own:
        yield from of_parameter(number)


def scenarios() -> Iterator[str]:
    """Of shipped scenarios."""
    for name in names():
        scenario = load(name)
        yield from (scenario.title, scenario.label, scenario.about)
        for fact in scenario.facts:
            yield from (fact.claim, *of_unit(fact.unit), fact.tolerance or "")
            yield from () if fact.measure not in QUANTITIES else of_quantity(QUANTITIES[fact.measure])


def of_quantity(quantity: Quantity) -> Iterator[str]:
    """What never happened where a published figure has no simulated one beside it."""
    yield ", ".join(events.BY_NAME[name].doc for name in quantity.needs[1:]) or "the whole"


def exhibits() -> Iterator[str]:
    """Of shipped exhibits: first what was claimed, then pictures and numbers, then notes."""
    found = [exhibited.checked(read(exhibited.SHIPPED / name / exhibited.CLAIM)) for name in exhibited.names()]
    for one in found:
        yield from (one.title, one.question, one.level_reason)
        for claim in one.claims:
            yield from of_claim(claim)
        for broken in one.breaks:
            yield from (broken.quantity, *of_figure(broken.unit), broken.lesson)
    for one in found:
        yield from (arm.title for arm in one.arms.values())
        for picture in one.pictures:
            yield from of_picture(picture)
        yield from of_inputs(one)
    for name in exhibited.names():
        yield from of_notes((exhibited.SHIPPED / name / exhibited.NOTES).read_text(encoding="utf-8"))


def of_claim(claim: Claim) -> Iterator[str]:
    """What is compared, and what explains it; sources stay in their own language."""
    yield from (claim.quantity, *of_figure(claim.unit), claim.tolerance.reason, claim.note or "")
    yield from () if claim.contested is None else (claim.contested.dissent,)


def of_figure(unit: str) -> Iterator[str]:
    """The unit of a figure, and what of it stands in brackets: the sign of a per cent says that it is a share."""
    yield from of_unit(unit)
    yield from (unit.removeprefix("share "),) if unit.startswith("share ") else ()


def of_picture(picture: Picture) -> Iterator[str]:
    yield from (picture.title, picture.y, picture.x)
    yield from (name for name in (*picture.lines, *picture.bars) if re.search("[A-Za-z]", name))


def of_inputs(one: ClaimFile) -> Iterator[str]:
    """Numbers that a reader may replace; and bars of a driver that are named by such numbers."""
    for given in one.parameters.values():
        yield from (given.doc, *of_unit(given.unit))
    if one.driver == "officer_capacity":
        loads = (one.parameters[name].default for name in ("load", "overload"))
        yield from (f"{arm}, {load:g} alerts" for load in loads for arm in one.arms)


def of_notes(text: str) -> Iterator[str]:
    """Headings, paragraphs and items of lists, each in one line."""
    for part in text.strip().split("\n\n"):
        lines = part.strip().splitlines()
        if lines and lines[0].startswith("#"):
            yield lines.pop(0).lstrip("# ")
        if lines and lines[0].startswith("- "):
            yield from (" ".join(item.split()) for item in "\n".join(lines)[2:].split("\n- "))
        elif lines:
            yield " ".join(lines)
