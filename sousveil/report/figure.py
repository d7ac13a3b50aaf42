"""A chart on the page: title with unit, picture, text alternative, badge, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sousveil.language import _
from sousveil.report.markup import Html, Part, folded, join, paragraph, table, tag


@dataclass(frozen=True)
class Figure:
    """What one chart shows. `alt` says in a sentence what the picture says; `rows` are all its numbers."""

    title: str
    svg: str
    alt: str
    head: Sequence[str]
    rows: Sequence[Sequence[Part]]
    note: str = ""
    figures: tuple[int, ...] | None = None


def show(figure: Figure, badge: str) -> Html:
    """The figure as HTML."""
    return tag(
        "figure",
        tag("figcaption", figure.title),
        tag("div", Html(figure.svg), role="img", aria_label=_("{title}. {told}", title=figure.title, told=figure.alt)),
        paragraph(figure.note, class_="note") if figure.note else None,
        paragraph(badge, class_="badge"),
        folded(
            _("The numbers behind this picture"),
            table(figure.head, figure.rows, caption=figure.title, figures=figure.figures),
        ),
    )


def gallery(figures: Sequence[Figure], badge: str) -> Html:
    """Figures side by side where there is room."""
    if not figures:
        return Html("")
    return tag("div", join(show(figure, badge) for figure in figures), class_="figures")
