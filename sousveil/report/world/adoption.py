"""Who runs a surveillance system, year by year, beside what is documented; who supplied it; laws that were copied."""

from __future__ import annotations

from sousveil.language import N_, _
from sousveil.report.charts import Row
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, Part, english, filled, paragraph, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number, percent, sentences
from sousveil.report.world import terms
from sousveil.report.world.history import (
    ASSESSED,
    INDEX,
    INDEX_EXPORTERS,
    NETWORKS,
    TRAINED,
    WATCHED,
    Share,
)
from sousveil.report.world.lines import beside, conditioned
from sousveil.report.world.reading import WorldReading, count, guesses, luck
from sousveil.world.effects import Point

COUNTED = "counted"
ADOPTION, SUPPLIERS, LAWS = (
    N_("Surveillance systems, year by year"), N_("Who supplied it"), N_("Laws that are copied")
)  # fmt: skip
NOT_HERE = N_("This world has no such rule.")


def adoption(reading: WorldReading) -> Section:
    """Adoption curves of every condition, with the index of 2019."""
    mark: Row = {
        "x": INDEX.year, "y": INDEX.count, "low": INDEX.count - INDEX.error, "high": INDEX.count + INDEX.error,
        "text": _of(INDEX),
    }  # fmt: skip
    title = _("Of {size} countries, run a surveillance system", size=reading.size(COUNTED))
    figures = conditioned(reading, "runs_system", title, terms.countries(), [mark], COUNTED, every=True)
    if not figures:
        return section("adoption", _(ADOPTION), absent(_("No curve."), _(NOT_HERE)))
    return section(
        "adoption",
        _(ADOPTION),
        paragraph(_judged(reading), class_="lead"),
        paragraph(_documented(reading)),
        gallery(figures, reading.badge),
    )


def _of(share: Share) -> str:
    return _("{count} of {of}", count=share.count, of=share.of)


def _documented(reading: WorldReading) -> Html:
    told = _(
        "Documented: {count} of {of} countries {do} ({source}). The bar on the diamond is two standard errors of such a"
        " count, {error} countries either way. Which {of} countries the index looked at is not known here; the {size}"
        " with most people stand in. {some} of {all} countries that Freedom House looked at in {year} {have}"
        " ({theirs}); that is another set of countries, so it is no point of this curve."
    )
    parts: dict[str, Part] = {
        "count": str(INDEX.count), "of": str(INDEX.of), "do": _(INDEX.what), "source": english(INDEX.source),
        "error": number(INDEX.error, 2), "size": str(reading.size(COUNTED)), "some": str(WATCHED.count),
        "all": str(WATCHED.of), "year": str(WATCHED.year), "have": _(WATCHED.what), "theirs": english(WATCHED.source),
    }  # fmt: skip
    return filled(told, **parts)


def _judged(reading: WorldReading) -> str:
    """How the worlds stand beside the index."""
    found = next((p for p in reading.course("runs_system", reading.base, COUNTED) if p.year == INDEX.year), None)
    if found is None:
        return _("The run ends before {year}, so it cannot be held against the index of that year.", year=INDEX.year)
    span = _("{luck} by luck", luck=luck(found))
    if found.assumed_low is not None:
        span = _("{luck} by luck, {guesses} over assumptions", luck=luck(found), guesses=guesses(found))
    values = {"year": INDEX.year, "count": count(found.value), "span": span, "documented": INDEX.count}
    if abs(found.value - INDEX.count) <= INDEX.error:
        return _(
            "At the end of {year}, {count} countries run a system in the simulated worlds ({span}). That is within two"
            " standard errors of the documented {documented}.",
            **values,
        )
    return _(
        "At the end of {year}, {count} countries run a system in the simulated worlds ({span}). That is outside two"
        " standard errors of the documented {documented}.",
        **values,
    )


