"""After the record: the map by class of country, under each condition. No square stands for itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sousveil.language import N_, _
from sousveil.report.markup import Html, data, filled, paragraph, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, number, percent
from sousveil.report.world import terms, tiles
from sousveil.report.world.reading import WorldReading
from sousveil.world.records import CHANGED

VARIABLES = {
    "adopted": "changed_adopted", "copied_law": "changed_copied_law", "turned_to_support": "changed_turned_to_support",
    "turned_to_criticism": "changed_turned_to_criticism", "crossed_to_open": "changed_crossed_to_open",
    "crossed_to_closed": "changed_crossed_to_closed", "won_over_since": "changed_won_over_since",
    "running": "runs_system", "running_exporters": "runs_exporters", "reachable": "is_reachable",
    "laws_copied": "has_copied", "supporting": "stands_for", "opposing": "stands_against",
    "leaning_closed": "leans_closed", "open_regimes": "is_open",
}  # fmt: skip
"""Measure of the table -> what is counted at the end of each year; what changed, since the end of 2020."""
FROM = 2020
TITLE = N_("After the record: classes of countries")
LETTERS = {
    "africa": N_("Af"), "asia": N_("As"), "europe": N_("Eu"), "latin_america": N_("LA"),
    "northern_america": N_("NA"), "oceania": N_("Oc"), "closed_autocracy": N_("CA"), "electoral_autocracy": N_("EA"),
    "electoral_democracy": N_("ED"), "liberal_democracy": N_("LD"), "said_support": N_("S"), "said_nothing": N_("N"),
    "wavered": N_("W"), "said_criticism": N_("C"),
}  # fmt: skip
"""What a square is marked with: its class, never its country."""
SHOWN = N_("{measure}, {condition}, end of {year}: share of each class")
PART = N_("{share} ({count} of {size})")


def classes(reading: WorldReading) -> Section:
    """The map with its choices; without a script, the first measure in the last year."""
    shown = [name for name, variable in VARIABLES.items() if variable in reading.records]
    years = [year for year in reading.records["year"].values.tolist() if year >= FROM]
    if not shown or not years:
        return section("classes", _(TITLE), paragraph(_("The run ends before.")))
    content = _content(reading, shown, years)
    return section(
        "classes",
        _(TITLE),
        paragraph(
            _(
                "After the end of the record no country is told by itself. Every square is coloured by the value of its"
                " class: all squares of a class have the same colour, and the letters on them name the class. What"
                " holds for a class says nothing of any one country in it."
            )
        ),
        tag(
            "figure",
            _controls(reading, shown, years),
            *_map(reading, shown[0], years[-1]),
            paragraph(_("A map in tiles; sizes mean nothing."), class_="note"),
            paragraph(reading.badge, class_="badge"),
            data("class-data", content),
            class_="wide",
        ),
    )


def _called(name: str) -> str:
    if VARIABLES[name].startswith(CHANGED):
        return _("{do}, since {year}", do=terms.measure(name), year=FROM)
    return terms.measure(name)


def _controls(reading: WorldReading, shown: Sequence[str], years: Sequence[int]) -> Html:
    def choice(label: str, identity: str, options: Sequence[str]) -> Html:
        items = (tag("option", capital(text), value=number) for number, text in enumerate(options))
        return tag("label", label, tag("select", *items, id=identity))

    top = len(years) - 1
    slider = Html(
        f'<input type="range" id="class-time" min="0" max="{top}" value="{top}" aria-valuetext="{years[top]}">'
    )
    when = tag("output", str(years[top]), id="class-when", for_="class-time")
    return tag(
        "div",
        choice(_("How many"), "class-measure", [_called(name) for name in shown]),
        choice(_("Condition"), "class-arm", [one.label for one in reading.conditions]),
        choice(_("Classes by"), "class-kind", list(map(terms.kind, terms.KINDS))),
        tag("label", tag("span", filled(_("End of {year}"), year=when)), slider, class_="time"),
        class_="controls",
    )  # fmt: skip


def _map(reading: WorldReading, measure: str, year: int) -> list[Html]:
    kind = next(iter(terms.KINDS))
    members = terms.KINDS[kind]
    found = {name: _last(reading, measure, name, year) for name in members}
    mine = reading.records[f"class_{kind}"].values.tolist()
    title = _(SHOWN, measure=capital(_called(measure)), condition=reading.base.label, year=year)
    said = {name: _said(terms.group(name), value, reading.size(name)) for name, value in found.items()}
    looks = [_look(found[name], reading.size(name)) for name in mine]
    titles = [said[name] for name in mine]
    picture = tiles.picture(
        reading.records, looks, titles, title, letters=True, marks=[_(LETTERS[name]) for name in mine]
    )
    items = [tag("li", tag("b", _(LETTERS[name])), f" {said[name]}") for name in members]
    return [
        tag("h3", title, id="class-title", aria_live="polite"),
        tag("div", picture, id="class-map"),
        tiles.steps_legend(_("of the class:")),
        tag("ul", *items, id="class-list", class_="classes"),
    ]


def _last(reading: WorldReading, measure: str, group: str, year: int) -> float:
    return next(p.value for p in reading.course(VARIABLES[measure], reading.base, group) if p.year == year)


def _look(value: float, size: int) -> str:
    return tiles.UNKNOWN if size < terms.FEWEST else tiles.step(value / size)


def _said(name: str, value: float, size: int) -> str:
    what = _few() if size < terms.FEWEST else _(PART, share=percent(value / size), count=number(value), size=size)
    return _(tiles.NAMED, name=capital(name), what=what)


def _few() -> str:
    return _("fewer than {count} countries, so not told", count=terms.FEWEST)


def _content(reading: WorldReading, shown: Sequence[str], years: Sequence[int]) -> dict[str, object]:
    groups = reading.records["group"].values.tolist()
    late = [number for number, year in enumerate(reading.records["year"].values.tolist()) if year >= FROM]
    means = {name: np.asarray(reading.records[VARIABLES[name]].mean("replicate").values) for name in shown}
    kinds = []
    for kind, members in terms.KINDS.items():
        at = [groups.index(name) for name in members]
        order = reading.records[f"class_{kind}"].values.tolist()
        told = np.array([reading.size(name) >= terms.FEWEST for name in members])
        kinds.append({
            "letters": [_(LETTERS[name]) for name in members],
            "names": [capital(terms.group(name)) for name in members],
            "sizes": [reading.size(name) for name in members], "of": [members.index(name) for name in order],
            "values": [np.round(np.where(told, means[name][:, late][:, :, at], 0), 1).tolist() for name in shown],
        })  # fmt: skip
    return {
        "years": list(years),
        "measures": [capital(_called(name)) for name in shown],
        "arms": [one.label for one in reading.conditions],
        "kinds": kinds,
        "fewest": terms.FEWEST,
        "says": {"few": _few(), "named": _(tiles.NAMED), "part": _(PART), "title": _(SHOWN)},
    }
