"""What happens in the societies of countries, where a run gave them some."""

from __future__ import annotations

from sousveil.language import N_, _
from sousveil.report.figure import gallery
from sousveil.report.markup import filled, paragraph, tag
from sousveil.report.section import Section, section
from sousveil.report.words import number, whole
from sousveil.report.world import terms
from sousveil.report.world.lines import beside
from sousveil.report.world.reading import WorldReading

FELT = {
    "mean_home_fear": N_("Fear beyond that of a society nobody watches"),
    "mean_home_mistrust": N_("Trust lost, beyond the same"),
    "mean_home_order": N_("Incidents prevented, of those there would be"),
    "mean_home_blind": N_("How far the ruler errs about support, beyond the same"),
}
KIND = "regime"


def within(reading: WorldReading) -> Section:
    """Fear, trust, order and the ruler's information by class of country."""
    title = _("Within countries")
    if "mean_home_fear" not in reading.records:
        remedy = filled(_("{command} gives each of them one."), command=tag("code", "sousveil world --societies 2000"))
        none = paragraph(tag("b", _("Countries had no societies in this run.")), " ", remedy, class_="absent")
        return section("within", title, none)
    people = int(reading.summary["performance"]["societies"])
    figures = [
        beside(_("{title}, by {kind}", title=_(words), kind=terms.kind(KIND)), _("mean share"),
               {terms.group(g): reading.course(name, reading.base, g) for g in terms.KINDS[KIND]}, say=number)
        for name, words in FELT.items() if name in reading.records
    ]  # fmt: skip
    return section(
        "within",
        title,
        paragraph(
            _(
                "Every country has a society of {people} stylised people, the same in each, so that what differs is the"
                " policy that the country hands down: what its system watches and what its law punishes. What happens"
                " there is told beyond societies that nobody watches; incidents prevented are less a standard error,"
                " since luck would look like order. Its government sees lost trust only as far as it does not err about"
                " support; neighbours see fear, lost trust and order.",
                people=whole(people),
            )
        ),
        gallery(figures, reading.badge),
    )
