"""What a person writes: judgements stay blank, with lines to write on, and say whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.report.markup import Html, join, paragraph, tag
from sousveil.report.words import capital

Document = Mapping[str, Any]


def blank(item: Document, question: str = "Judgement") -> Html:
    """A box to write in, on paper or in the Markdown; what somebody has written already stands in it."""
    whose = tag("small", f"whose: {item['whose']}")
    written = item.get("judgement") or item.get("answer") or ""
    space = paragraph(written) if written else tag("div", class_="space", aria_hidden="true")
    return tag("div", paragraph(tag("b", capital(question)), " ", whose), space, class_="judgement")


def value(given: Any, say: Any) -> str:
    """A parameter's value, or its values by place."""
    if isinstance(given, Mapping):
        return ", ".join(f"{place}: {say(float(one))}" for place, one in given.items())
    return str(say(float(given)))


def anchor(identity: str) -> str:
    """An identity as the anchor of an element."""
    return identity.replace("(", "-").replace(")", "").replace("/", "-")


def link(identity: str, *parts: Any) -> Html:
    """A link within the page."""
    return tag("a", join(parts), href=f"#{anchor(identity)}")