def suppliers(reading: WorldReading) -> Section:
    """From whom."""
    base = reading.base
    running = reading.course("runs_system", base, COUNTED)
    theirs, reached = (reading.course(name, base, COUNTED) for name in ("runs_exporters", "is_reachable"))
    if not running or not theirs:
        return section("suppliers", _(SUPPLIERS), absent(_("No picture."), _(NOT_HERE)))
    courses = {_("all systems"): running, _("with supply from the exporter"): theirs}
    if reached:
        courses[_("the exporter can reach the data")] = reached
    title = _("Countries that run a system, of {size}, {condition}", size=reading.size(COUNTED), condition=base.label)
    return section(
        "suppliers",
        _(SUPPLIERS),
        paragraph(_share(running, theirs), class_="lead"),
        paragraph(_supplied()),
        gallery([beside(title, terms.countries(), courses), *_bought(reading)], reading.badge),
    )


def _supplied() -> str:
    share = percent(INDEX_EXPORTERS.count / INDEX_EXPORTERS.of)
    documented = _(
        INDEX_EXPORTERS.what,
        year=INDEX_EXPORTERS.year, count=INDEX_EXPORTERS.count, of=INDEX_EXPORTERS.of, share=share,
    )  # fmt: skip
    contested = _(
        "Whether such equipment gives covert access is contested, and no published share is known: the third line rests"
        " on a guess alone."
    )
    return sentences([documented, contested])


def _bought(reading: WorldReading) -> list[Figure]:
    names = {
        _("from the exporter"): "buys_from_exporter", _("from elsewhere"): "buys_from_rival",
        _("dropped"): "drops_system",
    }  # fmt: skip
    courses = {words: reading.course(name, reading.base) for words, name in names.items()}
    known = {words: points for words, points in courses.items() if points}
    title = _("Purchases of systems in a year, and systems dropped, all countries")
    return [beside(title, _("a year"), known)] if known else []


def _share(running: list[Point], theirs: list[Point]) -> str:
    at = next((n for n, p in enumerate(running) if p.year == INDEX.year), len(running) - 1)
    every, mine = running[at], theirs[at]
    if not every.value:
        return _("Nobody runs a system at the end of {year}.", year=every.year)
    return _(
        "At the end of {year}, {mine} of {every} systems have supply from the exporter: {share}.",
        year=every.year, mine=count(mine.value), every=count(every.value), share=percent(mine.value / every.value),
    )  # fmt: skip


def laws(reading: WorldReading) -> Section:
    """Seminars, and laws that are copied."""
    figures = conditioned(reading, "has_copied", _("Countries with a copied law in force"), terms.countries())
    if not figures:
        return section("laws", _(LAWS), absent(_("No curve."), _(NOT_HERE)))
    head = _(
        "Documented in {year}, of {count} countries other than China", year=WATCHED.year, count=ASSESSED
    )  # fmt: skip
    rows = [(capital(_(share.what)), _of(share), english(share.source)) for share in (TRAINED, NETWORKS, WATCHED)]
    return section(
        "laws",
        _(LAWS),
        paragraph(
            _(
                "Officials are invited to seminars; some time after, laws on data and speech like the exporter's become"
                " more likely. That laws came after seminars in Viet Nam, Uganda and Tanzania is documented; how many"
                " would have come anyway is not known."
            )
        ),
        gallery(_by_class(reading), reading.badge),
        gallery(figures, reading.badge),
        table((head, _("Countries"), _("Source")), rows, figures=(1,)),
        paragraph(
            _("How many countries in all have copied such a law is not known here, so no diamond stands here."),
            class_="note",
        ),
    )


def _by_class(reading: WorldReading) -> list[Figure]:
    sizes = {name: reading.size(name) for name in terms.KINDS["regime"]}
    shares = {
        terms.group(name): [_part(p, size) for p in reading.course("has_copied", reading.base, name)]
        for name, size in sizes.items()
    }
    made = [beside(_("Of each class of regime, have copied a law"), _("% of the class"), shares)]
    held = reading.course("seminar", reading.base)
    if held:
        title = _("Seminars for officials, in a year")
        made.append(beside(title, _("countries a year"), {_("seminars"): held}))
    return made


def _part(p: Point, size: int) -> Point:
    """A count as percent of a class."""
    ends = (None if end is None else 100 * end / size for end in (p.low, p.high, p.assumed_low, p.assumed_high))
    return Point(p.year, 100 * p.value / size, *ends)
