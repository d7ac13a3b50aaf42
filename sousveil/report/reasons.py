"""Why a measure has no value, in the language spoken. Measures say it in English, and so does summary.json."""

from __future__ import annotations

import re

from sousveil.language import ENGLISH, N_, _, spoken
from sousveil.language.retelling import among
from sousveil.report import names
from sousveil.report.words import listing

COMPOSED = (
    N_("nothing in this scenario emits any of {events}"),
    N_("nothing in this scenario emits {event} ({doc})"),
    N_("nothing in this scenario moves {column} ({doc})"),
    N_("nothing in this scenario settles {name}"),
    N_("nothing settles {name}"),
    N_("this scenario has no {doc}"),
    N_("none befell the group {group}, or nobody belongs to it"),
    N_("it never happened: {doc}"),
    N_("baseline: {reason}"),
    N_("reform: {reason}"),
    N_("{doc}: never"),
)
"""Reasons with something filled in, the first that fits first; `doc` is a text of the contract."""
SIDES = re.compile(r"; (?=reform: )")
"""Between what is said of the two sides of a pair."""


def told(reason: str) -> str:
    """A reason as `summary.json` has it, in the language spoken."""
    if spoken() == ENGLISH:
        return reason
    sides = SIDES.split(reason)
    if len(sides) > 1:
        return _("{baseline}; {reform}", baseline=told(sides[0]), reform=told(sides[1]))
    return among(reason, COMPOSED, _part)


def _part(name: str, text: str) -> str:
    """What is filled in, translated where it is words and not a name of the code."""
    if name == "reason":
        return told(text)
    if name == "events":
        return listing([names.event(event) for event in re.findall(r"'(\w+)'", text)])
    if name == "group":
        return names.group(text.strip("'"))
    return _(text) if name == "doc" else text
