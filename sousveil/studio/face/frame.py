"""The frame of every page of the studio: the pages' ways, the theme, and where the page's own script fills in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sousveil.language import N_, _, spoken
from sousveil.report.markup import Html, Part, filled, join, paragraph, tag
from sousveil.report.words import sentences
from sousveil.studio.face import assets
from sousveil.studio.service.languages import offered

BANNER = N_("Everybody here is synthetic: people are generated from tables, and nobody in it exists.")
TOLD = N_("Nothing is fetched from outside this machine, and nothing is sent.")


@dataclass(frozen=True)
class Page:
    """path: its address; name: of its module; menu: its name in the menu, empty where it is not in it.

    menu, heading and kicker are said in the language spoken where they are shown.
    """

    path: str
    name: str
    menu: str
    heading: str
    kicker: str


PAGES = (
    Page("/", "gallery", N_("Scenarios"), N_("Start from a scenario"),
         N_("Each is a whole system, described with what it leaves out. "
            "Open one, change what you doubt, and let it run.")),
    Page("/edit", "edit", N_("Change"), N_("Change a scenario"),
         N_("Every number of the scenario, in the order of the day. What you change is marked, here and in its text.")),
    Page("/runs", "runs", N_("Runs"), N_("Runs"),
         N_("Each run is a folder on this machine, the same that the command line writes.")),
    Page("/runs/{name}", "run", "", N_("A run"), ""),
    Page("/jobs/{number}", "job", "", N_("A run"), ""),
    Page("/compare", "compare", N_("Compare"), N_("Compare"),
         N_("The same people with the same luck under two systems: what differs is the systems' doing.")),
    Page("/lives", "lives", N_("Lives"), N_("Lives"),
         N_("One synthetic person of a run, day by day, and the same person under another system.")),
    Page("/assess", "assess", N_("Assess"), N_("Assess"),
         N_("A rights assessment to complete: law first, then harms in people and days. The judgements stay blank.")),
    Page("/replicate", "replicate", N_("Replicate"), N_("Published beside simulated"),
         N_("What others published, what the lab makes of it, and whether the two agree.")),
    Page("/world", "world", N_("World"), N_("The world of countries"),
         N_("How the machinery, the laws and the idea travel between countries.")),
    Page("/help", "help", N_("Help"), N_("Help"),
         N_("What the pages do, what the words mean, and what the studio will not do.")),
)  # fmt: skip
"""The pages, in the order of the menu."""

ENTER = Page(
    "/enter", "enter", "", N_("Enter the studio"),
    N_("This studio can be reached from other machines, so it asks for the token given at its start."),
)  # fmt: skip


def page(which: Page, *parts: Part) -> str:
    """The page as text; its module fills in the element `content`, after the parts."""
    body = join(
        [
            tag("a", _("To the text"), href="#main", class_="skip"),
            _bar(which),
            tag("main", _head(which), *parts, _content(), tag("noscript", _unscripted()), id="main", tabindex="-1"),
            tag("footer", paragraph(sentences([_(BANNER), _(TOLD)]))),
            Html('<div id="spoken" class="unseen" role="status" aria-live="polite"></div>'),
        ]
    )
    return f'<!doctype html>\n<html lang="{spoken()}">\n{_html_head(which)}\n<body>{body}</body>\n</html>\n'


def _html_head(which: Page) -> Html:
    return tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'),
        tag("title", _("{heading}: Sousveil studio", heading=_(which.heading))),
        Html(f'<link rel="stylesheet" href="{assets.url("base.css")}">'),
        Html(f'<link rel="stylesheet" href="{assets.url("studio.css")}">'),
        tag("script", src=assets.url("theme.js")),  # not deferred: a page must not flash in the other theme
        tag("script", src=assets.url(f"{which.name}.js"), type="module"),
    )


def _bar(which: Page) -> Html:
    items = (
        tag("li", tag("a", _(one.menu), href=one.path, aria_current="page" if one is which else None))
        for one in PAGES
        if one.menu
    )
    return tag(
        "header",
        tag("a", "Sousveil", tag("span", " ", _("studio")), href="/", class_="mark"),
        tag("nav", tag("ul", *items), aria_label=_("Pages")),
        tag("span", *_languages(), _theme(), class_="choices"),
        class_="studio-bar",
    )


def _theme() -> Html:
    dark, light = _("Dark page"), _("Light page")
    return tag("button", dark, id="theme", type="button", class_="needs-script", data_dark=dark, data_light=light)


def _languages() -> Iterator[Html]:
    """A button for every other language, in that language."""
    for one, name in offered().items():
        if one != spoken():
            yield tag("button", name, type="button", class_="needs-script", lang=one, data_language=one)


def _head(which: Page) -> Html:
    return tag(
        "div",
        tag("h1", _(which.heading), id="heading"),
        paragraph(_(which.kicker), class_="kicker") if which.kicker else None,
        class_="head",
    )


def _content() -> Html:
    return tag("div", id="content")


def _unscripted() -> Html:
    text = _(
        "This page needs scripts, which come from this machine alone. Without them, use the command line: {command}."
    )
    return paragraph(filled(text, command=tag("code", "sousveil --help")), class_="absent")
