"""The page of safeguards: which one, how much, for whom, and at what cost. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.language import _, _n
from sousveil.language.retelling import retold
from sousveil.report import names
from sousveil.report.comparison import row_of
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.units import is_share, synthetic, unit
from sousveil.report.words import (
    capital,
    interval,
    listing,
    number,
    percent,
    plain,
    sentences,
    signed,
    signed_points,
    whole,
)
from sousveil.safeguards import SAFEGUARDS

Document = Mapping[str, Any]
ALL = "all"
TOLD = ("rises", "falls")


def page(one: Document) -> str:
    """The page as text; `one` is the document of a weighing."""
    tables = _table(one, "harms", _("What it does to people")), _table(one, "goals", _("What it costs the operator"))
    sections = [_best(one), *tables, _whom(one), _each(one), _left(one)]
    facts = (
        (_("People"), synthetic(one["people"])),
        (_("Days"), whole(one["days"])),
        (_("Pairs of runs"), _("{pairs} for each", pairs=whole(one["replicates"]))),
        (_("Seed"), str(one["seed"])),
        (_("Version"), one["version"]),
    )
    heading = _("Safeguards in: {scenario}", scenario=titled(one["scenario"]["title"] or one["scenario"]["name"]))
    kicker = _("Which safeguard, how much, for whom, and at what cost.")
    return sheet(Head(_("Sousveil: safeguards weighed"), heading, kicker, facts), sections)


def _title(option: Document) -> str:
    return capital(listing([plain(name) for name in option["names"]]))


def _marked(option: Document) -> str:
    """With a star where it is in the Pareto set."""
    return _title(option) + (" *" if option["pareto"] else "")


def _of(option: Document, measure: str, group: str = ALL) -> Document | None:
    return next((e for e in option["effects"] if e["name"] == measure and e["group"] == group), None)


def _best(one: Document) -> Section:
    lines = []
    for harm in one["harms"]:
        lower = [(entry["effect"], option) for option in one["options"] if len(option["names"]) == 1
                 and (entry := _of(option, harm)) and entry["says"] == "falls"]  # fmt: skip
        name = capital(names.measure(harm))
        if not lower:
            lines.append(_("{harm}: nothing that these runs can tell lowers it.", harm=name))
            continue
        option = min(lower, key=lambda pair: float(pair[0]))[1]
        lines.append(_lowered(one, name, option, harm))
    return section(
        "best",
        _("What helps most, harm by harm"),
        bullets(lines),
        paragraph(_front(one)),
        paragraph(
            _(
                "Every option is lived by the same people with the same luck as the baseline. A difference in brackets"
                " cannot be told from none by these runs; in the Pareto set it counts as none."
            )
        ),
    )


def _lowered(one: Document, name: str, option: Document, harm: str) -> str:
    entry, said = _of(option, harm), one["measures"][harm]
    values = {"harm": name, "safeguard": _title(option), "before": _value(entry, "baseline"),
              "after": _value(entry, "reform")}  # fmt: skip
    if is_share(said):
        return _("{harm}: {safeguard} lowers it most, from {before} to {after}.", **values)
    return _("{harm}: {safeguard} lowers it most, from {before} to {after} {unit}.", **values, unit=unit(said))


def _front(one: Document) -> str:
    front = sum(option["pareto"] for option in one["options"])
    return sentences([
        _n(
            "{front} of {count} option are in the Pareto set and marked * below: no other option is as good on every"
            " measure here and better on one.",
            "{front} of {count} options are in the Pareto set and marked * below: no other option is as good on every"
            " measure here and better on one.", len(one["options"]), front=front, count=number(len(one["options"])),
        ),
        _("Having no safeguard at all is an option too, and is among them.")
        if one["nothing_is_pareto"]
        else _("Having no safeguard at all is an option too, and is not among them."),
        _("There is no single best one, and no index is made of the measures: what to prefer is not a question that a"
          " model can answer."),
    ])  # fmt: skip


def _value(entry: Document | None, side: str) -> str:
    if entry is None or entry[side] is None:
        return "-"
    return percent(entry[side]) if is_share(entry) else number(entry[side])


def _table(one: Document, which: str, title: str) -> Section:
    chosen = one[which]
    head: list[Part] = [_("Safeguard")]
    for name in chosen:
        said = one["measures"][name]
        under = "" if is_share(said) else unit(said)
        head.append(Html(f"{tag('span', capital(names.measure(name)))}<br>{tag('small', under)}"))
    first: list[Part] = [_("Baseline")]
    first += [_value(_of(one["options"][0], name) if one["options"] else None, "baseline") for name in chosen]
    rows = [first, *([_marked(o), *(_cell(_of(o, name)) for name in chosen)] for o in one["options"])]
    note = _("The first row is the value without any safeguard; the others are differences to it.")
    return section(which, title, paragraph(note), tag("div", table(head, rows), class_="claims"))


def _cell(entry: Document | None) -> Part:
    if entry is None or entry["effect"] is None:
        return "-"
    say = signed_points if is_share(entry) else signed
    text = say(entry["effect"])
    if entry["says"] not in (*TOLD, "none"):
        return f"({text})"
    span = interval(entry["low"], entry["high"], say)
    return Html(f"{tag('span', text)}<br>{tag('small', span)}") if span and entry["effect"] else text


def _whom(one: Document) -> Section:
    parts: list[Part] = []
    for harm in one["harms"]:
        groups = _groups(one["options"], harm)
        if not groups:
            continue
        rows = [[_title(o), *(_cell(_of(o, harm, group)) for group in groups)] for o in one["options"]]
        head = [_("Safeguard"), *(capital(plain(group)) for group in groups)]
        parts.append(folded(capital(names.measure(harm)), tag("div", table(head, rows), class_="claims")))
    note = _("Differences by group, each per head of the group itself.")
    return section("whom", _("For whom"), paragraph(note), *parts)


def _groups(options: Sequence[Document], measure: str) -> list[str]:
    found = (e["group"] for option in options for e in option["effects"] if e["name"] == measure)
    return [group for group in dict.fromkeys(found) if group != ALL and not group.startswith("age_")]


def _each(one: Document) -> Section:
    return section("each", _("One by one"), *(part for option in one["options"] for part in _told(option)))


def _told(option: Document) -> Sequence[Html]:
    head = (_("Measure"), _("Baseline"), _("With it"), _("Effect"), _("95% interval"), _("What it says"))
    entries = [e for e in option["effects"] if e["group"] == ALL]
    return (
        tag("h3", _marked(option)),
        *(paragraph(_reach(name)) for name in option["names"]),
        bullets(_numbers(option)),
        tag("div", table(head, [row_of(e, names.measure(str(e["name"]))) for e in entries], figures=(1, 2, 3, 4)),
            class_="claims"),
    )  # fmt: skip


def _reach(name: str) -> str:
    one = SAFEGUARDS[name]
    return _("{does} It does not reach: {remains}.", does=_(one.does), remains=_(one.remains))


def _numbers(option: Document) -> list[Html]:
    """Each number of these safeguards, with its unit and evidence."""
    made = []
    for name in option["names"]:
        for key, value in option["numbers"][name].items():
            declared = SAFEGUARDS[name].parameters[key]
            said = _("{number} = {value} ({unit}; {evidence})", number=f"{name}.{key}", value=number(value, 6),
                     unit=_(declared.unit), evidence=_(declared.evidence))  # fmt: skip
            made.append(tag("code", said))
    return made


def _left(one: Document) -> Section:
    lines = [
        _("{safeguard}: {why}.", safeguard=capital(plain(name)), why=retold(why))
        for name, why in {**one["idle"], **one["refused"]}.items()
    ]
    return section(
        "left",
        _("What was not weighed"),
        bullets(lines) if lines else paragraph(_("Every safeguard was weighed.")),
        paragraph(_("Judges' and appeal bodies' time is no officer's hours, and is not among the costs.")),
    )
