"""The frame of every page of the studio: the pages' ways, the theme, and where the page's own script fills in."""

from __future__ import annotations

from dataclasses import dataclass

from sousveil.report.markup import Html, Part, join, paragraph, safe, tag
from sousveil.studio.face import assets

BANNER = "Everybody here is synthetic: people are generated from tables, and nobody in it exists."
TOLD = "Nothing is fetched from outside this machine, and nothing is sent."


@dataclass(frozen=True)
class Page:
    """path: its address; name: of its module; menu: its name in the menu, empty where it is not in it."""

    path: str
    name: str
    menu: str
    heading: str
    kicker: str


PAGES = (
    Page("/", "gallery", "Scenarios", "Start from a scenario",
         "Each is a whole system, described with what it leaves out. Open one, change what you doubt, and let it run."),
    Page("/edit", "edit", "Change", "Change a scenario",
         "Every number of the scenario, in the order of the day. What you change is marked, here and in its text."),
    Page("/runs", "runs", "Runs", "Runs",
         "Each run is a folder on this machine, the same that the command line writes."),
    Page("/runs/{name}", "run", "", "A run", ""),
    Page("/jobs/{number}", "job", "", "A run", ""),
    Page("/compare", "compare", "Compare", "Compare",
         "The same people with the same luck under two systems: what differs is the systems' doing."),
    Page("/lives", "lives", "Lives", "Lives",
         "One synthetic person of a run, day by day, and the same person under another system."),
    Page("/assess", "assess", "Assess", "Assess",
         "A rights assessment to complete: law first, then harms in people and days. The judgements stay blank."),
    Page("/replicate", "replicate", "Replicate", "Published beside simulated",
         "What others published, what the lab makes of it, and whether the two agree."),
    Page("/world", "world", "World", "The world of countries",
         "How the machinery, the laws and the idea travel between countries."),
    Page("/help", "help", "Help", "Help", "What the pages do, what the words mean, and what the studio will not do."),
)  # fmt: skip
"""The pages, in the order of the menu."""

ENTER = Page(
    "/enter", "enter", "", "Enter the studio",
    "This studio can be reached from other machines, so it asks for the token given at its start.",
)  # fmt: skip


def page(which: Page, *parts: Part) -> str:
    """The page as text; its module fills in the element `content`, after the parts."""
    body = join(
        [
            tag("a", "To the text", href="#main", class_="skip"),
            _bar(which),
            tag("main", _head(which), *parts, _content(), tag("noscript", _unscripted()), id="main", tabindex="-1"),
            tag("footer", paragraph(BANNER, " ", TOLD)),
            Html('<div id="spoken" class="unseen" role="status" aria-live="polite"></div>'),
        ]
    )
    return f'<!doctype html>\n<html lang="en">\n{_html_head(which)}\n<body>{body}</body>\n</html>\n'


def _html_head(which: Page) -> Html:
    return tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'),
        tag("title", f"{which.heading}: Sousveil studio"),
        Html(f'<link rel="stylesheet" href="{assets.url("base.css")}">'),
        Html(f'<link rel="stylesheet" href="{assets.url("studio.css")}">'),
        tag("script", src=assets.url("theme.js")),  # not deferred: a page must not flash in the other theme
        tag("script", src=assets.url(f"{which.name}.js"), type="module"),
    )


def _bar(which: Page) -> Html:
    items = (
        tag("li", tag("a", one.menu, href=one.path, aria_current="page" if one is which else None))
        for one in PAGES
        if one.menu
    )
    return tag(
        "header",
        tag("a", "Sousveil", tag("span", " studio"), href="/", class_="mark"),
        tag("nav", tag("ul", *items), aria_label="Pages"),
        tag("button", "Dark page", id="theme", type="button", class_="needs-script"),
        class_="studio-bar",
    )


def _head(which: Page) -> Html:
    return tag(
        "div",
        tag("h1", which.heading, id="heading"),
        paragraph(which.kicker, class_="kicker") if which.kicker else None,
        class_="head",
    )


def _content() -> Html:
    return tag("div", id="content")


def _unscripted() -> Html:
    return paragraph(
        safe("This page needs scripts, which come from this machine alone. Without them, use the command line: "),
        tag("code", "sousveil --help"),
        ".",
        class_="absent",
    )
