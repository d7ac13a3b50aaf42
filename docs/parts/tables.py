"""The tables of the contract: columns, groups, events, shared numbers."""

from __future__ import annotations

from parts.markdown import cell, code, codes, number, table
from sousveil.contract import columns as contract
from sousveil.contract import events as happenings
from sousveil.contract import registry
from sousveil.contract.phases import DESCRIPTIONS, Phase

KINDS = {
    "truth": "what the person is and does",
    "mind": "what the person believes",
    "dossier": "what the system holds",
    "state": "what has been done to the person",
}


def owners(attribute: str) -> dict[str, list[str]]:
    """Name -> the mechanisms that emit, own or settle it."""
    found: dict[str, list[str]] = {}
    for cls in registry.mechanisms().values():
        for name in getattr(cls, attribute):
            found.setdefault(name, []).append(cls.name)
    return found


def columns() -> str:
    """Every column, kind by kind, with its fields."""
    owned, parts = owners("owns"), []
    for kind, meaning in KINDS.items():
        rows = []
        for column in contract.COLUMNS:
            if column.kind == kind:
                inside = "; ".join(
                    f"{code(f.name)}"
                    + (f" ({f.width} bits)" if f.width > 1 else "")
                    + (f" {cell(f.doc)}" if f.doc else "")
                    for f in column.fields
                ) or codes(column.values).replace("-", "")
                by = codes(owned.get(column.name, [])).replace("-", "the population")
                rows.append([code(column.name), column.dtype, cell(column.unit), cell(column.doc), inside, by])
        parts.append(
            f"**{kind}**: {meaning}\n\n"
            + table(["column", "stored", "unit", "what", "fields or values", "owner"], rows)
        )
    means = [[code(a.name), code(a.column), cell(a.doc)] for a in contract.AVERAGES]
    parts.append("**averages**: read like columns, kept nowhere\n\n" + table(["average", "of", "what"], means))
    near = [[code(n.name), codes(n.of), cell(n.doc)] for n in contract.NEARBY]
    parts.append(
        "**people near**: counted on the graph or grid of a small world, read like columns, kept nowhere\n\n"
        + table(["count", "of", "what"], near)
    )
    parts.append(
        f"Together {contract.BYTES_A_PERSON} bytes a person; {codes(sorted(contract.SMALL_WORLD))} are kept only in "
        "small worlds that use them."
    )
    return "\n".join(parts)


def groups() -> str:
    """The groups every tally is split by."""
    return table(["group", "who"], ([code(name), cell(who)] for name, who in contract.GROUPS.items()))


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
    settled = owners("settles")
    return table(
        ["number", "unit", "what", "at the start", "settled by"],
        (
            [code(s.name), cell(s.unit), cell(s.doc), number(s.absent), codes(settled.get(s.name, []))]
            for s in contract.POLITY
        ),
    )


def phases() -> str:
    """The order of the day, in words."""
    return table(["phase", "what happens"], ([phase.name, cell(DESCRIPTIONS[phase])] for phase in Phase))
