"""Texts that pages show and other rooms have: declared ones. Those that nobody has translated yet are left out here.

Once their rooms are complete, which tests/language/test_catalogue.py holds, nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sousveil.contract.columns import COLUMNS, GROUPS
from sousveil.contract.events import EVENTS
from sousveil.contract.registry import mechanisms
from sousveil.language import _, speaking
from sousveil.measures.articles import ARTICLES
from sousveil.measures.registry import MEASURES
from sousveil.report import names
from sousveil.report.sections.head import BANNER, OMNISCIENT
from sousveil.safeguards import SAFEGUARDS
from sousveil.scenario import load
from sousveil.scenario import names as scenarios
from tests.language.reading import ENGLISH, untranslated

CHINESE = "zh-Hans"
LACKING = ("No part of this scenario produces: ", "Nothing in this scenario moves")
"""How the page of a run says what a measure lacks."""


def left(page: str, *documents: Any) -> list[str]:
    """What a page says in English, without declared texts that have no translation.

    documents: what else is declared, for instance exhibits, whose every text is.
    """
    given = {text for one in documents for text in strings(one)}
    return [text for text in untranslated(page) if ENGLISH.search(_without(text, frozenset(given)))]


def strings(given: Any) -> Iterator[str]:
    """Every text in plain values."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        for value in given.values():
            yield from strings(value)
    elif isinstance(given, list):
        for value in given:
            yield from strings(value)


def _without(text: str, given: frozenset[str]) -> str:
    found = _untranslated(frozenset(declared()) | given)
    if text.endswith("\u2026") and any(known.startswith(text[:-1]) for known in found):
        return ""  # a name that was cut beside an axis
    for known in found:
        for said in (known, known[:1].upper() + known[1:], " ".join(known.split()), known.removeprefix("share ")):
            text = text.replace(said, "")
    return text


@cache
def _untranslated(texts: frozenset[str]) -> list[str]:
    """Longest first, so that no part of one is taken out before the whole."""
    with speaking(CHINESE):
        return sorted((text for text in texts if ENGLISH.search(text) and _(text) == text), key=len, reverse=True)


@cache
def declared() -> tuple[str, ...]:
    """Of the contract, mechanisms, measures, safeguards and scenarios."""
    found = [BANNER, OMNISCIENT, *LACKING, *ARTICLES.values(), *GROUPS.values(), *names.MEASURES.values()]
    found += [
        *names.EVENTS.values(),
        *(text for event in EVENTS for text in (event.doc, event.name.replace("_", " "))),
        *(column.doc for column in COLUMNS),
    ]
    for measure in MEASURES.values():
        found += [measure.doc, measure.unit, measure.empty, measure.name.replace("_", " ")]
    for rule in mechanisms().values():
        found += [(rule.__doc__ or "").strip().partition("\n")[0]]
        found += [text for number in rule.parameters.values() for text in (number.doc, number.unit)]
    for guard in SAFEGUARDS.values():
        found += [guard.does, guard.remains, guard.name.replace("_", " ")]
        found += [text for number in guard.parameters.values() for text in (number.doc, number.unit)]
    for name in scenarios():
        scenario = load(name)
        found += [scenario.title, scenario.label, scenario.about]
    return tuple(found)
