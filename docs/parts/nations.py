"""The countries' tables: every column with its unit, source, licence and evidence."""

from __future__ import annotations

from collections.abc import Iterable

from parts.markdown import cell, code, table
from sousveil.nations import Nations, Source, load


def columns() -> str:
    """Table by table, what every column holds and where it comes from."""
    known = load()
    parts = [f"{len(known.codes)} countries. Openness: {cell(known.fallback)}.\n"]
    for name, about in known.abouts.items():
        rows = [_row(source) for source in known.sources.values() if source.table == name]
        heads = ["column", "unit", "what", "year", "range", "evidence", "source", "licence"]
        parts.append(f"### {code(name)}\n\n{cell(about)}\n\n" + table(heads, rows))
    return "\n".join(parts)


def _row(source: Source) -> list[str]:
    within = f"{source.within[0]:g} to {source.within[1]:g}" if source.within else "-"
    return [
        code(source.name), cell(source.unit), cell(source.doc), _year(source), within, source.evidence,
        cell(source.source), cell(source.licence),
    ]  # fmt: skip


def _year(source: Source) -> str:
    others: dict[int, list[str]] = {}
    for country, year in sorted(source.other_years.items()):
        others.setdefault(year, []).append(country)
    notes = [f"{year}: {' '.join(listed)}" for year, listed in sorted(others.items())]
    return "; ".join([str(source.year or "-"), *notes])


def statements() -> str:
    """Every statement and vote: how many on each side, and whether their names are known."""
    known = load()
    rows = [
        [
            code(each.key), each.month, cell(each.forum), cell(each.about), side.side, str(side.published),
            side.evidence if side.countries is not None else "unknown", cell(side.source),
        ]
        for each in known.statements.values()
        for side in each.sides
    ]  # fmt: skip
    heads = ["occasion", "month", "where", "about", "side", "published", "which countries", "source"]
    return table(heads, rows)


def blocs() -> str:
    """Every group of states with its members and those that only memory backs."""
    known = load()
    rows = [
        [code(bloc.key), cell(bloc.name), str(bloc.members.sum()), _codes(known, bloc.from_memory)]
        for bloc in known.blocs.values()
    ]
    return table(["group", "name", "members", "of them from memory"], rows)


def _codes(known: Nations, codes: Iterable[str]) -> str:
    return ", ".join(known.names[known.number(country)] for country in codes) or "-"
