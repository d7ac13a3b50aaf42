"""Reading a catalogue: the gettext files of a language, one a room of the house, as one."""

from __future__ import annotations

from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from sousveil.contract.errors import RequestError


def rooms(tag: str) -> dict[str, str]:
    """Name of a room -> the text of its file."""
    found = sorted((one for one in (files("sousveil.language") / tag).iterdir() if one.name.endswith(".po")), key=str)
    return {one.name.removesuffix(".po"): one.read_text(encoding="utf-8") for one in found}


def read(tag: str) -> GNUTranslations:
    """All that is translated into a language. Raises RequestError where babel is not installed."""
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError as error:
        raise RequestError(
            "pages in another language than English need Babel", where="--language", found=tag,
            allowed="pip install 'sousveil[page]'",
        ) from error  # fmt: skip
    whole = None
    for text in rooms(tag).values():
        made, found = BytesIO(), read_po(BytesIO(text.encode()), locale=tag.replace("-", "_"))
        for message in [one for one in found if one.pluralizable and not any(one.string or ())]:
            found.delete(message.id, message.context)  # not translated here; Babel would hand on the empty text
        write_mo(made, found)
        made.seek(0)
        room = GNUTranslations(made)
        if whole is None:
            whole = room
        else:
            whole.add_fallback(room)
    return whole or GNUTranslations()
