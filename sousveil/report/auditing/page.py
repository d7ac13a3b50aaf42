"""The page of an audit, section by section."""

from __future__ import annotations

from sousveil.language import N_, _, _p
from sousveil.report import charts
from sousveil.report.auditing import tables
from sousveil.report.auditing.answer import answer, made_of
from sousveil.report.auditing.found import Document, Found, when
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Part, bullets, english, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.titles import titled, told
from sousveil.report.units import synthetic
from sousveil.report.words import capital, number, plain, whole

GAMING = N_(
    "Some who know the rule move what the score sees without moving what is true. The same people with the same luck "
    "are lived again without it; what the gaming makes of each figure is the difference."
)
FEEDBACK = N_(
    "The same people with the same luck are lived again with nothing of what happens to them ever reaching the file: "
    "the score is then fed by the past alone. The difference is what its own consequences make of each figure."
)


def page(one: Document) -> str:
    """The page as text; `one` is the document of an audit."""
    charts.ready()
    found = Found(one)
    badge = _(
        "{scenario} · seed {seed} · {people} people · {days} days · {replicates} replicates · version {version}",
        scenario=one["scenario"]["name"], seed=one["seed"], people=whole(one["people"]), days=whole(one["days"]),
        replicates=whole(one["replicates"]), version=one["version"],
    )  # fmt: skip
    sections = [
        answer(found),
        tables.groups(found, badge),
        tables.gaps(found),
        tables.drift(found, badge),
        tables.lock_in(found),
        tables.taken_away(found, "gaming", _("Gaming"), _(GAMING)),
        tables.taken_away(found, "feedback", _("Feedback: what the score does to its own evidence"), _(FEEDBACK)),
        _how(found),
        _limits(found),
    ]
    facts = (
        (_("People"), synthetic(one["people"])),
        (_("Days"), whole(one["days"])),
        (_("Worlds"), made_of(found)),
        (_("Seed"), str(one["seed"])),
        (_("Version"), one["version"]),
    )
    title = _("An audit: {title}", title=titled(one["scenario"]["title"] or one["scenario"]["name"]))
    kicker = _("What a score does to whom, at the start and after years of its own consequences.")
    return sheet(Head(_("Sousveil: audit of a score"), title, kicker, facts), sections)


def _how(found: Found) -> Section:
    head = (_("Score, window and group"), _("Chosen, and such"), _("Chosen, and not"), _("Not chosen, but such"),
            _("Not chosen, and not"))  # fmt: skip
    said = _model(found)
    return section(
        "how",
        _("What was audited, and how"),
        paragraph(_about(found.one["scenario"]["about"])),
        paragraph(
            _(
                "Everybody who {asked} is counted by group and window; no person's data leave the run. Positive is who"
                " {chosen}, right is who {truth}.",
                asked=found.word("asked"), chosen=found.word("chosen"), truth=found.word("truth"),
            )
        ),
        table((_("The model"), _("What it is")), said, figures=()) if said else None,
        tag("h3", _("What the rates are made of")),
        table(head, _counts(found), tall=True),
        paragraph(_("Means over replicates.")),
    )  # fmt: skip


def _about(text: str) -> Part:
    """What a scenario says of itself; as it was written where nobody translated it."""
    said = told(text)
    return english(text) if said == text else said


def _model(found: Found) -> list[tuple[str, Part]]:
    """What is said of the model; its values are those of a scenario file, and stay as they are."""
    said = found.one["judges"].get("model") or {}
    options = _options()
    return [(capital(options[key]), english(str(said[key]))) for key in said if said[key] not in (None, "", [])]


def _options() -> dict[str, str]:
    """What is said of a model by its name in a scenario file, and how often it was fitted anew."""
    return {
        "file": _p("of a scoring model", "file"), "columns": _p("of a scoring model", "columns"),
        "every": _p("of a scoring model", "every"), "points": _p("of a scoring model", "points"),
        "reads_as": _p("of a scoring model", "reads as"), "seconds": _p("of a scoring model", "seconds"),
        "retrain": _p("of a scoring model", "retrain"), "sha256": _p("of a scoring model", "sha256"),
        "fits": _p("of a scoring model", "fits"),
    }  # fmt: skip


def _counts(found: Found) -> list[tuple[str, ...]]:
    cells = ("true_positive", "false_positive", "false_negative", "true_negative")
    return [
        (_("{judge}, {window}, {group}", judge=found.titled(row["judge"]), window=when(row["window"]),
           group=plain(row["group"])),
         *(number(row[cell], 6) for cell in cells))
        for row in found.one["counts"] if row["group"] in ("all", "majority", "minority")
    ]  # fmt: skip


def _limits(found: Found) -> Section:
    return section("limits", _("What these figures do not say"), bullets(map(_, found.one["limits"])))
