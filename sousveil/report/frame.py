"""The frame of every page: one HTML file with style and script inside, which loads nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from sousveil.language import _, spoken
from sousveil.report import palette
from sousveil.report.markup import Html, Part, join, paragraph, tag
from sousveil.report.section import Section
from sousveil.report.sections.head import BANNER, NO_NETWORK, contents, theme


@dataclass(frozen=True)
class Head:
    """The head of a page. bar: a line above the heading; facts: (name, value) below it."""

    bar: str
    heading: str
    kicker: str
    facts: Sequence[tuple[str, str]]
    banner: str = BANNER


def sheet(head: Head, sections: Sequence[Section], title: str = "") -> str:
    """A page of sections with their contents beside them; `title` for the window, the heading unless given."""
    body = join(
        [
            tag("a", _("To the text"), href="#main", class_="skip"),
            _top(head),
            tag(
                "div",
                contents([(section.identity, section.title) for section in sections]),
                tag("main", *(section.html() for section in sections), id="main"),
                class_="frame",
            ),
            tag("footer", paragraph(_(head.banner)), paragraph(_(NO_NETWORK))),
        ]
    )
    return document(_("{title}: Sousveil", title=title or head.heading), body)


def _top(head: Head) -> Html:
    return tag(
        "header",
        tag("div", tag("span", head.bar), theme(), class_="bar"),
        tag("h1", head.heading),
        paragraph(head.kicker, class_="kicker"),
        paragraph(_(head.banner), class_="banner"),
        tag("dl", *_named(head.facts), class_="identity"),
        class_="top",
    )


def _named(facts: Iterable[tuple[str, str]]) -> list[Part]:
    return [tag("div", tag("dt", name), tag("dd", value)) for name, value in facts]


def document(title: str, body: Html) -> str:
    """The whole page as text."""
    return f'<!doctype html>\n<html lang="{spoken()}">\n{_head(title)}\n<body>{body}{_script()}</body>\n</html>\n'


def _head(title: str) -> Html:
    style = palette.css() + _asset("style.css")
    return tag(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        Html('<link rel="icon" href="data:,">'),
        tag("title", title),
        Html(f"<style>{style}</style>"),
    )


def _policy() -> str:
    """What the browser lets this page do: run its own script, by its hash, and load nothing from anywhere."""
    digest = base64.b64encode(hashlib.sha256(_asset("page.js").encode()).digest()).decode()
    loads = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"{loads}; script-src 'sha256-{digest}'"


def _script() -> Html:
    return Html(f"<script>{_asset('page.js')}</script>")


def _asset(name: str) -> str:
    return (files("sousveil.report") / "assets" / name).read_text(encoding="utf-8")
