"""What a person writes: judgements stay blank, with lines to write on, and say whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.language import N_, _
from sousveil.report.markup import Html, join, paragraph, tag
from sousveil.report.units import place
from sousveil.report.words import capital, enumerated, number

Document = Mapping[str, Any]


def blank(item: Document, question: str = N_("Judgement")) -> Html:
    """A box to write in, on paper or in the Markdown; what somebody has written already stands in it."""
    whose = tag("small", _("whose: {who}", who=_(item["whose"])))
    written = item.get("judgement") or item.get("answer") or ""
    space = paragraph(written) if written else tag("div", class_="space", aria_hidden="true")
    return tag("div", paragraph(tag("b", capital(_(question))), " ", whose), space, class_="judgement")


def value(given: Any, say: Any) -> str:
    """A parameter's value, or its values by place."""
    if isinstance(given, Mapping):
        return enumerated(_("{name}: {value}", name=place(name), value=say(float(one))) for name, one in given.items())
    return str(say(float(given)))


def amount(fact: Document) -> str:
    """A parameter's value with its unit."""
    return _("{number} {unit}", number=value(fact["value"], number), unit=_(fact["unit"]))


def anchor(identity: str) -> str:
    """An identity as the anchor of an element."""
    return identity.replace("(", "-").replace(")", "").replace("/", "-")


def link(identity: str, *parts: Any) -> Html:
    """A link within the page."""
    return tag("a", join(parts), href=f"#{anchor(identity)}")
