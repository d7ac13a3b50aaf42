"""The files that pages load, at addresses that change with their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from sousveil.report import palette

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
ROOT = "/face"


@cache
def content() -> dict[str, bytes]:
    """Name -> content of every file. The base is the style of the report pages: page and studio are one family."""
    own = {one.name: one.read_bytes() for one in (files("sousveil.studio.face") / "assets").iterdir()}
    report = (files("sousveil.report") / "assets" / "style.css").read_text(encoding="utf-8")
    base = {"base.css": (palette.css() + report).encode()}
    return base | {name: text for name, text in sorted(own.items()) if _ending(name) in KINDS}


@cache
def version() -> str:
    """A short digest of all of them: modules import each other by relative names, so they change together."""
    digest = hashlib.sha256()
    for name, text in content().items():
        digest.update(name.encode() + b"\0" + text)
    return digest.hexdigest()[:12]


def url(name: str) -> str:
    """Where a file is found."""
    return f"{ROOT}/{version()}/{name}"


def kind(name: str) -> str:
    """The media type of a file."""
    return KINDS[_ending(name)]


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
