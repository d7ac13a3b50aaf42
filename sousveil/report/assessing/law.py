"""The questions of law that come first: is it prohibited, is it high-risk. Never answered here."""

from __future__ import annotations

from sousveil.language import N_, _
from sousveil.language.retelling import retold
from sousveil.report.assessing.blank import Document, amount, anchor, blank
from sousveil.report.markup import Html, bullets, english, filled, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, sentence, sentences

STATUS = {
    "touches": N_("The scenario touches."),
    "does not touch as far as the model shows": N_("The scenario does not touch as far as the model shows."),
    "cannot be told from the model": N_("Whether it is touched cannot be told from the model."),
}
"""What the document says of a practice -> the sentence."""


def prohibited(one: Document) -> Section:
    """Article 5, point by point."""
    part = one["prohibited"]
    rows = [
        (tag("a", _article(row), href=f"#{anchor(row['id'])}"), _(row["title"]), capital(_(row["status"])))
        for row in part["practices"]
    ]
    return section(
        "prohibited",
        _("Is the practice prohibited?"),
        paragraph(sentences([sentence(_(part["law"])), _(part["note"])])),
        paragraph(filled(_("Source: {source}."), source=english(part["source"])), class_="note"),
        table((_("Article"), _("Practice"), _("The scenario")), rows, figures=(),
              caption=_("What the scenario touches")),
        *(_practice(row) for row in part["practices"]),
    )  # fmt: skip


def _article(row: Document) -> str:
    """'Article 5(1)(a)'."""
    return _("Article 5(1)({letter})", letter=row["id"].rpartition(".")[2])


def _practice(row: Document) -> Html:
    return tag(
        "article",
        tag("h3", _("{article}: {title}", article=_article(row), title=_(row["title"]))),
        paragraph(_("Prohibits {what}.", what=_(row["prohibits"]))),
        paragraph(_("Leaves out {what}.", what=_(row["unless"]))) if row["unless"] else None,
        paragraph(tag("b", _(STATUS[row["status"]]))),
        bullets(_touch(touch) for touch in row["touches"]) if row["touches"] else None,
        paragraph(_("What would have to be known:")),
        bullets(map(_, row["would_need"])),
        blank(row),
        id=anchor(row["id"]),
    )


def _touch(touch: Document) -> Html:
    facts = [
        filled(_("{number} {value} ({evidence})"), number=tag("code", fact["path"]), value=amount(fact),
               evidence=_(fact["evidence"]))
        for fact in touch["facts"]
    ]  # fmt: skip
    said = filled(_("{rule}: {what}"), rule=tag("code", touch["mechanism"]), what=_(touch["why"]))
    return join([said, bullets(facts) if facts else None])


def high_risk(one: Document) -> Section:
    """Points of Annex III."""
    part = one["high_risk"]
    rows = [
        (
            retold(row["point"]),
            _("{area}: {use}", area=capital(_(row["area"])), use=_(row["what"])),
            join(_touch(touch) for touch in row["touches"]),
        )
        for row in part["points"]
    ]
    return section(
        "high-risk",
        _("Is the use high-risk?"),
        paragraph(_(part["note"])),
        paragraph(filled(_("Source: {source}."), source=english(part["source"])), class_="note"),
        table((_("Point"), _("Use"), _("What of the scenario")), rows, figures=())
        if rows
        else paragraph(_("No point of Annex III is touched as far as the model shows."), class_="absent"),
        blank(part),
    )
