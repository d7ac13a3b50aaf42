"""The help page: what the pages do, what the words mean, and what the studio will not do."""

from __future__ import annotations

from collections.abc import Iterable

from sousveil.contract.phases import DESCRIPTIONS as DAY
from sousveil.language import N_, _
from sousveil.report.markup import Html, Part, bullets, filled, join, paragraph, tag
from sousveil.report.words import capital
from sousveil.studio.face.frame import PAGES

WORDS = (
    (
        N_("scenario"),
        N_(
            "the frozen description of a run: who lives there, which rules hold, every number. A file that can be sent"
            " to somebody."
        ),
    ),
    (
        N_("rule"),
        N_(
            "one part of the system or of people's lives, such as screening or fear. It can be taken out or put in. In"
            " the code it is called a mechanism."
        ),
    ),
    (N_("safeguard"), N_("a limit on other rules, such as a warrant or a floor, that can be switched on.")),
    (
        N_("run"),
        N_("a scenario lived through for so many days. A folder with the page, the numbers and the scenario itself."),
    ),
    (N_("replicate"), N_("the same run with other luck. With several, results have an interval of luck.")),
    (
        N_("seed"),
        N_("the number that all luck comes from. The same scenario and seed make the same run, bit for bit."),
    ),
    (
        N_("baseline and reform"),
        N_("the two systems of a comparison. Everybody keeps their luck, so what differs is the systems' doing."),
    ),
    (
        N_("measured, derived, assumed"),
        N_(
            "how a number is known: somebody published it; it follows from what somebody published; nobody has, and it"
            " is a guess."
        ),
    ),
)
KEYS = (
    (N_("Tab"), N_("from control to control; the page's first stop leads past the menu")),
    (N_("arrows"), N_("move a slider by a step; with Page Up and Page Down by ten")),
    (N_("Escape"), N_("closes a question without doing anything")),
)
NOT = (
    N_(
        "load a person: there is no way in for names, faces or messages, and a table that looks like persons is refused"
    ),
    N_("search for the settings that silence or detain most"),
    N_("forecast a country: results say what a system with these rules would do to these synthetic people"),
    N_("press results into one number: they come in people, days and shares"),
)
PROGRAMS = N_(
    "Every action of these pages is a call of the studio's own interface, which is described at {document}."
    " A run made here and one made on the command line are the same folder."
)


def telling() -> Html:
    """The text of the page."""
    return join(
        [
            tag("h2", _("The pages")),
            _terms((tag("a", _(one.menu), href=one.path), _(one.kicker or one.heading)) for one in PAGES if one.menu),
            tag("h2", _("The order of a day")),
            paragraph(_("Numbers and rules are grouped by what happens when, every day, to everybody.")),
            tag("ol", *(_phase(one.name.lower(), what) for one, what in DAY.items())),
            tag("h2", _("The words")),
            _terms((_(name), _(text)) for name, text in WORDS),
            tag("h2", _("Keys")),
            _terms((_(name), _(text)) for name, text in KEYS),
            tag("h2", _("What it will not do")),
            bullets(map(_, NOT)),
            tag("h2", _("For programs")),
            paragraph(filled(_(PROGRAMS), document=tag("a", "openapi.json", href="/openapi.json"))),
        ]
    )  # fmt: skip


def _phase(name: str, what: str) -> Html:
    return tag("li", tag("b", _("{phase}:", phase=capital(_(name))), " "), _(what))


def _terms(pairs: Iterable[tuple[Part, Part]]) -> Html:
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", text)) for name, text in pairs), class_="facts")
