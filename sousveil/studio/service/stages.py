"""What others say in English with values in it: stages of jobs, and notes. Here it is told in the language spoken."""

from __future__ import annotations

from sousveil.language import N_
from sousveil.language.retelling import among
from sousveil.report.titles import CHANGED, NAMED, VARIANT

STAGES = (
    N_("waiting"), N_("starting"), N_("stopping"), N_("done"), N_("failed"), N_("stopped"),
    N_("taken out of the queue"), N_("drawing the page"), N_("living"), N_("living again"), N_("living both"),
    N_("writing records"), N_("measuring"), N_("trying other guesses"), N_("moving one question at a time"),
    N_("the baseline"), N_("the process ended without a word"), N_("stopped; nothing was written"),
    N_("stopped after day {day} of {days}; nothing was written"),
    N_("stopped after day {day} of {days}; {command} goes on"), N_("stopped; {command} goes on"),
    N_("compiling {count} mechanisms"),
    N_("{what} ({number} of {all}): {phase}"), N_("{what} and {other}"), N_("{what}: {phase}"),
    CHANGED,
)  # fmt: skip
"""Everything that a job says of itself, those first that say more. Values are told in turn."""
NOTES = (
    N_("'{name}' changes nothing here: it bears on {rules}, and none takes part"),
    N_("{blank} of {all} questions of the deployment sheet are unanswered"),
    N_("the scenario has nothing that the deployment sheet asks about"),
    CHANGED, VARIANT, NAMED,
)  # fmt: skip
"""What is noted of a draft, why an assessment is an illustration, and what a changed scenario is called."""


def told(text: str) -> str:
    """A stage of a job in the language spoken; what is not known stays as it is."""
    return among(text, STAGES)


def noted(text: str) -> str:
    """A title, a description or a note in the language spoken; what users wrote stays as it is."""
    return among(text, NOTES)
