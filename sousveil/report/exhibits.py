"""The page of exhibits: published results beside simulated ones, failures included. It runs nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.records.provenance import version
from sousveil.report import charts
from sousveil.report.exhibit import LEVELS, VERDICTS, Document, account, exhibit
from sousveil.report.frame import document
from sousveil.report.markup import Html, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.sections.head import BANNER, contents

TITLE = "Published results beside simulated ones"


def page(documents: Sequence[Document], date: str) -> str:
    """The page as text. documents: what `replications.replicate` gave; date: when, as shown."""
    charts.ready()
    sections = [summary(documents), *(exhibit(one) for one in documents)]
    body = join(
        [
            tag("a", "To the text", href="#main", class_="skip"),
            _head(documents, date),
            tag(
                "div",
                contents([(one.identity, one.title) for one in sections]),
                tag("main", *(one.html() for one in sections), id="main"),
                class_="frame",
            ),
            tag(
                "footer", paragraph(BANNER), paragraph("This file needs no network: everything it shows is inside it.")
            ),
        ]
    )
    return document(f"{TITLE}: Sousveil", body)


def _head(documents: Sequence[Document], date: str) -> Html:
    seeds = sorted({str(one["seed"]) for one in documents})
    facts = (("Exhibits", str(len(documents))), ("First seed", ", ".join(seeds)), ("Version", version()),
             ("Run on", date))  # fmt: skip
    bar = tag(
        "div",
        tag("span", "Sousveil: exhibits"),
        tag("button", "Dark page", id="theme", type="button", class_="needs-script"),
        class_="bar",
    )
    return tag(
        "header",
        bar,
        tag("h1", TITLE),
        paragraph("Each exhibit asks the lab's own mechanisms for a result that somebody published.", class_="kicker"),
        paragraph(BANNER, class_="banner"),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts), class_="identity"),
        class_="top",
    )


def summary(documents: Sequence[Document]) -> Section:
    """All claims at a glance."""
    rows = [row for one in documents for row in one["rows"]]
    lines = [
        (
            tag("a", one["title"], href=f"#{one['exhibit']}"),
            *(str([row["verdict"] for row in one["rows"]].count(said)) for said in VERDICTS),
            one["level"],
            f"{one['replicates']:,}",
        )
        for one in documents
    ]
    return section(
        "glance",
        "At a glance",
        paragraph(account(rows)),
        paragraph(
            "A claim that failed stays here with its gap. There is no verdict where a parameter was chosen to meet the "
            "figure, or where parameters were overridden and nothing is published for them."
        ),
        table(("Exhibit", "Kept", "Failed", "No verdict", "Level", "Seeds"), lines, figures=(1, 2, 3, 5)),
        paragraph("Levels: ", "; ".join(f"{name}, {what}" for name, what in LEVELS.items()), ".", class_="note"),
    )
