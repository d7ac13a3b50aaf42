"""One section of the page."""

from __future__ import annotations

from dataclasses import dataclass

from sousveil.report.markup import Html, Part, join, paragraph, tag
from sousveil.report.reading import Reading


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
    return paragraph(tag("b", what), f" {reason}", class_="absent")


def because(reading: Reading, *measures: str) -> str:
    """Why these measures have no value, in a sentence; reasons that repeat are said once."""
    reasons = [reading.entry(name).reason for name in measures if reading.value(name) is None]
    return "; ".join(dict.fromkeys(reason for reason in reasons if reason)) + "."
