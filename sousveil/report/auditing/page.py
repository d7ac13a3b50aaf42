"""The page of an audit, section by section."""

from __future__ import annotations

from sousveil.report import charts
from sousveil.report.auditing import tables
from sousveil.report.auditing.answer import answer, made_of
from sousveil.report.auditing.found import Document, Found
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import bullets, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, number, plain

GAMING = (
    "Some who know the rule move what the score sees without moving what is true. The same people with the same luck "
    "are lived again without it; what the gaming makes of each figure is the difference."
)
FEEDBACK = (
    "The same people with the same luck are lived again with nothing of what happens to them ever reaching the file: "
    "the score is then fed by the past alone. The difference is what its own consequences make of each figure."
)


def page(one: Document) -> str:
    """The page as text; `one` is the document of an audit."""
    charts.ready()
    found = Found(one)
    badge = (
        f"{one['scenario']['name']} · seed {one['seed']} · {one['people']:,} people · {one['days']:,} days · "
        f"{one['replicates']:,} replicates · version {one['version']}"
    )
    sections = [
        answer(found),
        tables.groups(found, badge),
        tables.gaps(found),
        tables.drift(found, badge),
        tables.lock_in(found),
        tables.taken_away(found, "gaming", "Gaming", GAMING),
        tables.taken_away(found, "feedback", "Feedback: what the score does to its own evidence", FEEDBACK),
        _how(found),
        _limits(found),
    ]
    facts = (
        ("People", f"{one['people']:,} (synthetic)"),
        ("Days", f"{one['days']:,}"),
        ("Worlds", made_of(found)),
        ("Seed", str(one["seed"])),
        ("Version", one["version"]),
    )
    title = one["scenario"]["title"] or one["scenario"]["name"]
    kicker = "What a score does to whom, at the start and after years of its own consequences."
    return sheet(Head("Sousveil: audit of a score", f"An audit: {title}", kicker, facts), sections)


def _how(found: Found) -> Section:
    one = found.one
    model = one["judges"].get("model") or {}
    said = [(capital(plain(key)), str(value)) for key, value in model.items() if value not in (None, "", [])]
    counts = [
        (f"{capital(found.judge(row['judge']))}, {row['window']}, {plain(row['group'])}",
         *(number(row[cell], 6) for cell in ("true_positive", "false_positive", "false_negative", "true_negative")))
        for row in one["counts"] if row["group"] in ("all", "majority", "minority")
    ]  # fmt: skip
    return section(
        "how",
        "What was audited, and how",
        paragraph(one["scenario"]["about"]),
        paragraph(
            f"Everybody who {found.word('asked')} is counted by group and window; no person's data leave the run. "
            f"Positive is who {found.word('chosen')}, right is who {found.word('truth')}."
        ),
        table(("The model", "What it is"), said, figures=()) if said else None,
        tag("h3", "What the rates are made of"),
        table(("Score, window and group", "Chosen, and such", "Chosen, and not", "Not chosen, but such",
               "Not chosen, and not"), counts, tall=True),
        paragraph("Means over replicates."),
    )  # fmt: skip


def _limits(found: Found) -> Section:
    return section("limits", "What these figures do not say", bullets(found.one["limits"]))
