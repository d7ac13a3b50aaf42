"""The frame of every page: one HTML file with style and script inside, which loads nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from sousveil.report import palette
from sousveil.report.markup import Html, tag


def document(title: str, body: Html) -> str:
    """The whole page as text."""
    return f'<!doctype html>\n<html lang="en">\n{_head(title)}\n<body>{body}{_script()}</body>\n</html>\n'


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
