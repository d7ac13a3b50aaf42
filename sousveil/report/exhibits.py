"""The page of exhibits: published results beside simulated ones, failures included. It runs nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.language import N_, _
from sousveil.records.provenance import version
from sousveil.report import charts
from sousveil.report.exhibit import LEVEL_NAMES, LEVELS, VERDICTS, Document, account, exhibit, verdict
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, clauses, enumerated

TITLE = N_("Published results beside simulated ones")


def page(documents: Sequence[Document], date: str) -> str:
    """The page as text. documents: what `replications.replicate` gave; date: when, as shown."""
    charts.ready()
    seeds = sorted({str(one["seed"]) for one in documents})
    facts = (
        (_("Exhibits"), str(len(documents))),
        (_("First seed"), enumerated(seeds)),
        (_("Version"), version()),
        (_("Run on"), date),
    )
    kicker = _("Each exhibit asks the lab's own mechanisms for a result that somebody published.")
    head = Head(_("Sousveil: exhibits"), _(TITLE), kicker, facts)
    return sheet(head, [summary(documents), *map(exhibit, documents)])


def summary(documents: Sequence[Document]) -> Section:
    """All claims at a glance."""
    rows = [row for one in documents for row in one["rows"]]
    lines = [
        (
            tag("a", _(one["title"]), href=f"#{one['exhibit']}"),
            *(str([row["verdict"] for row in one["rows"]].count(said)) for said in VERDICTS),
            _(LEVEL_NAMES[one["level"]]),
            f"{one['replicates']:,}",
        )
        for one in documents
    ]
    levels = (_("{level}, {meaning}", level=_(LEVEL_NAMES[name]), meaning=_(what)) for name, what in LEVELS.items())
    return section(
        "glance",
        _("At a glance"),
        paragraph(account(rows)),
        paragraph(
            _(
                "A claim that failed stays here with its gap. There is no verdict where a parameter was chosen to meet"
                " the figure, or where parameters were overridden and nothing is published for them."
            )
        ),
        table((_("Exhibit"), *map(capital, map(verdict, VERDICTS)), _("Level"), _("Seeds")), lines,
              figures=(1, 2, 3, 5)),
        paragraph(_("Levels: {levels}.", levels=clauses(levels)), class_="note"),
    )  # fmt: skip
