"""What is thought of either model: performance as seen and favour as felt, apart; and how open regimes are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sousveil.language import N_, _
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, folded, paragraph, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number
from sousveil.report.world import terms
from sousveil.report.world.lines import beside, conditioned
from sousveil.report.world.reading import WorldReading
from sousveil.world.effects import Point

AXES = {
    "mean_seen_closed": N_("Performance of the closed model, as seen"),
    "mean_seen_open": N_("Performance of the open model, as seen"),
    "mean_felt_closed": N_("Favour for the closed model, as felt"),
    "mean_felt_open": N_("Favour for the open model, as felt"),
}
BY = ("regime", "voice")
TOLD = (2019, 2020, 2025, 2030)
TITLE, OPENNESS = N_("Performance seen and favour felt"), N_("How open regimes are")
UNIT = N_("mean, from 0 to 1")
SEEN = 0.02
"""Differences below it are thinner than a line."""


def minds(reading: WorldReading) -> Section:
    """Two models on two axes each, by class of country."""
    known = {name: _(title) for name, title in AXES.items() if name in reading.records}
    if not known:
        return section("minds", _(TITLE), absent(_("No picture."), _("This world has no such rule.")))
    return section(
        "minds",
        _(TITLE),
        paragraph(
            _(
                "Whether a model of government seems to do well and whether it is liked are two things, and they can"
                " part: in the summer of 2020 a survey of 14 rich countries found most people dissatisfied with how"
                " either great power dealt with the epidemic, and views of the exporter at their worst (Pew Research"
                " Center, October 2020). So each model has two numbers here, each from nothing to one, and no index is"
                " made of them."
            )
        ),
        gallery(_figures(reading, known), reading.badge),
        _table(reading, known),
    )


def _by_class(reading: WorldReading, name: str, title: str, kind: str) -> Figure:
    """A line a class; one for all countries where no two classes differ by as much as can be seen."""
    courses = {terms.group(group): reading.course(name, reading.base, group) for group in terms.KINDS[kind]}
    if _alike(list(courses.values())):
        every = {terms.group("all"): reading.course(name, reading.base)}
        note = _("Classes differ by less than {difference}, so one line stands for all.", difference=f"{SEEN:g}")
        return beside(title, _(UNIT), every, zero=False, note=note, say=number)
    sorted_ = _("{title}, by {kind}", title=title, kind=terms.kind(kind))
    return beside(sorted_, _(UNIT), courses, zero=False, say=number)


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
        caption = _("{title}: means at the end of the year", title=title)
        tables.append(table((_("Countries"), *map(str, years)), rows, caption=caption))
    return folded(_("The same by class, {condition}", condition=reading.base.label), *tables)


def openness(reading: WorldReading) -> Section:
    """How open regimes are, by class, and how many became more or less so."""
    courses = {terms.group(g): reading.course("mean_openness", reading.base, g) for g in terms.KINDS["regime"]}
    known = {words: points for words, points in courses.items() if points}
    if not known:
        return section("openness", _(OPENNESS), absent(_("No picture."), _("No regime moves in this world.")))
    figures = [beside(_("Openness by {kind}", kind=terms.kind("regime")), _(UNIT), known, say=number)]
    moves = {words: reading.course(name, reading.base) for words, name in
             ((_("became less open"), "closes"), (_("became more open"), "opens"))}  # fmt: skip
    if all(moves.values()):
        figures.append(beside(_("Moves in a year, all countries"), _("moves a year"), moves))
    title = _("Countries with an openness of a half or more")
    return section(
        "openness",
        _(OPENNESS),
        paragraph(
            _(
                "Openness runs from nothing to one, as the Varieties of Democracy project measures it where that is at"
                " hand ({regimes}). What moves regimes in this model is assumed throughout.",
                regimes=reading.regimes,
            )
        ),
        gallery(figures, reading.badge),
        gallery(conditioned(reading, "is_open", title, terms.countries()), reading.badge),
    )
