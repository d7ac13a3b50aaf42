"""Two ways of being wrong: the operator's error, and protected conduct."""

from __future__ import annotations

import polars as pl

from sousveil.language import N_, _
from sousveil.measures.cross import cross_table, lacking
from sousveil.report.markup import Html, filled, join, paragraph, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, plainly, section
from sousveil.report.words import gap, number, percent, sentences

EVENTS = {"flag": N_("Alerts"), "detention": N_("Detentions")}
ROWS = ((False, N_("The person did what the system says")), (True, N_("The person did not: operator error")))
COLUMNS = (
    (False, N_("About conduct that no human right protects")),
    (True, N_("About conduct that human-rights law protects")),
)
IMPOSSIBLE = {("detention", True, True)}
"""Whoever did nothing did nothing protected: for detentions the auditor has no fourth cell."""


def wrong(reading: Reading) -> Section:
    """The two cross tables."""
    return section(
        "wrong",
        _("Wrong in two ways"),
        paragraph(
            _(
                "A system can be wrong about what a person did (operator error), and it can be right about something it"
                " had no business to act on (protected conduct: speech, assembly, belief, petitions, contact with"
                " others)."
            ),
            gap(),
            filled(
                _("Counting only the first would be misleading: {warning}"),
                warning=tag("b", _("a perfect censor makes no operator errors and is wrong every time.")),
            ),
        ),
        *(_table(reading, event, _(title)) for event, title in EVENTS.items()),
        paragraph(
            sentences(
                [
                    _("Protected conduct follows the categories of the UN Working Group on Arbitrary Detention."),
                    _(
                        "Only an all-knowing auditor can fill in this table; nobody inside the model can, and nobody"
                        " outside it."
                    ),
                ]
            ),
            class_="note",
        ),
    )


def _table(reading: Reading, event: str, title: str) -> Html:
    reason = lacking(reading.records, event)
    if reason:
        return absent(_("{title}: no table.", title=title), plainly([reason]))
    rows = cross_table(reading.records, event).filter(pl.col("group") == "all").to_dicts()
    cells = {(row["operator_error"], row["protected"]): row for row in rows}
    if not any(row["value"] for row in rows):
        return absent(
            _("{title}: none.", title=title),
            _("It did not happen in this run, so there is nothing to divide into right and wrong."),
        )
    head = tag("tr", tag("td"), *(tag("th", _(label), scope="col") for _protected, label in COLUMNS))
    body = join(
        tag("tr", tag("th", _(label), scope="row"), *(_cell(cells, event, error, column) for column, _label in COLUMNS))
        for error, label in ROWS
    )
    caption = tag("caption", _("{title} per 100,000 people a year, by what the auditor knows", title=title))
    heard = _("{title}: operator error by protected conduct", title=title)
    return tag("div", tag("table", caption, tag("thead", head), tag("tbody", body), class_="cross"), class_="scroll",
               tabindex="0", role="region", aria_label=heard)  # fmt: skip


def _cell(cells: dict[tuple[bool, bool], dict[str, float]], event: str, error: bool, protected: bool) -> Html:
    if (event, error, protected) in IMPOSSIBLE:
        return tag("td", _("cannot be: whoever did nothing did nothing protected"))
    cell = cells[error, protected]
    fair = not error and not protected
    said = _("neither error nor protected") if fair else _("wrongful")
    if cell["share"] is not None:
        said = _("{verdict} ({share} of all)", verdict=said, share=percent(cell["share"]))
    return tag("td", tag("b", number(cell["value"])), said, class_="right" if fair else None)
