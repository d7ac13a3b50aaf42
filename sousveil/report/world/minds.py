"""What is thought of either model: performance as seen and favour as felt, apart; and how open regimes are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, folded, paragraph, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number
from sousveil.report.world import terms
from sousveil.report.world.lines import beside, conditioned
from sousveil.report.world.reading import WorldReading
from sousveil.world.effects import Point

AXES = {
    "mean_seen_closed": "Performance of the closed model, as seen",
    "mean_seen_open": "Performance of the open model, as seen",
    "mean_felt_closed": "Favour for the closed model, as felt",
    "mean_felt_open": "Favour for the open model, as felt",
}
BY = ("regime", "voice")
TOLD = (2019, 2020, 2025, 2030)


def minds(reading: WorldReading) -> Section:
    """Two models on two axes each, by class of country."""
    known = {name: title for name, title in AXES.items() if name in reading.records}
    if not known:
        return section(
            "minds", "Performance seen and favour felt", absent("No picture.", "This world has no such rule.")
        )
    return section(
        "minds",
        "Performance seen and favour felt",
        paragraph(
            "Whether a model of government seems to do well and whether it is liked are two things, and they can"
            " part: in the summer of 2020 a survey of 14 rich countries found most people dissatisfied with how"
            " either great power dealt with the epidemic, and views of the exporter at their worst (Pew Research"
            " Center, October 2020). So each model has two numbers here, each from nothing to one, and no index is"
            " made of them."
        ),
        gallery(_figures(reading, known), reading.badge),
        _table(reading, known),
    )


def _by_class(reading: WorldReading, name: str, title: str, kind: str) -> Figure:
    """A line a class; one for all countries where no two classes differ by as much as can be seen."""
    courses = {terms.group(group): reading.course(name, reading.base, group) for group in terms.KINDS[kind]}
    if _alike(list(courses.values())):
        every = {terms.group("all"): reading.course(name, reading.base)}
        note = f"Classes differ by less than {SEEN:g}, so one line stands for all."
        return beside(title, UNIT, every, zero=False, note=note, say=number)
    return beside(f"{title}, by {terms.KIND_WORDS[kind]}", UNIT, courses, zero=False, say=number)


UNIT = "mean, from 0 to 1"
SEEN = 0.02
"""Differences below it are thinner than a line."""


def _alike(courses: Sequence[Sequence[Point]]) -> bool:
    return all(max(p.value for p in year) - min(p.value for p in year) < SEEN for year in zip(*courses, strict=True))


def _figures(reading: WorldReading, known: Mapping[str, str]) -> list[Figure]:
    """A picture an axis and way of sorting; where classes are alike, once."""
    made = [_by_class(reading, name, title, kind) for kind in BY for name, title in known.items()]
    return list({figure.title: figure for figure in made}.values())


def _table(reading: WorldReading, known: Mapping[str, str]) -> Html:
    """Means of every class in a few years, an axis a table."""
    years = [year for year in TOLD if year in reading.records["year"].values]
    groups = ("all", "wavering", *terms.KINDS["regime"], *terms.KINDS["voice"])
    tables = []
    for name, title in known.items():
        rows = [
            (
                capital(terms.group(g)),
                *(number(p.value) for p in reading.course(name, reading.base, g) if p.year in years),
            )
            for g in groups
        ]
        tables.append(table(("Countries", *map(str, years)), rows, caption=f"{title}: means at the end of the year"))
    return folded(f"The same by class, {reading.base.label}", *tables)


def openness(reading: WorldReading) -> Section:
    """How open regimes are, by class, and how many became more or less so."""
    courses = {terms.group(g): reading.course("mean_openness", reading.base, g) for g in terms.KINDS["regime"]}
    known = {words: points for words, points in courses.items() if points}
    if not known:
        return section("openness", "How open regimes are", absent("No picture.", "No regime moves in this world."))
    figures = [beside(f"Openness by {terms.KIND_WORDS['regime']}", UNIT, known, say=number)]
    moves = {words: reading.course(name, reading.base) for words, name in
             (("became less open", "closes"), ("became more open", "opens"))}  # fmt: skip
    if all(moves.values()):
        figures.append(beside("Moves in a year, all countries", "moves a year", moves))
    return section(
        "openness",
        "How open regimes are",
        paragraph(
            "Openness runs from nothing to one, as the Varieties of Democracy project measures it where that is at hand"
            f" ({reading.summary['regimes']}). What moves regimes in this model is assumed throughout."
        ),
        gallery(figures, reading.badge),
        gallery(conditioned(reading, "is_open", "Countries with an openness of a half or more", "countries"),
                reading.badge),
    )  # fmt: skip
