"""The page of a rights assessment: first the question of law, then harms; judgements stay blank. It runs nothing."""

from __future__ import annotations

from sousveil.report.assessing import article27, harms, law, unknown
from sousveil.report.assessing.blank import Document
from sousveil.report.assessing.sheet import sheet
from sousveil.report.frame import document as framed
from sousveil.report.markup import Html, join, paragraph, tag
from sousveil.report.sections.head import BANNER, OMNISCIENT, contents
from sousveil.report.words import capital

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
            tag("a", "To the text", href="#main", class_="skip"),
            _head(one),
            tag("div", contents([(part.identity, part.title) for part in sections]),
                tag("main", *(part.html() for part in sections), id="main"), class_="frame assessment"),
            tag("footer", paragraph(BANNER), paragraph(one["never"]),
                paragraph("This file needs no network: everything it shows is inside it.")),
        ]
    )  # fmt: skip
    return framed(f"Rights assessment of {_title(one)}: Sousveil", body)


def _title(one: Document) -> str:
    return str(one["scenario"]["title"] or one["scenario"]["name"])


def _head(one: Document) -> Html:
    run = one["run"]
    facts = (
        ("People", f"{run['people']:,} (synthetic)"), ("Days", f"{run['days']:,}"),
        ("Replicates", f"{run['replicates']:,}"), ("Seed", str(run["seed"])), ("Version", run["version"]),
    )  # fmt: skip
    bar = tag("div", tag("span", "Sousveil: a rights assessment to complete"),
              tag("button", "Dark page", id="theme", type="button", class_="needs-script"), class_="bar")  # fmt: skip
    return tag(
        "header",
        bar,
        tag("h1", f"Rights assessment: {_title(one)}"),
        paragraph(capital(one["scenario"]["label"]), class_="kicker") if one["scenario"]["label"] else None,
        paragraph(BANNER, class_="banner"),
        paragraph(one["never"], class_="banner red"),
        paragraph(f"Illustrative: {one['illustrative_because']}.", class_="banner red")
        if one["illustrative"]
        else None,
        paragraph(OMNISCIENT, class_="banner red") if one["scenario"]["omniscient"] else None,
        tag("dl", *(tag("div", tag("dt", name), tag("dd", text)) for name, text in facts), class_="identity"),
        class_="top",
    )
