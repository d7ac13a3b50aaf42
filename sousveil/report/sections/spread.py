"""How it was distributed: over places, and over groups."""

from __future__ import annotations

from sousveil.measures.kinds import kinds, one_sided
from sousveil.report import charts, names
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, bullets, join, paragraph, tag
from sousveil.report.reading import Entry, Reading
from sousveil.report.section import Section, absent, because, section
from sousveil.report.sections.places import places_map
from sousveil.report.words import capital, interval, number, percent

DOTS = ("flags", "wrong_flags", "wrongful_detentions", "messages_not_sent", "wrongful_exclusion", "fear")
DISPARITIES = {
    "disparity_flags_minority": "alerts about people of the minority group as about people of the majority group",
    "disparity_visits_minority": "visits to people of the minority group as to people of the majority group",
    "disparity_detentions_minority": "detentions of people of the minority group as of people of the majority group",
    "disparity_doors_minority": "refusals to people of the minority group as to people of the majority group",
    "disparity_flags_female": "alerts about women and girls as about men and boys",
    "disparity_visits_female": "visits to women and girls as to men and boys",
    "disparity_detentions_female": "detentions of women and girls as of men and boys",
    "disparity_doors_female": "refusals to women and girls as to men and boys",
}


def spread(reading: Reading) -> Section:
    """The map, the groups, the ratios."""
    figures = [_dots(reading, name) for name in DOTS if reading.value(name)]
    return section(
        "spread",
        "Who and where",
        paragraph(
            "The places are synthetic: their sizes follow a census table, their labels and what happens in them do not."
        ),
        _kinds(reading),
        tag("h3", "Where"),
        places_map(reading),
        tag("h3", "Whom"),
        gallery(figures, reading.badge) or absent("No group to compare.", because(reading, *DOTS)),
        tag("h3", "How unequal"),
        _ratios(reading),
    )


def _kinds(reading: Reading) -> Html | None:
    said = one_sided(kinds(reading.records))
    return paragraph(f"{capital(said)}.", class_="note") if said else None


def _dots(reading: Reading, name: str) -> Figure:
    entries = [entry for entry in reading.by_group(name) if entry.group != "abroad"]
    everybody = reading.entry(name)
    rows = [
        {"name": names.group(e.group), "value": e.value, "text": e.text, "low": e.low, "high": e.high} for e in entries
    ]
    unit = everybody.units or f"share of full {name}"
    return Figure(
        f"{capital(names.measure(name))}, by group: {'per ' + everybody.per if everybody.per else unit}",
        charts.dots(rows, x=unit, line=everybody.value, share=everybody.is_share),
        _extremes(entries),
        ("Group", capital(unit), "Interval of luck"),
        [(names.group(e.group), e.text, e.span) for e in entries],
        note="Dashed line: everybody at home." + (" Thick lines: interval of luck." if reading.replicates > 1 else ""),
    )


def _extremes(entries: list[Entry]) -> str:
    parts = [entry for entry in entries if entry.group != "all"]
    if not parts:
        return f"{entries[0].text} for everybody."
    least = min(parts, key=lambda entry: entry.value or 0)
    most = max(parts, key=lambda entry: entry.value or 0)
    return f"Highest for {names.group(most.group)} ({most.text}), lowest for {names.group(least.group)} ({least.text})."


def _ratios(reading: Reading) -> Html:
    items = []
    for name, what in DISPARITIES.items():
        entry = reading.entry(name)
        if entry.value is not None:
            span = interval(entry.low, entry.high)
            items.append(f"{_ratio(entry.value)} {what}{f' (interval of luck {span})' if span else ''}.")
    if not items:
        return absent("No ratio.", because(reading, *DISPARITIES))
    note = (
        "A ratio of one means that both groups are treated alike. It says nothing about whether the treatment is"
        f" right: equal error is still error. People of the synthetic minority group are {_share(reading)} of the"
        " population; the group stands for no real one."
    )
    return join([paragraph("Counted per person, there were:"), bullets(items), paragraph(note, class_="note")])


def _ratio(value: float) -> str:
    if abs(value - 1) < 0.05:
        return "about as many"
    return f"{number(value, 2)} times as many" if value else "no"


def _share(reading: Reading) -> str:
    people = reading.records["people"].sum("place")
    return percent(float(people.sel(group="minority") / people.sel(group="all")))
