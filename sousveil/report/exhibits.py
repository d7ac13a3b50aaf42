"""The page of exhibits: published results beside simulated ones, failures included. It runs nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.records.provenance import version
from sousveil.report import charts
from sousveil.report.exhibit import LEVELS, VERDICTS, Document, account, exhibit
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import paragraph, table, tag
from sousveil.report.section import Section, section

TITLE = "Published results beside simulated ones"


def page(documents: Sequence[Document], date: str) -> str:
    """The page as text. documents: what `replications.replicate` gave; date: when, as shown."""
    charts.ready()
    seeds = sorted({str(one["seed"]) for one in documents})
    facts = (
        ("Exhibits", str(len(documents))),
        ("First seed", ", ".join(seeds)),
        ("Version", version()),
        ("Run on", date),
    )
    kicker = "Each exhibit asks the lab's own mechanisms for a result that somebody published."
    return sheet(Head("Sousveil: exhibits", TITLE, kicker, facts), [summary(documents), *map(exhibit, documents)])


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
