"""HTML by small functions. Whatever comes from a scenario or a run is escaped here, once."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from html import escape

from sousveil.language import ENGLISH, _, _p, spoken

CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)])
"""Letters that HTML does not allow, for `str.translate`."""


class Html(str):
    """Text that is HTML already. Everything else is escaped when it enters a tag."""

    __slots__ = ()


Part = str | Html | None


def safe(part: Part) -> Html:
    """The part as HTML: escaped unless it is HTML already."""
    if part is None:
        return Html("")
    return part if isinstance(part, Html) else Html(escape(str(part).translate(CONTROL), quote=True))


def join(parts: Iterable[Part], between: str = "") -> Html:
    """The parts as HTML, one after the other."""
    return Html(between.join(safe(part) for part in parts))


def tag(name: str, *parts: Part, **attributes: str | int | bool | None) -> Html:
    """An element. Attribute names lose a trailing underscore, and `_` becomes `-`; None and False leave one out."""
    texts = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        plain = key.rstrip("_").replace("_", "-")
        texts.append(f" {plain}" if value is True else f' {plain}="{escape(str(value), quote=True)}"')
    return Html(f"<{name}{''.join(texts)}>{join(parts)}</{name}>")


def filled(message: str, /, **parts: Part) -> Html:
    """A message that is translated already, as HTML, with the parts in place of its {names}.

    Text is escaped, HTML stays: `filled(_("Read {page} first."), page=link)`.
    """
    names = re.split(r"\{(\w+)\}", message)
    return Html("".join(safe(parts[piece]) if at % 2 else safe(piece) for at, piece in enumerate(names)))


def paragraph(*parts: Part, class_: str | None = None) -> Html:
    """A paragraph; nothing where there is nothing to say."""
    text = join(parts)
    return tag("p", text, class_=class_) if text else Html("")


def bullets(items: Iterable[Part], class_: str | None = None) -> Html:
    """A list of items."""
    return tag("ul", *(tag("li", item) for item in items), class_=class_)


def table(
    head: Sequence[Part],
    rows: Iterable[Sequence[Part]],
    *,
    caption: Part = None,
    figures: Collection[int] | None = None,
    tall: bool = False,
) -> Html:
    """A table in a box that scrolls sideways, and if it is `tall` downwards.

    figures: the columns that hold figures, all but the first unless given.
    """
    right = range(1, len(head)) if figures is None else figures
    top = tag(
        "tr", *(tag("th", cell, scope="col", class_="figure" if at in right else None) for at, cell in enumerate(head))
    )
    body = [
        tag(
            "tr",
            *(
                tag("th", cell, scope="row") if at == 0 else tag("td", cell, class_="figure" if at in right else None)
                for at, cell in enumerate(row)
            ),
        )
        for row in rows
    ]
    inner = join([tag("caption", caption) if caption else None, tag("thead", top), tag("tbody", *body)])
    label = str(caption) if caption and not isinstance(caption, Html) else _("table")
    return tag(
        "div",
        tag("table", inner),
        class_="scroll tall" if tall else "scroll",
        tabindex="0",
        role="region",
        aria_label=label,
    )


def folded(summary: Part, *parts: Part) -> Html:
    """Parts behind a line that opens them."""
    return tag("details", tag("summary", summary), *parts)


def english(part: Part) -> Part:
    """What stays English on every page: a source, a message of the command line."""
    return part if spoken() == ENGLISH or not part else tag("span", part, lang=ENGLISH)


def declared(text: str) -> Part:
    """A text of a scenario or an exhibit in the language spoken, or as it was written where nobody translated it."""
    said = _(text)
    return english(text) if said == text else said


def with_code(text: str) -> Html:
    """Text in which every second part between backticks is code."""
    return join(tag("code", part) if at % 2 else part for at, part in enumerate(text.split("`")))


def label(text: str) -> Html:
    """'Text: ' in bold, before what it labels."""
    return tag("b", _p("before what it labels", "{label}: ", label=text))


def data(identity: str, content: object) -> Html:
    """JSON for the page's script. No `<` survives, so nothing in it can end the element."""
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    return Html(f'<script type="application/json" id="{escape(identity, quote=True)}">{text}</script>')
