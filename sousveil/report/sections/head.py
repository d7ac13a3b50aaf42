"""The head of the page: which scenario, how many people, which seed; and what the page is not."""

from __future__ import annotations

from sousveil.language import N_, _
from sousveil.report import words
from sousveil.report.markup import Html, join, paragraph, tag
from sousveil.report.reading import Reading
from sousveil.report.titles import titled, told

BANNER = N_("Synthetic people only. A conditional result of a model, not a forecast of a country.")
OMNISCIENT = N_("Omniscient run: in this scenario those who judge may read the truth. No real authority can.")
NO_NETWORK = N_("This file needs no network: everything it shows is inside it.")


def head(reading: Reading) -> Html:
    """The title block with banners and identity."""
    scenario = reading.scenario
    judged = scenario.model.told() if scenario.model else {}
    seen = ", ".join(judged.get("columns", ()))
    facts = (
        (_("People"), _("{people} (synthetic)", people=words.whole(scenario.people))),
        (_("Days"), words.whole(scenario.days)),
        (_("Replicates"), words.whole(reading.replicates)),
        (_("Seed"), str(scenario.seed)),
        (_("Version"), reading.version),
        (_("Run on"), reading.date or _("unknown")),
        (_("State hash"), reading.state_hash[:12] or _("unknown")),
        *([(_("Scored by"), _("{file}, which sees {columns}", file=judged["file"], columns=seen))] if judged else ()),
    )
    bar = tag("div", tag("span", _("Sousveil: what a run of the model shows")), theme(), class_="bar")
    return tag(
        "header",
        bar,
        tag("h1", titled(scenario.title)),
        paragraph(words.capital(told(scenario.label)), class_="kicker") if scenario.label else None,
        paragraph(_(BANNER), class_="banner"),
        paragraph(_(OMNISCIENT), class_="banner red") if scenario.omniscient else None,
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts), class_="identity"),
        class_="top",
    )


def theme() -> Html:
    """The button that makes the page dark or light; it carries what it says in either case, for its script."""
    light, dark = _("Light page"), _("Dark page")
    return tag("button", dark, id="theme", type="button", class_="needs-script", data_in_dark=light, data_in_light=dark)


def foot(reading: Reading) -> Html:
    """The last lines of the page."""
    identity = _("{badge} · state hash {digest}", badge=reading.badge, digest=reading.state_hash or _("unknown"))
    return tag("footer", paragraph(_(BANNER)), paragraph(identity), paragraph(_(NO_NETWORK)))


def contents(items: list[tuple[str, str]]) -> Html:
    """The list of sections, as links."""
    links = join(tag("li", tag("a", title, href=f"#{identity}")) for identity, title in items)
    return tag("nav", tag("ol", links), aria_label=_("Contents"))
