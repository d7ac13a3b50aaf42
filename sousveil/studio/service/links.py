"""A link that reproduces a setting: ?scenario=everything-app&people=50000&set=fear.standing=0.2&with=appeal."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any
from urllib.parse import parse_qsl, urlencode

from sousveil.contract.errors import RequestError, unknown
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario.changes import override
from sousveil.scenario.page import value_of
from sousveil.scenario.writing import flow
from sousveil.studio.service.drafts import LONGEST, Change, Draft, begin, change, content, read

SIZES = ("people", "days", "seed")
SAID = {"schema", "name", "base", "without", "with", "set", *SIZES}
"""Keys of a draft that a link can say in words; a draft that says more travels as its text, compressed."""
MOST = 2000
"""Parts of a link that are read."""
KEYS = ("scenario", "text", "set", "with", "without", *SIZES)


def link(draft: Draft) -> str:
    """The query of a link to this draft, without the question mark."""
    data = content(draft.text)
    if draft.base is None or not data.keys() <= SAID or data["name"] != draft.base:
        return urlencode({"text": _packed(draft.text)})
    pairs: list[tuple[str, str]] = [("scenario", draft.base)]
    pairs += [(key, str(data[key])) for key in SIZES if key in data]
    pairs += [("without", name) for name in data.get("without") or []]
    for name, numbers in (data.get("with") or {}).items():
        pairs.append(("with", name))
        pairs += [("with", f"{name}.{key}={flow(value)}") for key, value in (numbers or {}).items()]
    pairs += [("set", f"{path}={flow(value)}") for path, value in (data.get("set") or {}).items()]
    return urlencode(pairs)


def opened(query: str) -> Draft:
    """The draft that a link describes; raises RequestError for what it cannot say."""
    try:
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        raise RequestError("the link says too much", where="the link", allowed=f"at most {MOST:,} parts") from None
    for key, _ in pairs:
        if key not in KEYS:
            raise unknown("key", key, KEYS, where="the link")
    said = dict(pairs)
    if "text" in said:
        return read(_unpacked(said["text"]))
    values: dict[str, Any] = {key: value_of(said[key], f"the link: {key}") for key in SIZES if key in said}
    values |= {path: value for path, value, _ in (override(text) for key, text in pairs if key == "set")}
    mechanisms = {name: False for key, name in pairs if key == "without"}
    guards: dict[str, dict[str, Any]] = {}
    for text in (text for key, text in pairs if key == "with"):
        name, _, number = text.partition(".")
        if name not in SAFEGUARDS and not number:
            mechanisms[name] = True
        elif name not in SAFEGUARDS:
            path, values[path], _ = override(text)
        else:
            numbers = guards.setdefault(name, {})
            if number:
                path, value, _ = override(text)
                numbers[path.partition(".")[2]] = value
    return change(begin(said.get("scenario", "everything-app")).text, Change(values, mechanisms, guards))


def _packed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def _unpacked(packed: str) -> str:
    """The text; never more of it than a draft may have, however well it was compressed."""
    try:
        raw = base64.urlsafe_b64decode(packed.encode() + b"=" * (-len(packed) % 4))
        text = zlib.decompressobj().decompress(raw, 4 * LONGEST + 1).decode()
    except (binascii.Error, zlib.error, ValueError):
        raise RequestError(
            "the link is damaged", where="the link: text", allowed="a link as the studio made it"
        ) from None
    return text
