"""The first page: every shipped scenario with its own sentence and a picture of what it is made of."""

from __future__ import annotations

from urllib.parse import urlencode

from sousveil.contract.registry import mechanism
from sousveil.language import _
from sousveil.report.markup import Html, join, paragraph, tag
from sousveil.report.words import capital
from sousveil.studio.face.anatomy import anatomy, said
from sousveil.studio.service.gallery import Card, cards


def gallery() -> Html:
    """The cards, and what the pictures show."""
    known = _known(cards())
    note = _(
        "The pictures show the rules of the lab in the order of the day: a full dot takes part, a hollow one does not."
        " Dots of the middle three columns are what the system does."
    )
    return join(
        [tag("ul", *(_card(card, known) for card in cards()), class_="gallery"), paragraph(note, class_="note")]
    )


def _known(every: tuple[Card, ...]) -> dict[str, list[str]]:
    """Phase -> all rules of any shipped scenario, those that most of them have first."""
    counts: dict[str, int] = {}
    for card in every:
        for name in card.mechanisms:
            counts[name] = counts.get(name, 0) + 1
    found: dict[str, list[str]] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        found.setdefault(mechanism(name).phase.name, []).append(name)
    return found


def _card(card: Card, known: dict[str, list[str]]) -> Html:
    present, place = frozenset(card.mechanisms), urlencode({"scenario": card.name})
    return tag(
        "li",
        anatomy(_(card.title), known, present),
        tag("h2", tag("a", _(card.title), href=f"/edit?{place}")),
        paragraph(_(card.label), class_="label") if card.label else None,
        paragraph(_(card.about)),
        paragraph(_("{what}.", what=capital(said(known, present))), class_="note"),
    )
