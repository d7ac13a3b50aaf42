"""The page of a rights assessment: first the question of law, then harms; judgements stay blank. It runs nothing."""

from __future__ import annotations

from sousveil.language import _
from sousveil.language.retelling import retold
from sousveil.report.assessing import article27, harms, law, unknown
from sousveil.report.assessing.blank import Document
from sousveil.report.assessing.sheet import sheet
from sousveil.report.frame import document as framed
from sousveil.report.markup import Html, join, paragraph, tag
from sousveil.report.sections.head import BANNER, OMNISCIENT, contents, theme
from sousveil.report.units import synthetic
from sousveil.report.words import capital, whole

SECTIONS = (
    law.prohibited, law.high_risk, article27.process, article27.use, article27.persons, harms.harms, harms.purpose,
    article27.oversight, article27.mitigation, article27.rights, sheet, unknown.unknown, unknown.assumed, unknown.again,
)  # fmt: skip
"""The page, in its order: the elements of Article 27(1) in theirs, with the question of Article 5 before them."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of an assessment."""
    sections = [make(one) for make in SECTIONS]
    body = join(
        [
            tag("a", _("To the text"), href="#main", class_="skip"),
            _head(one),
            tag("div", contents([(part.identity, part.title) for part in sections]),
                tag("main", *(part.html() for part in sections), id="main"), class_="frame assessment"),
            tag("footer", paragraph(_(BANNER)), paragraph(_(one["never"])),
                paragraph(_("This file needs no network: everything it shows is inside it."))),
        ]
    )  # fmt: skip
    return framed(_("Rights assessment of {scenario}: Sousveil", scenario=_title(one)), body)


def _title(one: Document) -> str:
    return _(str(one["scenario"]["title"] or one["scenario"]["name"]))


def _head(one: Document) -> Html:
    run = one["run"]
    facts = (
        (_("People"), synthetic(run["people"])), (_("Days"), whole(run["days"])),
        (_("Replicates"), whole(run["replicates"])), (_("Seed"), str(run["seed"])), (_("Version"), run["version"]),
    )  # fmt: skip
    bar = tag("div", tag("span", _("Sousveil: a rights assessment to complete")), theme(), class_="bar")
    return tag(
        "header",
        bar,
        tag("h1", _("Rights assessment: {scenario}", scenario=_title(one))),
        paragraph(capital(_(one["scenario"]["label"])), class_="kicker") if one["scenario"]["label"] else None,
        paragraph(_(BANNER), class_="banner"),
        paragraph(_(one["never"]), class_="banner red"),
        paragraph(_("Illustrative: {why}.", why=retold(one["illustrative_because"])), class_="banner red")
        if one["illustrative"]
        else None,
        paragraph(_(OMNISCIENT), class_="banner red") if one["scenario"]["omniscient"] else None,
        tag("dl", *(tag("div", tag("dt", name), tag("dd", text)) for name, text in facts), class_="identity"),
        class_="top",
    )
