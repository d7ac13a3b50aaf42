"""The help page: what the pages do, what the words mean, and what the studio will not do."""

from __future__ import annotations

from collections.abc import Iterable

from sousveil.contract.phases import DESCRIPTIONS as DAY
from sousveil.report.markup import Html, Part, bullets, join, paragraph, tag
from sousveil.report.words import capital
from sousveil.studio.face.frame import PAGES

WORDS = (
    (
        "scenario",
        "the frozen description of a run: who lives there, which rules hold, every number. A file that can be sent to"
        " somebody.",
    ),
    (
        "rule",
        "one part of the system or of people's lives, such as screening or fear. It can be taken out or put in. In the"
        " code it is called a mechanism.",
    ),
    ("safeguard", "a limit on other rules, such as a warrant or a floor, that can be switched on."),
    ("run", "a scenario lived through for so many days. A folder with the page, the numbers and the scenario itself."),
    ("replicate", "the same run with other luck. With several, results have an interval of luck."),
    (
        "seed",
        "the number that all luck comes from. The same scenario and seed make the same run, bit for bit.",
    ),
    (
        "baseline and reform",
        "the two systems of a comparison. Everybody keeps their luck, so what differs is the systems' doing.",
    ),
    (
        "measured, derived, assumed",
        "how a number is known: somebody published it; it follows from what somebody published; nobody has, and it is"
        " a guess.",
    ),
)
KEYS = (
    ("Tab", "from control to control; the page's first stop leads past the menu"),
    ("arrows", "move a slider by a step; with Page Up and Page Down by ten"),
    ("Escape", "closes a question without doing anything"),
)
NOT = (
    "load a person: there is no way in for names, faces or messages, and a table that looks like persons is refused",
    "search for the settings that silence or detain most",
    "forecast a country: results say what a system with these rules would do to these synthetic people",
    "press results into one number: they come in people, days and shares",
)


def telling() -> Html:
    """The text of the page."""
    return join(
        [
            tag("h2", "The pages"),
            _terms((tag("a", one.menu, href=one.path), one.kicker or one.heading) for one in PAGES if one.menu),
            tag("h2", "The order of a day"),
            paragraph("Numbers and rules are grouped by what happens when, every day, to everybody."),
            tag("ol", *(tag("li", tag("b", f"{capital(one.name.lower())}: "), what) for one, what in DAY.items())),
            tag("h2", "The words"),
            _terms(WORDS),
            tag("h2", "Keys"),
            _terms(KEYS),
            tag("h2", "What it will not do"),
            bullets(NOT),
            tag("h2", "For programs"),
            paragraph(
                "Every action of these pages is a call of the studio's own interface, which is described at ",
                tag("a", "openapi.json", href="/openapi.json"),
                ". A run made here and one made on the command line are the same folder.",
            ),
        ]
    )  # fmt: skip


def _terms(pairs: Iterable[tuple[Part, Part]]) -> Html:
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", text)) for name, text in pairs), class_="facts")
