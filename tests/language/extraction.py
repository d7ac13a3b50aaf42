"""All texts of pages, as catalogues; and catalogues brought up to date with them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from tests.language import literals
from tests.language.rooms import DECLARED, PLACE, ROOMS, sources

SCRIPT = {"t": None, "tn": (1, 2), "tp": ((1, "c"), 2)}
HEADER = "# Pages of Sousveil: texts of one room of the house, and what they are in this language."
Key = tuple[str, str | tuple[str, str]]
"""(context or an empty string, the text or the text for one and for many)"""


def wanted() -> dict[str, list[Key]]:
    """Room -> its texts, in the order of the files; what an earlier room has is left out."""
    seen: set[Key] = set()
    made: dict[str, list[Key]] = {}
    for room in (*ROOMS, *DECLARED):
        found = declared(room) if room in DECLARED else marked(room)
        made[room] = [key for key in dict.fromkeys(found) if key not in seen]
        seen.update(made[room])
    return made


def marked(room: str) -> list[Key]:
    """Texts that are marked in the files of a room."""
    return [key for path in sources(room) for key in of_file(path)]


def of_file(path: Path) -> list[Key]:
    """Texts that are marked in a file."""
    if path.suffix == ".py":
        return list(literals.marked(path))
    found = extract("javascript", BytesIO(path.read_bytes()), keywords=SCRIPT, options={"encoding": "utf-8"})
    return [(context or "", message) for _line, message, _comments, context in found if message]


def declared(room: str) -> list[Key]:
    """Texts that are declared as data."""
    return [("", text) for text in DECLARED[room]() if text.strip()]


def kept(tag: str) -> dict[str, Catalog]:
    """Room -> its catalogue as it stands."""
    return {
        path.stem: read_po(BytesIO(path.read_bytes()), locale=tag.replace("-", "_"))
        for path in sorted((PLACE / tag).glob("*.po"))
    }


def update(tag: str) -> int:
    """Write the catalogues of a language anew: new texts come in empty, gone ones leave. Returns how many are empty."""
    known = {
        (message.context or "", message.id): message.string
        for room in kept(tag).values()
        for message in room
        if said(message.string)  # a text that comes in empty in one room keeps what another has of it
    }
    empty = 0
    for room, keys in wanted().items():
        made = Catalog(locale=tag.replace("-", "_"), header_comment=HEADER, fuzzy=False)
        for context, text in keys:
            string = known.get((context, text))
            empty += string is None
            made.add(text, string, context=context or None)
        write(PLACE / tag / f"{room}.po", made)
    return empty


def said(string: str | tuple[str, ...]) -> bool:
    """Whether there is a translation, of every form."""
    return all(string) if isinstance(string, tuple) else bool(string)


def write(path: Path, made: Catalog) -> None:
    """The file, without dates and tools, which would change with every writing."""
    out = BytesIO()
    write_po(out, made, width=120, omit_header=True)
    rules = f"nplurals={made.num_plurals}; plural={made.plural_expr};"
    head = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {rules}\\n"\n\n'
    )
    path.write_text(head + out.getvalue().decode(), encoding="utf-8")
