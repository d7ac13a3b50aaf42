"""English texts of documents are told again, with what was put into them."""

from __future__ import annotations

import pytest

from sousveil.language import _, speaking
from sousveil.language.retelling import retold

CHINESE = "zh-Hans"
STILL = "without it, what was done to the person still differs, {left} times"
WEIGHED = (
    "a safeguard is weighed by living the same people with and without it, with paired intervals: `sousveil safeguards"
    " {scenario}`, or one alone by `sousveil compare {scenario} --with NAME`"
)


def test_english_stays_as_it_is() -> None:
    assert retold(STILL.format(left=3)) == STILL.format(left=3)


@pytest.mark.parametrize(("message", "values"), [(STILL, {"left": "3"}), (WEIGHED, {"scenario": "a-b"})])
def test_a_message_is_found_by_what_stands_between_its_values(message: str, values: dict[str, str]) -> None:
    with speaking(CHINESE):
        assert retold(message.format(**values)) == _(message, **values) != message.format(**values)


def test_values_are_told_again_too() -> None:
    text = "Which unanswered question matters most was not assessed: no runs with other numbers were asked for."
    with speaking(CHINESE):
        assert retold(text) == _(
            "Which unanswered question matters most was not assessed: {why}.",
            why=_("no runs with other numbers were asked for"),
        )


def test_what_nobody_knows_and_what_is_too_short_to_find_stays_english() -> None:
    with speaking(CHINESE):
        assert retold("a sentence that no page says") == "a sentence that no page says"
        assert retold("4 in 100") == "4 in 100"
        assert retold("4 in 100", "{number} in 100") == _("{number} in 100", number="4")
        assert retold("") == ""


def test_one_value_that_comes_up_twice_is_the_same_twice() -> None:
    with speaking(CHINESE):
        other = WEIGHED.replace("{scenario}", "a", 1).replace("{scenario}", "b", 1)
        assert retold(other) == other
