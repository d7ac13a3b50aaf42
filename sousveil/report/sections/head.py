"""The head of the page: which scenario, how many people, which seed; and what the page is not."""

from __future__ import annotations

from sousveil.report import words
from sousveil.report.markup import Html, join, paragraph, tag
from sousveil.report.reading import Reading

BANNER = "Synthetic people only. A conditional result of a model, not a forecast of a country."
OMNISCIENT = "Omniscient run: in this scenario those who judge may read the truth. No real authority can."


def head(reading: Reading) -> Html:
    """The title block with banners and identity."""
    scenario = reading.scenario
    facts = (
        ("People", f"{scenario.people:,} (synthetic)"),
        ("Days", f"{scenario.days:,}"),
        ("Replicates", f"{reading.replicates:,}"),
        ("Seed", str(scenario.seed)),
        ("Version", reading.version),
        ("Run on", reading.date or "unknown"),
        ("State hash", reading.state_hash[:12] or "unknown"),
    )
    bar = tag(
        "div",
        tag("span", "Sousveil: what a run of the model shows"),
        tag("button", "Dark page", id="theme", type="button", class_="needs-script"),
        class_="bar",
    )
    return tag(
        "header",
        bar,
        tag("h1", scenario.title),
        paragraph(words.capital(scenario.label), class_="kicker") if scenario.label else None,
        paragraph(BANNER, class_="banner"),
        paragraph(OMNISCIENT, class_="banner red") if scenario.omniscient else None,
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts), class_="identity"),
        class_="top",
    )


def foot(reading: Reading) -> Html:
    """The last lines of the page."""
    return tag(
        "footer",
        paragraph(BANNER),
        paragraph(reading.badge, f" · state hash {reading.state_hash or 'unknown'}"),
        paragraph("This file needs no network: everything it shows is inside it."),
    )


def contents(items: list[tuple[str, str]]) -> Html:
    """The list of sections, as links."""
    links = join(tag("li", tag("a", title, href=f"#{identity}")) for identity, title in items)
    return tag("nav", tag("ol", links), aria_label="Contents")
