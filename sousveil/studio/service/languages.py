"""Which language somebody reads: what they chose, what the studio was started with, what their browser asks for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from http.cookies import CookieError, SimpleCookie
from importlib.util import find_spec

from sousveil.language import ENGLISH, LANGUAGES

COOKIE = "sousveil-language"
"""What a browser keeps once its reader has chosen: a tag, and nothing else."""
READ_ALIKE = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-my": "zh-Hans"}
"""Tag in small letters -> the language that its readers are given."""
WRITTEN_OTHERWISE = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
"""Beginnings of tags whose readers did not ask for what the shorter tag would give them."""


@cache
def offered() -> dict[str, str]:
    """Tag -> name of the languages that this installation can speak: others than English need Babel."""
    return dict(LANGUAGES) if find_spec("babel") else {ENGLISH: LANGUAGES[ENGLISH]}


def wanted(headers: Mapping[str, str], given: str | None) -> str:
    """The language of an answer. headers: names in small letters; given: what the studio was started with."""
    chosen = cookie(headers, COOKIE)
    if chosen in offered():
        return chosen
    return given or asked_for(headers.get("accept-language", ""))


def asked_for(header: str) -> str:
    """The first language that a browser asks for and that is offered; English without any."""
    tags = sorted(map(_weighed, header.split(",")), key=lambda pair: -pair[1])  # stable: the first of equals
    return next((found for tag, weight in tags if weight > 0 and (found := _offered(tag))), ENGLISH)


def _weighed(part: str) -> tuple[str, float]:
    tag, _, rest = part.partition(";")
    text = rest.strip().removeprefix("q=") or "1"
    return tag.strip().lower(), float(text) if text.replace(".", "", 1).isdecimal() else 0.0


def _offered(tag: str) -> str:
    """The language for a tag, or for what is left of it without its last parts (RFC 4647, lookup)."""
    known = {one.lower(): one for one in offered()} | {tag: one for tag, one in READ_ALIKE.items() if one in offered()}
    if tag.startswith(WRITTEN_OTHERWISE):
        return known.get(tag, "")
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return known.get(tag, "")


def cookie(headers: Mapping[str, str], name: str) -> str:
    """What a browser shows under this name; an empty text without."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""
