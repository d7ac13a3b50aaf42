"""The deployment sheet: what was answered, what is blank, and which blank matters most."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.report import names
from sousveil.report.assessing.blank import Document, anchor, link, value
from sousveil.report.assessing.harms import said, units
from sousveil.report.assessing.strip import strip
from sousveil.report.markup import Html, Part, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, number, plural

SHOWN = 6
"""Questions a harm is shown with; those that move it less are in the JSON."""

FIXED = "none: fully on, off or by definition; only an answer moves it"


def sheet(one: Document) -> Section:
    """Questions, answers, and the screening."""
    part = one["sheet"]
    rows = [_row(row) for row in part["questions"]]
    return section(
        "sheet",
        "Deployment sheet",
        paragraph(
            f"{plural(part['answered'], '{count} question', '{count} questions')} answered by the deployment, {number(part['blank'])} blank. A "
            f"blank is"
            " not the preset: its whole plausible range is explored, whatever is published of other systems."
        ),
        *_mattering(part["matters"]),
        table(("Question", "Asked of", "Answer", "Range explored while blank", "Preset and its "
                                                                               "source"), rows, figures=(),
              caption="Every question"),
    )  # fmt: skip


def _mattering(part: Document) -> Sequence[Part]:
    if not part["harms"]:
        return (
            paragraph(f"Which unanswered question matters most was not assessed: {part['reason']}.", class_="absent"),
        )
    lead = _first(part["first"], part["reason"])
    size = f"{part['runs']} runs of {part['people']:,} people and {part['days']} days."
    moved = [harm for harm in part["harms"] if harm["questions"]]
    return (paragraph(lead, class_="lead"), paragraph(f"{part['note']} {size}", class_="note"), *map(_harm, moved))


def _first(first: Document | None, reason: str) -> Html:
    if first is None:
        return join(
            ["No single blank question moved a main harm in these runs: ", reason or "they were too small", "."]
        )
    name = link(f"question.{first['question']}", tag("code", first["question"]))
    moves = f": it moves {number(len(first['harms']))} of {plural(first['of'], '{count} main harm', '{count} main harms')} furthest"
    alike = join((link(f"question.{one}", tag("code", one)) for one in first["alike"]), ", ")
    return join(["The unanswered question that matters most is ", name, moves, "; as far move ", alike, "."]
                if first["alike"] else ["The unanswered question that matters most is ", name, moves, "."])  # fmt: skip


def _harm(harm: Document) -> Html:
    say = said(harm)
    shown = harm["questions"][:SHOWN]
    rows = [
        (link(f"question.{row['question']}", tag("code", row["question"])), say(row["low_end"]), say(row["high_end"]))
        for row in shown
    ]
    title = capital(names.measure(harm["measure"]))
    return tag("div", tag("h3", title), strip(title, harm["base"], shown, say),
               table(("Blank question", "At its low end", "At its high end"), rows,
                     caption=f"{units(harm) or 'share'}; {say(harm['base'])} with every question at its "
                             f"preset"))  # fmt: skip


def _row(row: Document) -> tuple[Part, ...]:
    low, high = row["plausible"]
    what = join([tag("span", row["question"]), Html("<br>"), tag("code", row["path"]), f" ({row['unit']})"])
    answered = row["answer"] is not None
    span = f"{number(low)} to {number(high)}" if low < high else FIXED
    answer: Part = (
        join(
            [
                tag("b", value(row["answer"], number)),
                Html("<br>"),
                tag("small", row["answer_source"] or "no source given"),
            ]
        )
        if answered
        else "unknown"
    )
    preset = f"{value(row['preset'], number)}, {row['evidence']}" + (f": {row['source']}" if row["source"] else "")
    return (
        tag("span", what, id=anchor(row["id"])), row["asked_of"], answer,
        "answered" if answered else span, preset,
    )  # fmt: skip
