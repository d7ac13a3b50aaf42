"""What others say in English with values in it: stages of jobs, and notes. Here it is told in the language spoken."""

from __future__ import annotations

import re
from functools import cache

from sousveil.language import ENGLISH, N_, _, spoken

STAGES = (
    N_("waiting"), N_("starting"), N_("stopping"), N_("done"), N_("failed"), N_("stopped"),
    N_("taken out of the queue"), N_("drawing the page"), N_("living"), N_("living again"), N_("living both"),
    N_("writing records"), N_("measuring"), N_("trying other guesses"), N_("moving one question at a time"),
    N_("the baseline"), N_("the process ended without a word"), N_("stopped; nothing was written"),
    N_("stopped after day {day} of {days}; nothing was written"),
    N_("stopped after day {day} of {days}; {command} goes on"), N_("stopped; {command} goes on"),
    N_("compiling {count} mechanisms"),
    N_("{what} ({number} of {all}): {phase}"), N_("{what} and {other}"), N_("{what}: {phase}"),
    N_("{title}, changed"),
)  # fmt: skip
"""Everything that a job says of itself, those first that say more. Values are told in turn."""
NOTES = (
    N_("'{name}' changes nothing here: it bears on {rules}, and none takes part"),
    N_("{blank} of {all} questions of the deployment sheet are unanswered"),
    N_("the scenario has nothing that the deployment sheet asks about"),
    N_("{title}, changed"), N_("A variant of {title}."), N_("a variant of {name}"),
)  # fmt: skip
"""What is noted of a draft, why an assessment is an illustration, and what a changed scenario is called."""


def told(text: str) -> str:
    """A stage of a job in the language spoken; what is not known stays as it is."""
    return _told(text, STAGES)


def noted(text: str) -> str:
    """A title, a description or a note in the language spoken; what users wrote stays as it is."""
    return _told(text, NOTES)


def _told(text: str, messages: tuple[str, ...]) -> str:
    if spoken() == ENGLISH or not text:
        return text
    whole = _(text)
    if whole != text:
        return whole
    for message, pattern in _patterns(messages):
        found = pattern.fullmatch(text)
        if found:
            return _(message, **{name: _told(value, messages) for name, value in found.groupdict().items()})
    return text


@cache
def _patterns(messages: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each message, and what it is once its values are in it."""
    return tuple((message, re.compile(_pattern(message), re.DOTALL)) for message in messages)


def _pattern(message: str) -> str:
    pieces = re.split(r"\{(\w+)\}", message)
    return "".join(re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>.+?)" for at, piece in enumerate(pieces))
