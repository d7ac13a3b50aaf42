"""The deployment sheet: what was answered, what is blank, and which blank matters most."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.language import N_, _, _n, _p
from sousveil.language.retelling import retold
from sousveil.report import names
from sousveil.report.assessing.blank import Document, anchor, link, value
from sousveil.report.assessing.harms import said, units
from sousveil.report.assessing.strip import strip
from sousveil.report.markup import Html, Part, english, filled, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, comma, interval, number, plural, sentences, whole

SHOWN = 6
"""Questions a harm is shown with; those that move it less are in the JSON."""

FIXED = N_("none: fully on, off or by definition; only an answer moves it")
ASKED = {"vendor": N_("vendor"), "police": N_("police")}


def sheet(one: Document) -> Section:
    """Questions, answers, and the screening."""
    part = one["sheet"]
    rows = [_row(row) for row in part["questions"]]
    return section(
        "sheet",
        _("Deployment sheet"),
        paragraph(
            _n("{count} question answered by the deployment, {blank} blank. A blank is not the preset: its whole"
               " plausible range is explored, whatever is published of other systems.",
               "{count} questions answered by the deployment, {blank} blank. A blank is not the preset: its whole"
               " plausible range is explored, whatever is published of other systems.",
               part["answered"], count=number(part["answered"]), blank=number(part["blank"]))
        ),
        *_mattering(part["matters"]),
        table([_(cell) for cell in HEAD], rows, figures=(), caption=_("Every question")),
    )  # fmt: skip


HEAD = (N_("Question"), N_("Asked of"), N_("Answer"), N_("Range explored while blank"), N_("Preset and its source"))


def _mattering(part: Document) -> Sequence[Part]:
    if not part["harms"]:
        why = _("Which unanswered question matters most was not assessed: {why}.", why=retold(part["reason"]))
        return (paragraph(why, class_="absent"),)
    lead = _first(part["first"], part["reason"])
    size = _("{runs} runs of {people} people and {days} days.", runs=part["runs"], people=whole(part["people"]),
             days=part["days"])  # fmt: skip
    moved = [harm for harm in part["harms"] if harm["questions"]]
    note = sentences([_(part["note"]), size])
    return (paragraph(lead, class_="lead"), paragraph(note, class_="note"), *map(_harm, moved))


def _first(first: Document | None, reason: str) -> Html:
    if first is None:
        why = retold(reason) or _("they were too small")
        return join([_("No single blank question moved a main harm in these runs: {why}.", why=why)])
    values = {
        "question": link(f"question.{first['question']}", tag("code", first["question"])),
        "moved": number(len(first["harms"])), "all": plural(first["of"], "{count} main harm", "{count} main harms"),
        "others": join((link(f"question.{one}", tag("code", one)) for one in first["alike"]), comma()),
    }  # fmt: skip
    if first["alike"]:
        return filled(_("The unanswered question that matters most is {question}: it moves {moved} of {all} furthest;"
                        " as far move {others}."), **values)  # fmt: skip
    return filled(_("The unanswered question that matters most is {question}: it moves {moved} of {all} furthest."),
                  **values)  # fmt: skip


def _harm(harm: Document) -> Html:
    say = said(harm)
    shown = harm["questions"][:SHOWN]
    rows = [
        (link(f"question.{row['question']}", tag("code", row["question"])), say(row["low_end"]), say(row["high_end"]))
        for row in shown
    ]
    title = capital(names.measure(harm["measure"]))
    head = (_("Blank question"), _("At its low end"), _("At its high end"))
    caption = _("{unit}; {value} with every question at its preset", unit=units(harm) or _("share"),
                value=say(harm["base"]))  # fmt: skip
    return tag(
        "div", tag("h3", title), strip(title, harm["base"], shown, say), table(head, rows, caption=caption)
    )  # fmt: skip


def _row(row: Document) -> tuple[Part, ...]:
    low, high = row["plausible"]
    unit = _("({unit})", unit=_(row["unit"]))
    what = join([tag("span", _(row["question"])), Html("<br>"), tag("code", row["path"]), " ", unit])
    span = interval(low, high) if low < high else _(FIXED)
    if row["answer"] is None:
        answer, explored = join([_p("an answer", "unknown")]), span
    else:
        source = tag("small", row["answer_source"] or _("no source given"))
        answer, explored = join([tag("b", value(row["answer"], number)), Html("<br>"), source]), _("answered")
    return (
        tag("span", what, id=anchor(row["id"])), _(ASKED[row["asked_of"]]), answer, explored, _preset(row),
    )  # fmt: skip


def _preset(row: Document) -> Html:
    values = {"value": value(row["preset"], number), "evidence": _(row["evidence"]), "source": english(row["source"])}
    return filled(_("{value}, {evidence}: {source}") if row["source"] else _("{value}, {evidence}"), **values)
