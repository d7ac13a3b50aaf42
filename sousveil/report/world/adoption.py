"""Who runs a surveillance system, year by year, beside what is documented; who supplied it; laws that were copied."""

from __future__ import annotations

from sousveil.report.charts import Row
from sousveil.report.figure import gallery
from sousveil.report.markup import paragraph, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number, percent
from sousveil.report.world import terms
from sousveil.report.world.history import (
    ASSESSED,
    INDEX,
    INDEX_EXPORTERS,
    NETWORKS,
    TRAINED,
    WATCHED,
)
from sousveil.report.world.lines import beside, conditioned
from sousveil.report.world.reading import WorldReading, count, guesses, luck
from sousveil.world.effects import Point

COUNTED = "counted"
NOT_HERE = "This world has no such rule."


def adoption(reading: WorldReading) -> Section:
    """Adoption curves of every condition, with the index of 2019."""
    mark: Row = {
        "x": INDEX.year, "y": INDEX.count, "low": INDEX.count - INDEX.error, "high": INDEX.count + INDEX.error,
        "text": f"{INDEX.count} of {INDEX.of}",
    }  # fmt: skip
    figures = conditioned(
        reading, "runs_system", f"Of {reading.size(COUNTED)} countries, run a surveillance system", "countries", [mark],
        COUNTED, every=True,
    )  # fmt: skip
    if not figures:
        return section("adoption", "Surveillance systems, year by year", absent("No curve.", NOT_HERE))
    return section(
        "adoption",
        "Surveillance systems, year by year",
        paragraph(_judged(reading), class_="lead"),
        paragraph(
            f"Documented: {INDEX.count} of {INDEX.of} countries {INDEX.what} ({INDEX.source}). The bar on the diamond"
            f" is two standard errors of such a count, {number(INDEX.error, 2)} countries either way. Which {INDEX.of}"
            f" countries the index looked at is not known here; the {reading.size(COUNTED)} with most people stand in."
            f" {WATCHED.count} of {WATCHED.of} countries that Freedom House looked at in {WATCHED.year} {WATCHED.what}"
            f" ({WATCHED.source}); that is another set of countries, so it is no point of this curve."
        ),
        gallery(figures, reading.badge),
    )


def _judged(reading: WorldReading) -> str:
    """How the worlds stand beside the index."""
    found = next((p for p in reading.course("runs_system", reading.base, COUNTED) if p.year == INDEX.year), None)
    if found is None:
        return f"The run ends before {INDEX.year}, so it cannot be held against the index of that year."
    inside = abs(found.value - INDEX.count) <= INDEX.error
    said = "within two standard errors of" if inside else "outside two standard errors of"
    span = "" if found.assumed_low is None else f", {guesses(found)} over assumptions"
    return (
        f"At the end of {INDEX.year}, {count(found.value)} countries run a system in the simulated worlds"
        f" ({luck(found)} by luck{span}). That is {said} the documented {INDEX.count}."
    )


def suppliers(reading: WorldReading) -> Section:
    """From whom."""
    base = reading.base
    running = reading.course("runs_system", base, COUNTED)
    theirs, reached = (reading.course(name, base, COUNTED) for name in ("runs_exporters", "is_reachable"))
    if not running or not theirs:
        return section("suppliers", "Who supplied it", absent("No picture.", NOT_HERE))
    courses = {"all systems": running, "with supply from the exporter": theirs}
    if reached:
        courses["the exporter can reach the data"] = reached
    return section(
        "suppliers",
        "Who supplied it",
        paragraph(_share(running, theirs), class_="lead"),
        paragraph(
            f"Documented for {INDEX_EXPORTERS.year}: {INDEX_EXPORTERS.count} of {INDEX_EXPORTERS.of} countries on the"
            f" index had technology from Chinese companies ({percent(INDEX_EXPORTERS.count / INDEX_EXPORTERS.of)}),"
            " beside competitors from elsewhere. Whether such equipment gives covert access is contested, and no"
            " published share is known: the third line rests on a guess alone."
        ),
        gallery(
            [beside(f"Countries that run a system, of {reading.size(COUNTED)}, {base.label}", "countries", courses),
             *_bought(reading)], reading.badge,
        ),
    )  # fmt: skip


def _bought(reading: WorldReading) -> list:  # type: ignore[type-arg]
    names = {"from the exporter": "buys_from_exporter", "from elsewhere": "buys_from_rival", "dropped": "drops_system"}
    courses = {words: reading.course(name, reading.base) for words, name in names.items()}
    known = {words: points for words, points in courses.items() if points}
    return (
        [beside("Purchases of systems in a year, and systems dropped, all countries", "a year", known)] if known else []
    )


def _share(running: list[Point], theirs: list[Point]) -> str:
    at = next((n for n, p in enumerate(running) if p.year == INDEX.year), len(running) - 1)
    every, mine = running[at], theirs[at]
    if not every.value:
        return f"Nobody runs a system at the end of {every.year}."
    return (
        f"At the end of {every.year}, {count(mine.value)} of {count(every.value)} systems have supply from the"
        f" exporter: {percent(mine.value / every.value)}."
    )


def laws(reading: WorldReading) -> Section:
    """Seminars, and laws that are copied."""
    figures = conditioned(reading, "has_copied", "Countries with a copied law in force", "countries")
    kinds = {terms.group(name): reading.course("has_copied", reading.base, name) for name in terms.KINDS["regime"]}
    if not figures:
        return section("laws", "Laws that are copied", absent("No curve.", NOT_HERE))
    sizes = {name: reading.size(name) for name in terms.KINDS["regime"]}
    shares = {
        words: [_part(p, sizes[name]) for p in kinds[words]]
        for name, words in ((name, terms.group(name)) for name in sizes)
    }
    held = reading.course("seminar", reading.base)
    more = [beside("Of each class of regime, have copied a law", "% of the class", shares)]
    more += [beside("Seminars for officials, in a year", "countries a year", {"seminars": held})] if held else []
    rows = [
        (capital(share.what), f"{share.count} of {share.of}", share.source) for share in (TRAINED, NETWORKS, WATCHED)
    ]
    return section(
        "laws",
        "Laws that are copied",
        paragraph(
            "Officials are invited to seminars; some time after, laws on data and speech like the exporter's become"
            " more likely. That laws came after seminars in Viet Nam, Uganda and Tanzania is documented; how many"
            " would have come anyway is not known."
        ),
        gallery(more, reading.badge),
        gallery(figures, reading.badge),
        table((f"Documented in {WATCHED.year}, of {ASSESSED} countries other than China", "Countries", "Source"), rows,
              figures=(1,)),
        paragraph("How many countries in all have copied such a law is not known here, so no diamond stands here.",
                  class_="note"),
    )  # fmt: skip


def _part(p: Point, size: int) -> Point:
    """A count as percent of a class."""
    ends = (None if end is None else 100 * end / size for end in (p.low, p.high, p.assumed_low, p.assumed_high))
    return Point(p.year, 100 * p.value / size, *ends)
