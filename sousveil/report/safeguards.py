"""The page of safeguards: which one, how much, for whom, and at what cost. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.report import names
from sousveil.report.comparison import row_of
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, interval, number, percent, plain, plural
from sousveil.safeguards import SAFEGUARDS

Document = Mapping[str, Any]
ALL = "all"
TOLD = ("rises", "falls")


def page(one: Document) -> str:
    """The page as text; `one` is the document of a weighing."""
    tables = _table(one, "harms", "What it does to people"), _table(one, "goals", "What it costs the operator")
    sections = [_best(one), *tables, _whom(one), _each(one), _left(one)]
    facts = (
        ("People", f"{one['people']:,} (synthetic)"),
        ("Days", f"{one['days']:,}"),
        ("Pairs of runs", f"{one['replicates']:,} for each"),
        ("Seed", str(one["seed"])),
        ("Version", one["version"]),
    )
    heading = f"Safeguards in: {one['scenario']['title'] or one['scenario']['name']}"
    kicker = "Which safeguard, how much, for whom, and at what cost."
    return sheet(Head("Sousveil: safeguards weighed", heading, kicker, facts), sections)


def _title(option: Document) -> str:
    return capital(" and ".join(plain(name) for name in option["names"]))


def _of(option: Document, measure: str, group: str = ALL) -> Document | None:
    return next((e for e in option["effects"] if e["name"] == measure and e["group"] == group), None)


def _best(one: Document) -> Section:
    lines = []
    for harm in one["harms"]:
        lower = [(entry["effect"], option) for option in one["options"] if len(option["names"]) == 1
                 and (entry := _of(option, harm)) and entry["says"] == "falls"]  # fmt: skip
        name = capital(names.measure(harm))
        if not lower:
            lines.append(f"{name}: nothing that these runs can tell lowers it.")
            continue
        option = min(lower, key=lambda pair: float(pair[0]))[1]
        entry = _of(option, harm)
        lines.append(f"{name}: {_title(option)} lowers it most, from {_value(entry, 'baseline')} "
                     f"to {_value(entry, 'reform')} {_unit(one, harm)}.")  # fmt: skip
    front = [_title(option) for option in one["options"] if option["pareto"]]
    return section(
        "best",
        "What helps most, harm by harm",
        bullets(lines),
        paragraph(
            f"{len(front)} of {plural(len(one['options']), '{count} option', '{count} options')} are in the Pareto set and marked * below: no "
            "other option is as good on every measure here and better on one. Having no safeguard at all is an option "
            f"too, and is {'' if one['nothing_is_pareto'] else 'not '}among them. There is no single best one, and no "
            "index is made of the measures: what to prefer is not a question that a model can answer."
        ),
        paragraph(
            "Every option is lived by the same people with the same luck as the baseline. A difference in brackets "
            "cannot be told from none by these runs; in the Pareto set it counts as none."
        ),
    )


def _unit(one: Document, measure: str) -> str:
    said = one["measures"][measure]
    if said["unit"] == "share" and not said["per"]:
        return ""
    return f"{said['unit']} per {said['per']}" if said["per"] else str(said["unit"])


def _value(entry: Document | None, side: str) -> str:
    if entry is None or entry[side] is None:
        return "-"
    return percent(entry[side]) if entry["unit"] == "share" and not entry["per"] else number(entry[side])


def _table(one: Document, which: str, title: str) -> Section:
    chosen = one[which]
    head: list[Part] = ["Safeguard"]
    head += [
        Html(f"{tag('span', capital(names.measure(name)))}<br>{tag('small', _unit(one, name))}") for name in chosen
    ]
    first: list[Part] = ["Baseline"]
    first += [_value(_of(one["options"][0], name) if one["options"] else None, "baseline") for name in chosen]
    rows = [first, *([_title(o) + (" *" if o["pareto"] else ""), *(_cell(_of(o, name)) for name in chosen)]
                     for o in one["options"])]  # fmt: skip
    return section(
        which,
        title,
        paragraph("The first row is the value without any safeguard; the others are differences to it.")
        if rows
        else None,
        tag("div", table(head, rows), class_="claims"),
    )


def _cell(entry: Document | None) -> Part:
    if entry is None or entry["effect"] is None:
        return "-"
    text = _difference(entry, entry["effect"])
    if entry["says"] not in (*TOLD, "none"):
        return f"({text})"
    span = interval(entry["low"], entry["high"], lambda value: _difference(entry, value))
    return Html(f"{tag('span', text)}<br>{tag('small', span)}") if span and entry["effect"] else text


def _difference(entry: Document, value: float) -> str:
    sign = "+" if value > 0 else ""
    return (
        f"{sign}{number(100 * value)} pts"
        if entry["unit"] == "share" and not entry["per"]
        else f"{sign}{number(value)}"
    )


def _whom(one: Document) -> Section:
    parts: list[Part] = []
    for harm in one["harms"]:
        groups = _groups(one["options"], harm)
        if not groups:
            continue
        rows = [[_title(o), *(_cell(_of(o, harm, group)) for group in groups)] for o in one["options"]]
        head = ["Safeguard", *(capital(plain(group)) for group in groups)]
        parts.append(folded(capital(names.measure(harm)), tag("div", table(head, rows), class_="claims")))
    return section(
        "whom", "For whom", paragraph("Differences by group, each per head of the group itself."), *parts
    )  # fmt: skip


def _groups(options: Sequence[Document], measure: str) -> list[str]:
    found = (e["group"] for option in options for e in option["effects"] if e["name"] == measure)
    return [group for group in dict.fromkeys(found) if group != ALL and not group.startswith("age_")]


def _each(one: Document) -> Section:
    return section(
        "each",
        "One by one",
        *(part for option in one["options"] for part in _told(one, option)),
    )


def _told(one: Document, option: Document) -> Sequence[Html]:
    head = ("Measure", "Baseline", "With it", "Effect", "95% interval", "What it says")
    entries = [e for e in option["effects"] if e["group"] == ALL]
    said = [
        paragraph(f"{SAFEGUARDS[name].does} It does not reach: {SAFEGUARDS[name].remains}.") for name in option["names"]
    ]
    numbers = [
        f"{name}.{key} = {number(value, 6)} ({SAFEGUARDS[name].parameters[key].unit}; "
        f"{SAFEGUARDS[name].parameters[key].evidence})"
        for name in option["names"]
        for key, value in option["numbers"][name].items()
    ]
    return (
        tag("h3", _title(option) + (" *" if option["pareto"] else "")),
        *said,
        bullets(tag("code", line) for line in numbers),
        tag("div", table(head, [row_of(e, names.measure(str(e["name"]))) for e in entries], figures=(1, 2, 3, 4)),
            class_="claims"),
    )  # fmt: skip


def _left(one: Document) -> Section:
    lines = [f"{capital(plain(name))}: {why}." for name, why in {**one["idle"], **one["refused"]}.items()]
    return section(
        "left",
        "What was not weighed",
        bullets(lines) if lines else paragraph("Every safeguard was weighed."),
        paragraph("Judges' and appeal bodies' time is no officer's hours, and is not among the costs."),
    )
