"""Specific risks of harm: a block a line, with scale, severity, reversibility, likelihood, rights and origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sousveil.language import N_, _
from sousveil.language.retelling import retold
from sousveil.report import names
from sousveil.report.assessing.blank import Document, anchor, blank, link
from sousveil.report.markup import Html, Part, filled, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.units import is_share, unit
from sousveil.report.words import capital, comma, interval, number, percent, plural, sentence, tenths

POINTS = "percentage points"
IN_100 = N_("{number} in 100")
"""How a likelihood is said that is a share."""


def harms(one: Document) -> Section:
    """The main harms as a table, then every harm as a block."""
    main = [line for line in one["harms"] if line["main"]]
    return section(
        "harms",
        _("Specific risks of harm"),
        paragraph(
            _(
                "Article 27(1)(d). The two intervals are different things: luck is what other draws of chance would"
                " have given; the range over what is not known is how far the figure moves when every assumed number"
                " and every unanswered question is guessed otherwise, within its range. Neither holds the other."
            )
        ),
        table(_head(), [_row(line, linked=True) for line in main], caption=_("Main harms, everybody at home")),
        *(_block(line) for line in main),
        tag("h3", _("Other harms")),
        paragraph(_("Measured as well; by group they stand in assessment.json.")),
        *(_block(line) for line in one["harms"] if not line["main"]),
    )


def purpose(one: Document) -> Section:
    """What the operator gets for it, and what it takes, with the same care."""
    rows = [_row(line, linked=False) for line in one["purpose"]]
    return section(
        "purpose",
        _("What it does for its purpose, and what it takes"),
        paragraph(
            _("What the operator wants stands beside the harms and is shown with the same care. Nothing is netted.")
        ),
        table(_head(), rows, caption=_("Everybody at home"))
        if rows
        else paragraph(_("The scenario has no measure of it."), class_="absent"),
    )


HEAD = (N_("Measure"), N_("Value"), N_("Interval of luck (95%)"), N_("Range over what is not known"))


def _head(first: str = HEAD[0]) -> tuple[str, ...]:
    return tuple(map(_, (first, *HEAD[1:])))


def said(scale: Document) -> Callable[[float], str]:
    """How a number of this unit is printed."""
    return percent if scale["unit"] == "share" else tenths if scale["unit"] == POINTS else number


def units(scale: Document) -> str:
    """'alerts per 100,000 people a year'; nothing for a share, whose sign says it."""
    return "" if is_share(scale) else unit(scale)


def spans(scale: Document, say: Callable[[float], str]) -> tuple[str, str]:
    """Both intervals in words."""
    luck = interval(scale["low"], scale["high"], say)
    guesses = interval(scale["assumed_low"], scale["assumed_high"], say)
    return luck or _("not assessed"), guesses or _("not assessed")


def _spans(line: Document) -> tuple[str, str]:
    """Both intervals; where nothing was seen, what may have gone unseen instead of an interval of nothing."""
    luck, guesses = spans(line["scale"], said(line["scale"]))
    most = line["likelihood"]["up_to"]
    if line["scale"]["value"] == 0 and line["scale"]["high"] == 0:
        luck = _("none seen") if most is None else _("none seen; up to {most} possible", most=number(most))
    elif line["scale"]["low"] is not None and line["scale"]["low"] == line["scale"]["high"]:
        luck = _("the same in every replicate")
    return luck, guesses


def _row(line: Document, *, linked: bool) -> tuple[Part, ...]:
    scale, name = line["scale"], capital(names.measure(line["measure"]))
    say = said(scale)
    what: Part = link(line["id"], name) if linked else tag("span", name, id=anchor(line["id"]))
    under = tag("small", units(scale)) if units(scale) else None
    return join([what, Html("<br>") if under else None, under]), say(scale["value"]), *_spans(line)


def _block(line: Document) -> Html:
    scale = line["scale"]
    say = said(scale)
    luck, guesses = _spans(line)
    facts: list[tuple[str, Part]] = [
        (_("Scale"), join([tag("b", say(scale["value"])), f" {units(scale)}".rstrip()])),
        (_("Interval of luck (95%)"), luck), (_("Range over what is not known"), guesses),
        (_("Likelihood"), retold(line["likelihood"]["text"], IN_100) or _("as the scale says")),
        (_("Severity"), _(line["severity"])), (_("Reversibility"), _(line["reversibility"])),
        (_("Rights"), _rights(line)), (_("Rests on"), _rests(line)),
    ]  # fmt: skip
    return tag(
        "article",
        tag("h3" if line["main"] else "h4", capital(names.measure(line["measure"]))),
        paragraph(sentence(capital(_(line["what"])))),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", text)) for name, text in facts), class_="facts"),
        _groups(line["groups"], say) if line["main"] else None,
        blank(line, N_("How grave is this here, and for whom?")) if line["main"] else None,
        id=anchor(line["id"]),
        class_="line",
    )


def _rights(line: Document) -> Html:
    covenant = [link(f"right.{one}", _("ICCPR {article}", article=one)) for one in line["covenant"]]
    charter = [_("Charter {article}", article=one) for one in line["charter"]]
    return join([*covenant, *charter], comma()) if covenant else join([_("no article is named for it")])


def _rests(line: Document) -> Html:
    rests = line["rests_on"]
    return filled(
        _("measure {measure}; rules {rules} ({parameters}); run {run}"),
        measure=tag("code", rests["measure"]),
        rules=join((link(f"rule.{rule}", tag("code", rule)) for rule in rests["rules"]), comma()),
        parameters=plural(len(rests["parameters"]), "{count} parameter", "{count} parameters"),
        run=link("run", tag("code", rests["run"][:12])),
    )


def _groups(groups: Sequence[Document], say: Callable[[float], str]) -> Html | None:
    known = [one for one in groups if one["value"] is not None]
    if not any(one["value"] or one["assumed_high"] for one in known):
        return paragraph(_("None befell any group."), class_="note") if known else None
    rows = [(capital(names.group(one["group"])), say(one["value"]), *spans(one, say)) for one in known]
    return table(_head(N_("Group")), rows, caption=_("By group"))
