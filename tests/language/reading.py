"""What a page says in English although it is written in another language."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "input", "img", "hr"}
UNREAD = {"style", "script", "code", "cite", "pre", "kbd"}
"""Elements whose text is no sentence: names of the code, citations of works in their own language."""
SPOKEN = ("aria-label", "title", "alt", "placeholder", "aria-valuetext")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[\s,'\u2019-]+[A-Za-z]{2,}){2,}")
"""Three words in a row: names of works, laws and places may stay as they are, sentences may not."""


class Reader(HTMLParser):
    """Collects texts outside of `code`, `cite` and of parts that are marked lang="en"."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        unread = tag in UNREAD or given.get("lang") == "en" or bool(self.open and self.open[-1][1])
        if not unread:
            self.found += [text for key in SPOKEN if (text := given.get(key) or "")]
        if tag not in VOID:
            self.open.append((tag, unread))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.found.append(data)


def untranslated(html: str) -> list[str]:
    """Texts with three English words in a row."""
    reader = Reader()
    reader.feed(html)
    return [" ".join(text.split()) for text in reader.found if ENGLISH.search(text)]
