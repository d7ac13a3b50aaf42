"""One section of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sousveil.language import _
from sousveil.report import names, reasons
from sousveil.report.markup import Html, Part, join, paragraph, tag
from sousveil.report.reading import Reading
from sousveil.report.words import capital, gap, listing, sentence, sentences

UNEMITTED = "nothing in this scenario emits"
"""How the measures begin a reason of this kind."""


@dataclass(frozen=True)
class Section:
    """identity: the anchor; title: what the contents list shows; body: HTML."""

    identity: str
    title: str
    body: Html

    def html(self) -> Html:
        """The section as an element with its heading."""
        heading = f"{self.identity}-title"
        return tag("section", tag("h2", self.title, id=heading), self.body, id=self.identity, aria_labelledby=heading)


def section(identity: str, title: str, *parts: Part) -> Section:
    """A section of these parts."""
    return Section(identity, title, join(parts))


def absent(what: str, reason: str) -> Html:
    """Said where a part of the page has nothing to show, and why."""
    return paragraph(tag("b", what), gap(), reason, class_="absent")


def because(reading: Reading, *measures: str) -> str:
    """Why these measures have no value, in sentences; what repeats is said once."""
    return plainly([reading.entry(name).reason for name in measures if reading.value(name) is None])


def plainly(given: Iterable[str]) -> str:
    """Reasons of measures as sentences for readers: events that nothing emits are listed once, by plain names."""
    events: list[str] = []
    others: list[str] = []
    for reason in filter(None, given):
        if UNEMITTED in reason:
            events += [names.event(name) for name in re.findall(r"'(\w+)'", reason)]
        else:
            others.append(capital(reasons.told(reason)))
    produced = listing(list(dict.fromkeys(events)))
    said = [_("No part of this scenario produces: {events}", events=produced)] if events else []
    return sentences([sentence(text) for text in dict.fromkeys([*said, *others])])
