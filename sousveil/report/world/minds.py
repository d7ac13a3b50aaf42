"""What is thought of either model: performance as seen and favour as felt, apart; and how open regimes are."""

from __future__ import annotations

from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Part, paragraph, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number
from sousveil.report.world import terms
from sousveil.report.world.lines import beside, conditioned
from sousveil.report.world.reading import WorldReading

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
    figures = [_by_class(reading, name, title, kind) for kind in BY for name, title in known.items()]
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
        gallery(figures, reading.badge),
        _table(reading, known),
    )


def _by_class(reading: WorldReading, name: str, title: str, kind: str) -> Figure:
    courses = {terms.group(group): reading.course(name, reading.base, group) for group in terms.KINDS[kind]}
    return beside(f"{title}, by {terms.KIND_WORDS[kind]}", "mean, from 0 to 1", courses, zero=False)


def _table(reading: WorldReading, known: dict[str, str]) -> Part:
    years = [year for year in TOLD if year in reading.records["year"].values]
    groups = ("all", "wavering", *terms.KINDS["regime"], *terms.KINDS["voice"])
    rows = []
    for group in groups:
        cells = [p.value for name in known for p in reading.course(name, reading.base, group) if p.year in years]
        rows.append((capital(terms.group(group)), *map(number, cells)))
    head = ("Countries", *(f"{title.replace(', as seen', '').replace(', as felt', '')}, {year}"
                           for title in known.values() for year in years))  # fmt: skip
    return table(head, rows, caption=f"Means at the end of the year, {reading.base.label}")


def openness(reading: WorldReading) -> Section:
    """How open regimes are, by class, and how many became more or less so."""
    courses = {terms.group(g): reading.course("mean_openness", reading.base, g) for g in terms.KINDS["regime"]}
    known = {words: points for words, points in courses.items() if points}
    if not known:
        return section("openness", "How open regimes are", absent("No picture.", "No regime moves in this world."))
    figures = [beside(f"Openness by {terms.KIND_WORDS['regime']}", "mean, from 0 to 1", known)]
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
