"""The files that pages load, at addresses that change with their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from sousveil.language import ENGLISH, LANGUAGES
from sousveil.language.catalogue import rooms
from sousveil.report import palette
from sousveil.studio.face.words import language, words
from sousveil.studio.service.languages import offered

KINDS = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
}  # fmt: skip
ROOT = "/face"


@cache
def content() -> dict[str, bytes]:
    """Name -> content of every file. The base is the style of the report pages: page and studio are one family."""
    own = {one.name: one.read_bytes() for one in (files("sousveil.studio.face") / "assets").iterdir()}
    report = (files("sousveil.report") / "assets" / "style.css").read_text(encoding="utf-8")
    base = {"base.css": (palette.css() + report).encode()}
    return base | {name: text for name, text in sorted(own.items()) if _ending(name) in KINDS}


def found(name: str) -> bytes | None:
    """The content of a file; the words of a language are put together when they are first asked for."""
    tag = language(name)
    if tag and tag in offered():
        return words(tag, tuple(text for name, text in content().items() if _ending(name) == "js"))
    return content().get(name)


@cache
def version() -> str:
    """A short digest of all of them: modules import each other by relative names, so they change together."""
    digest = hashlib.sha256()
    for name, text in content().items():
        digest.update(name.encode() + b"\0" + text)
    for tag in LANGUAGES:
        for room, said in (rooms(tag) if tag != ENGLISH else {}).items():
            digest.update(f"{tag}/{room}\0{said}".encode())
    return digest.hexdigest()[:12]


def url(name: str) -> str:
    """Where a file is found."""
    return f"{ROOT}/{version()}/{name}"


def kind(name: str) -> str:
    """The media type of a file."""
    return KINDS[_ending(name)]


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
