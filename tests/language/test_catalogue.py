"""Every text of a page is in every catalogue, translated, with the same values in it."""

from __future__ import annotations

import string

import pytest

from sousveil.language import ENGLISH, LANGUAGES, _, _n, speaking
from tests.language.extraction import Key, kept, wanted
from tests.language.rooms import DECLARED

OTHERS = [tag for tag in LANGUAGES if tag != ENGLISH]


def values(text: str) -> list[str]:
    """Names between braces. Literal braces do not come up in texts that take values."""
    return sorted(name for _text, name, _spec, _how in string.Formatter().parse(text) if name is not None)


def forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


@pytest.mark.parametrize("tag", OTHERS)
def test_every_text_is_translated_and_nothing_else_is_there(tag: str) -> None:
    found = kept(tag)
    for room, keys in wanted().items():
        there: dict[Key, object] = {(m.context or "", m.id): m.string for m in found[room] if m.id}
        assert not set(keys) - set(there), f"{room}: new texts; python -m tests.language brings them in"
        assert not set(there) - set(keys), f"{room}: texts that no page has; python -m tests.language takes them out"
        empty = [key for key, said in there.items() if not said or not all(forms(said))]  # type: ignore[arg-type]
        assert not empty, f"{room}: {len(empty)} texts without a translation, {empty[:3]}"


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_take_the_values_of_the_text(tag: str) -> None:
    for room, catalogue in kept(tag).items():
        if room in DECLARED:
            continue  # these take no values, and may hold braces
        for message in catalogue:
            for said in forms(message.string) if message.id else ():
                wants = values(forms(message.id)[-1])
                assert values(said) == wants, f"{room}: {message.id!r} is {said!r}"


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_is_no_fuzzy_guess(tag: str) -> None:
    assert not [m.id for room in kept(tag).values() for m in room if m.fuzzy and m.id]


def test_english_needs_no_catalogue() -> None:
    assert _("not computed") == "not computed"
    assert _n("{count} day", "{count} days", 1, count=1) == "1 day"
    assert _n("{count} day", "{count} days", 0.5, count="0.5") == "0.5 days"


def test_chinese_is_spoken_inside_only() -> None:
    with speaking("zh-Hans"):
        assert _("not computed") != "not computed"
    assert _("not computed") == "not computed"
