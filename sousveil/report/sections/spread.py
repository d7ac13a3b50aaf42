"""How it was distributed: over places, and over groups."""

from __future__ import annotations

from sousveil.language import N_, _, _p
from sousveil.measures.kinds import kinds, one_sided
from sousveil.report import charts, names
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, bullets, join, paragraph, tag
from sousveil.report.reading import Entry, Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.sections.places import places_map
from sousveil.report.words import capital, interval, number, percent, sentence, sentences

DOTS = ("flags", "wrong_flags", "wrongful_detentions", "messages_not_sent", "wrongful_exclusion", "fear")
DISPARITIES = {
    "disparity_flags_minority": N_("alerts about people of the minority group as about people of the majority group"),
    "disparity_visits_minority": N_("visits to people of the minority group as to people of the majority group"),
    "disparity_detentions_minority": N_(
        "detentions of people of the minority group as of people of the majority group"
    ),
    "disparity_doors_minority": N_("refusals to people of the minority group as to people of the majority group"),
    "disparity_flags_female": N_("alerts about women and girls as about men and boys"),
    "disparity_visits_female": N_("visits to women and girls as to men and boys"),
    "disparity_detentions_female": N_("detentions of women and girls as of men and boys"),
    "disparity_doors_female": N_("refusals to women and girls as to men and boys"),
}


def spread(reading: Reading) -> Section:
    """The map, the groups, the ratios."""
    figures = [_dots(reading, name) for name in DOTS if reading.value(name)]
    return section(
        "spread",
        _("Who and where"),
        paragraph(
            _(
                "The places are synthetic: their sizes follow a census table, their labels and what happens in them do"
                " not."
            )
        ),
        _kinds(reading),
        tag("h3", _("Where")),
        places_map(reading),
        tag("h3", _("Whom")),
        gallery(figures, reading.badge) or absent(_("No group to compare."), because(reading, *DOTS)),
        tag("h3", _("How unequal")),
        _ratios(reading),
    )


def _kinds(reading: Reading) -> Html | None:
    said = one_sided(kinds(reading.records))
    return paragraph(sentence(capital(_(said))), class_="note") if said else None


def _dots(reading: Reading, name: str) -> Figure:
    entries = [entry for entry in reading.by_group(name) if entry.group != "abroad"]
    everybody = reading.entry(name)
    rows = [
        {"name": names.group(e.group), "value": e.value, "text": e.text, "low": e.low, "high": e.high} for e in entries
    ]
    unit = everybody.units or _("share of full fear")  # the only one that is a share
    measure = capital(names.measure(name))
    return Figure(
        _("{measure}, by group: per {per}", measure=measure, per=_(everybody.per))
        if everybody.per
        else _("{measure}, by group: {unit}", measure=measure, unit=unit),
        charts.dots(rows, x=unit, line=everybody.value, share=everybody.is_share),
        _extremes(entries),
        (_("Group"), capital(unit), _("Interval of luck")),
        [(names.group(e.group), e.text, e.span) for e in entries],
        note=sentences(
            [
                _("Dashed line: everybody at home."),
                _("Thick lines: interval of luck.") if reading.replicates > 1 else "",
            ]
        ),
    )


def _extremes(entries: list[Entry]) -> str:
    parts = [entry for entry in entries if entry.group != "all"]
    if not parts:
        return _("{value} for everybody.", value=entries[0].text)
    least = min(parts, key=lambda entry: entry.value or 0)
    most = max(parts, key=lambda entry: entry.value or 0)
    return _(
        "Highest for {most} ({high}), lowest for {least} ({low}).",
        most=names.group(most.group), high=most.text, least=names.group(least.group), low=least.text,
    )  # fmt: skip


def _ratios(reading: Reading) -> Html:
    items = []
    for name, what in DISPARITIES.items():
        entry = reading.entry(name)
        if entry.value is not None:
            items.append(_compared(_ratio(entry.value), _(what), interval(entry.low, entry.high)))
    if not items:
        return absent(_("No ratio."), because(reading, *DISPARITIES))
    note = sentences(
        [
            _("A ratio of one means that both groups are treated alike."),
            _("It says nothing about whether the treatment is right: equal error is still error."),
            _(
                "People of the synthetic minority group are {share} of the population; the group stands for no real"
                " one.",
                share=_share(reading),
            ),
        ]
    )
    return join([paragraph(_("Counted per person, there were:")), bullets(items), paragraph(note, class_="note")])


def _compared(ratio: str, what: str, span: str) -> str:
    if span:
        return _("{ratio} {what} (interval of luck {span}).", ratio=ratio, what=what, span=span)
    return _("{ratio} {what}.", ratio=ratio, what=what)


def _ratio(value: float) -> str:
    if abs(value - 1) < 0.05:
        return _("about as many")
    return _("{number} times as many", number=number(value, 2)) if value else _p("ratio", "no")


def _share(reading: Reading) -> str:
    people = reading.records["people"].sum("place")
    return percent(float(people.sel(group="minority") / people.sel(group="all")))
