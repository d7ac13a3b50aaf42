"""How things show themselves in a notebook: one card of HTML, in the colours of whatever page it stands on.

No script, nothing fetched, no colour of its own. Whatever comes from a scenario or a run is escaped here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """\
.sousveil table{border-collapse:collapse;margin:.4em 0;color:inherit;background:none}
.sousveil caption{text-align:left;font-weight:bold;padding:.3em 0}
.sousveil th,.sousveil td{text-align:left;vertical-align:top;padding:.15em .7em .15em 0;border:0;\
border-bottom:thin solid;border-color:color-mix(in srgb,currentColor 25%,transparent);color:inherit;background:none}
.sousveil .number{text-align:right;font-variant-numeric:tabular-nums}
.sousveil .part{padding-top:.8em;font-weight:bold}
.sousveil .scroll{max-height:28em;overflow:auto}
.sousveil p,.sousveil summary{margin:.3em 0}
.sousveil pre{white-space:pre-wrap}"""
"""Lines are of the colour of the text, so that a card reads on light and on dark."""


class Piece(str):
    """Text that is HTML already."""

    __slots__ = ()


Cell = str | Piece


def piece(text: Cell) -> Piece:
    """The text as HTML: escaped unless it is HTML already."""
    return text if isinstance(text, Piece) else Piece(escape(str(text), quote=True))


def card(title: str, *parts: Cell) -> str:
    """A card with a title; texts become paragraphs, and empty ones nothing."""
    inner = "".join(part if isinstance(part, Piece) else paragraph(part) for part in parts if part)
    return f'<div class="sousveil"><style>{STYLE}</style><p><b>{piece(title)}</b></p>{inner}</div>'


def paragraph(text: Cell) -> Piece:
    """A paragraph."""
    return Piece(f"<p>{piece(text)}</p>")


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, numbers: Iterable[int] = (),
          caption: str = "") -> Piece:  # fmt: skip
    """A table in a box that scrolls. A row of one cell begins a part; numbers: the columns that hold numbers."""
    right = set(numbers)

    def row(tag: str, cells: Sequence[Cell]) -> str:
        if len(cells) == 1:
            return f'<tr><th class="part" colspan="{len(heads)}">{piece(cells[0])}</th></tr>'
        made = (_cell(tag, cell, at in right) for at, cell in enumerate(cells))
        return f"<tr>{''.join(made)}</tr>"

    top = f"<caption>{piece(caption)}</caption>" if caption else ""
    body = "".join(row("td", cells) for cells in rows)
    return Piece(
        f'<div class="scroll"><table>{top}<thead>{row("th", heads)}</thead><tbody>{body}</tbody></table></div>'
    )


def _cell(tag: str, cell: Cell, number: bool) -> str:
    return f'<{tag} class="number">{piece(cell)}</{tag}>' if number else f"<{tag}>{piece(cell)}</{tag}>"


def text_block(text: str) -> Piece:
    """Lines as they are, such as a file."""
    return Piece(f'<div class="scroll"><pre>{piece(text)}</pre></div>')


def folded(summary: str, *parts: Cell) -> Piece:
    """Parts behind a line that opens them; nothing where there are none."""
    inner = "".join(part if isinstance(part, Piece) else paragraph(part) for part in parts if part)
    return Piece(f"<details><summary>{piece(summary)}</summary>{inner}</details>") if inner else Piece("")


def facts(*parts: str) -> str:
    """Short facts in a row: "20,000 people; 90 days; seed 1"."""
    return "; ".join(filter(None, parts))


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 replicate", "4 replicates"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def kept_in(folder: object) -> str:
    """Where it was written, if it was."""
    return f"folder: {folder}" if folder is not None else "nothing was written"
