"""The questions of law that come first: is it prohibited, is it high-risk. Never answered here."""

from __future__ import annotations

from sousveil.report.assessing.blank import Document, anchor, blank, value
from sousveil.report.markup import Html, bullets, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, number

OPEN = "cannot be told from the model"


def prohibited(one: Document) -> Section:
    """Article 5, point by point."""
    part = one["prohibited"]
    rows = [
        (tag("a", row["article"], href=f"#{anchor(row['id'])}"), row["title"], capital(row["status"]))
        for row in part["practices"]
    ]
    return section(
        "prohibited",
        "Is the practice prohibited?",
        paragraph(f"{part['law']}. {part['note']}"),
        paragraph(f"Source: {part['source']}.", class_="note"),
        table(("Article", "Practice", "The scenario"), rows, figures=(), caption="What the scenario touches"),
        *(_practice(row) for row in part["practices"]),
    )


def _practice(row: Document) -> Html:
    told = f"Whether it is touched {OPEN}." if row["status"] == OPEN else f"The scenario {row['status']}."
    return tag(
        "article",
        tag("h3", f"{row['article']}: {row['title']}"),
        paragraph(f"Prohibits {row['prohibits']}."),
        paragraph(f"Leaves out {row['unless']}.") if row["unless"] else None,
        paragraph(tag("b", told)),
        bullets(_touch(touch) for touch in row["touches"]) if row["touches"] else None,
        paragraph("What would have to be known:"),
        bullets(row["would_need"]),
        blank(row),
        id=anchor(row["id"]),
    )


def _touch(touch: Document) -> Html:
    facts = [
        join([tag("code", fact["path"]), f" {value(fact['value'], number)} {fact['unit']} ({fact['evidence']})"])
        for fact in touch["facts"]
    ]
    return join([tag("code", touch["mechanism"]), f": {touch['why']}", bullets(facts) if facts else None])


def high_risk(one: Document) -> Section:
    """Points of Annex III."""
    part = one["high_risk"]
    rows = [
        (row["point"], f"{capital(row['area'])}: {row['what']}", join(_touch(touch) for touch in row["touches"]))
        for row in part["points"]
    ]
    return section(
        "high-risk",
        "Is the use high-risk?",
        paragraph(part["note"]),
        paragraph(f"Source: {part['source']}.", class_="note"),
        table(("Point", "Use", "What of the scenario"), rows, figures=())
        if rows
        else paragraph("No point of Annex III is touched as far as the model shows.", class_="absent"),
        blank(part),
    )
