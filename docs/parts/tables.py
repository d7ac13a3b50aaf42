"""The tables of the contract: columns, groups, events, shared numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parts.markdown import cell, code, codes, number, table
from sousveil.contract import columns as contract
from sousveil.contract import events as happenings
from sousveil.contract import registry
from sousveil.contract.column import Column, Shared
from sousveil.contract.countries import COUNTRY_COLUMNS, COUNTRY_GROUPS, COUNTRY_NEARBY, COUNTRY_POLITY
from sousveil.contract.phases import COUNTRIES, DESCRIPTIONS, PEOPLE, Phase

KINDS = {
    "truth": "what the person is and does",
    "mind": "what the person believes",
    "dossier": "what the system holds",
    "state": "what has been done to the person",
}
KINDS_OF_COUNTRIES = {
    "truth": "what the country is and how it fares",
    "mind": "what is thought there of either model of government",
    "dossier": "what is on record",
    "state": "what it has done, and what binds it",
}


def owners(attribute: str) -> dict[str, list[str]]:
    """Name -> the mechanisms that emit, own or settle it."""
    found: dict[str, list[str]] = {}
    for cls in registry.mechanisms().values():
        for name in getattr(cls, attribute):
            found.setdefault(name, []).append(cls.name)
    return found


def _by_kind(chosen: Iterable[Column], kinds: Mapping[str, str], first: str) -> list[str]:
    """Tables of columns by kind, with their fields. first: who fills what no mechanism owns."""
    owned, parts, listed = owners("owns"), [], list(chosen)
    for kind, meaning in kinds.items():
        rows = []
        for column in listed:
            if column.kind == kind:
                inside = "; ".join(
                    f"{code(f.name)}"
                    + (f" ({f.width} bits)" if f.width > 1 else "")
                    + (f" {cell(f.doc)}" if f.doc else "")
                    for f in column.fields
                ) or codes(column.values).replace("-", "")
                by = codes(owned.get(column.name, [])).replace("-", first)
                rows.append([code(column.name), column.dtype, cell(column.unit), cell(column.doc), inside, by])
        parts.append(
            f"**{kind}**: {meaning}\n\n"
            + table(["column", "stored", "unit", "what", "fields or values", "owner"], rows)
        )
    return parts


def countries() -> str:
    """Every column of countries, and what is read of those around."""
    parts = _by_kind(COUNTRY_COLUMNS, KINDS_OF_COUNTRIES, "the tables, or its society")
    near = [[code(n.name), codes(n.of), n.along.replace("_", " "), cell(n.doc)] for n in COUNTRY_NEARBY]
    parts.append(
        "**countries near**: weighed along a web of ties, read like columns, kept nowhere\n\n"
        + table(["share or mean", "of", "along", "what"], near)
    )
    return "\n".join(parts)


def columns() -> str:
    """Every column of people, kind by kind, with its fields, and what is read of those around."""
    parts = _by_kind(contract.PEOPLE_COLUMNS, KINDS, "the population")
    means = [[code(a.name), code(a.column), cell(a.doc)] for a in contract.AVERAGES]
    parts.append("**averages**: read like columns, kept nowhere\n\n" + table(["average", "of", "what"], means))
    near = [[code(n.name), codes(n.of), cell(n.doc)] for n in contract.NEARBY]
    parts.append(
        "**people near**: counted on the graph or grid of a small world, read like columns, kept nowhere\n\n"
        + table(["count", "of", "what"], near)
    )
    parts.append(
        f"Together {contract.BYTES_A_PERSON} bytes a person; {codes(sorted(contract.SMALL_WORLD))} are kept only in "
        "worlds that use them."
    )
    return "\n".join(parts)


def groups() -> str:
    """The groups every tally is split by."""
    return table(["group", "who"], ([code(name), cell(who)] for name, who in contract.GROUPS.items()))


def country_groups() -> str:
    """The classes of countries every tally is split by."""
    return table(["class", "which"], ([code(name), cell(who)] for name, who in COUNTRY_GROUPS.items()))


def events() -> str:
    """Every event, phase by phase."""
    emitted, parts = owners("emits"), []
    for phase in Phase:
        rows = []
        for event in happenings.EVENTS:
            if event.phase is phase:
                by = f"ties: {event.tie} of `{event.echo}`" if event.echo else codes(emitted.get(event.name, []))
                rights = ", ".join(map(str, event.rights)) or "-"
                rows.append([code(event.name), cell(event.doc), by, rights, "yes" if event.case else "-"])
        if rows:
            parts.append(f"**{phase.name}**\n\n" + table(["event", "what", "from", "ICCPR", "case file"], rows))
    return "\n".join(parts)


def shared() -> str:
    """The shared numbers of a place."""
    return _shared(contract.POLITY)


def shared_by_countries() -> str:
    """The shared numbers of a world."""
    return _shared(COUNTRY_POLITY)


def _shared(chosen: Iterable[Shared]) -> str:
    settled = owners("settles")
    return table(
        ["number", "unit", "what", "at the start", "settled by"],
        ([code(s.name), cell(s.unit), cell(s.doc), number(s.absent), codes(settled.get(s.name, []))] for s in chosen),
    )


def phases() -> str:
    """The order of the day, in words."""
    return table(["phase", "what happens"], ([phase.name, cell(DESCRIPTIONS[phase])] for phase in PEOPLE))


def quarter() -> str:
    """The order of a quarter among countries, in words."""
    return table(["phase", "what happens"], ([phase.name, cell(DESCRIPTIONS[phase])] for phase in COUNTRIES))
