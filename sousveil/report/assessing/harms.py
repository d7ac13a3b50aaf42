"""Specific risks of harm: a block a line, with scale, severity, reversibility, likelihood, rights and origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sousveil.measures.table import ALIKE
from sousveil.report import names
from sousveil.report.assessing.blank import Document, anchor, blank, link
from sousveil.report.markup import Html, Part, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, interval, number, percent, plural, tenths

UNASSESSED = "not assessed"
POINTS = "percentage points"


def harms(one: Document) -> Section:
    """The main harms as a table, then every harm as a block."""
    main = [line for line in one["harms"] if line["main"]]
    return section(
        "harms",
        "Specific risks of harm",
        paragraph("Article 27(1)(d). The two intervals are different things: luck is what other draws of chance "
                  "would have"
                  " given; the range over what is not known is how far the figure moves when every assumed number "
                  "and every"
                  " unanswered question is guessed otherwise, within its range. Neither holds the other."),
        table(HEAD, [_row(line, linked=True) for line in main], caption="Main harms, everybody at home"),
        *(_block(line) for line in main),
        tag("h3", "Other harms"),
        paragraph("Measured as well; by group they stand in assessment.json."),
        *(_block(line) for line in one["harms"] if not line["main"]),
    )  # fmt: skip


def purpose(one: Document) -> Section:
    """What the operator gets for it, and what it takes, with the same care."""
    rows = [_row(line, linked=False) for line in one["purpose"]]
    return section(
        "purpose",
        "What it does for its purpose, and what it takes",
        paragraph(
            "What the operator wants stands beside the harms and is shown with the same care. Nothing is netted."
        ),
        table(HEAD, rows, caption="Everybody at home")
        if rows
        else paragraph("The scenario has no measure of it.", class_="absent"),
    )


HEAD = ("Measure", "Value", "Interval of luck (95%)", "Range over what is not known")


def said(scale: Document) -> Callable[[float], str]:
    """How a number of this unit is printed."""
    return percent if scale["unit"] == "share" else tenths if scale["unit"] == POINTS else number


def units(scale: Document) -> str:
    """'alerts per 100,000 people a year'; nothing for a share, whose sign says it."""
    unit = "" if scale["unit"] == "share" else scale["unit"]
    return f"{unit} per {scale['per']}" if scale["per"] else unit


def spans(scale: Document, say: Callable[[float], str]) -> tuple[str, str]:
    """Both intervals in words."""
    luck = interval(scale["low"], scale["high"], say)
    return luck or UNASSESSED, interval(scale["assumed_low"], scale["assumed_high"], say) or UNASSESSED


def _spans(line: Document) -> tuple[str, str]:
    """Both intervals; where nothing was seen, what may have gone unseen instead of an interval of nothing."""
    luck, guesses = spans(line["scale"], said(line["scale"]))
    most = line["likelihood"]["up_to"]
    if line["scale"]["value"] == 0 and line["scale"]["high"] == 0:
        luck = "none seen" if most is None else f"none seen; up to {number(most)} possible"
    elif line["scale"]["low"] is not None and line["scale"]["low"] == line["scale"]["high"]:
        luck = ALIKE
    return luck, guesses


def _row(line: Document, *, linked: bool) -> tuple[Part, ...]:
    scale, name = line["scale"], capital(names.measure(line["measure"]))
    say = said(scale)
    what: Part = link(line["id"], name) if linked else tag("span", name, id=anchor(line["id"]))
    unit = tag("small", units(scale)) if units(scale) else None
    return join([what, Html("<br>") if unit else None, unit]), say(scale["value"]), *_spans(line)


def _block(line: Document) -> Html:
    scale = line["scale"]
    say = said(scale)
    luck, guesses = _spans(line)
    facts: list[tuple[str, Part]] = [
        ("Scale", join([tag("b", say(scale["value"])), f" {units(scale)}".rstrip()])),
        ("Interval of luck (95%)", luck), ("Range over what is not known", guesses),
        ("Likelihood", line["likelihood"]["text"] or "as the scale says"),
        ("Severity", line["severity"]), ("Reversibility", line["reversibility"]),
        ("Rights", _rights(line)), ("Rests on", _rests(line)),
    ]  # fmt: skip
    return tag(
        "article",
        tag("h3" if line["main"] else "h4", capital(names.measure(line["measure"]))),
        paragraph(f"{capital(line['what'])}."),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", text)) for name, text in facts), class_="facts"),
        _groups(line["groups"], say) if line["main"] else None,
        blank(line, "How grave is this here, and for whom?") if line["main"] else None,
        id=anchor(line["id"]),
        class_="line",
    )


def _rights(line: Document) -> Html:
    covenant = [link(f"right.{one}", f"ICCPR {one}") for one in line["covenant"]]
    charter = [f"Charter {one}" for one in line["charter"]]
    return join([*covenant, *charter], ", ") if covenant else join(["no article is named for it"])


def _rests(line: Document) -> Html:
    rests = line["rests_on"]
    rules = join((link(f"rule.{rule}", tag("code", rule)) for rule in rests["rules"]), ", ")
    count = plural(len(rests["parameters"]), "{count} parameter", "{count} parameters")
    return join(["measure ", tag("code", rests["measure"]), "; rules ", rules, f" ({count}); run ",
                 link("run", tag("code", rests["run"][:12]))])  # fmt: skip


def _groups(groups: Sequence[Document], say: Callable[[float], str]) -> Html | None:
    known = [one for one in groups if one["value"] is not None]
    if not any(one["value"] or one["assumed_high"] for one in known):
        return paragraph("None befell any group.", class_="note") if known else None
    rows = [(capital(names.group(one["group"])), say(one["value"]), *spans(one, say)) for one in known]
    return table(("Group", *HEAD[1:]), rows, caption="By group")
