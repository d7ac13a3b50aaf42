"""The documented past as a map, and simulated worlds beside it: countries one by one, to the end of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sousveil.language import N_, _
from sousveil.nations import CRITICISES, SUPPORTS, UNKNOWN, Nations, Statement
from sousveil.report.markup import Html, data, filled, folded, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, clauses, percent
from sousveil.report.world import tiles
from sousveil.report.world.history import INDEX
from sousveil.report.world.reading import LAST_CHECKED, WorldReading
from sousveil.world.calendar import FIRST_YEAR, QUARTERS

SIMULATED = {
    "row_runs_system": N_("runs a surveillance system"),
    "row_runs_exporters": N_("runs one with supply from the exporter"),
    "row_has_copied": N_("has copied a law on data or speech"),
    "row_stands_for": N_("supports the exporter's conduct"),
    "row_stands_against": N_("opposes it"),
    "row_leans_closed": N_("thinks better of the closed model"),
}
LOOKS = {"f": "w-for", "a": "w-against", "s": "w-silent", "u": tiles.UNKNOWN, "l": "w-listed", "n": "w-not"}
"""Letter in the page's data -> class of a square. The page's script holds the same."""
WORDS = {
    "f": N_("signed in support"), "a": N_("signed the criticism"), "s": N_("signed neither"),
    "u": N_("not known or not asked"), "l": N_("on the index of 2019"), "n": N_("not on it"),
}  # fmt: skip
DOCUMENTED = N_("Documented, {note}")
SHARE = N_("Simulated: share of {worlds} worlds in which a country {does}, end of {year}")
SAYS = {
    "documented": DOCUMENTED, "simulated": SHARE, "named": tiles.NAMED,
    "one": N_("{name}: documented, {known}"),
    "both": N_("{name}: documented, {known}; simulated, {share} of the worlds"),
}  # fmt: skip
"""What the page's script fills in."""
LEGENDS = ("fasu", "lnu")
"""Which letters the legend tells, for each documented layer."""
START = 2019
"""The year that the map shows at first, and without a script."""


@dataclass(frozen=True)
class Layer:
    """What is documented, year by year. letters: a string of a letter a country; notes: what it is, for each year."""

    name: str
    letters: Sequence[str]
    notes: Sequence[str]


def past(reading: WorldReading) -> Section:
    """Two maps with one slider; without a script, a few small ones."""
    years = [year for year in range(FIRST_YEAR, LAST_CHECKED + 1) if year in reading.records["year"].values]
    known = reading.known
    layers = [_stances(known, years), _index(known, years)]
    shown = {name: _(words) for name, words in SIMULATED.items() if name in reading.records}
    shares = {name: _shares(reading, name, len(years)) for name in shown}
    at = years.index(START) if START in years else len(years) - 1
    first = next(iter(shown), None)
    return section(
        "past",
        _("The documented past, and the simulated one"),
        paragraph(
            _(
                "Up to {year} there is a record to check against, and only so far are countries told one by one. Above"
                " stands what is documented; below, in how many of the simulated worlds the same country does the"
                " thing. Where both tell of the same thing, what differs is what the model gets wrong.",
                year=LAST_CHECKED,
            )
        ),
        tiles.STRIPES,
        tag(
            "figure",
            _controls(layers, list(shown.values()), years, at),
            _documented(reading, layers[0], at),
            _simulated(reading, shown[first], shares[first][at], years[at]) if first else None,
            tag("p", _("Point at a square to read it."), class_="note needs-script", id="world-said",
                aria_live="polite"),
            paragraph(_("A map in tiles: a square a country, near its neighbours; sizes mean nothing."), class_="note"),
            paragraph(reading.badge, class_="badge"),
            _numbers(reading, shares, years[-1]),
            data("past-data", _content(reading, years, layers, list(shown.values()), list(shares.values()))),
            class_="wide",
        ),
        _multiples(reading, layers, shares, years),
    )  # fmt: skip


def _stances(known: Nations, years: Sequence[int]) -> Layer:
    letters, notes = [], []
    for year in years:
        mine = [one for one in known.statements.values() if not one.vote and int(one.month[:4]) == year]
        whole = [one for one in mine if one.complete]
        if not mine:
            letters.append("u" * len(known.codes))
            notes.append(_("{year}: no joint statement was read", year=year))
            continue
        last = (whole or mine)[-1]
        letters.append("".join(_letter(int(said)) for said in known.stance(last.key)))
        notes.append(_note(last, year))
    return Layer(_("what countries said of the exporter"), letters, notes)


def _letter(said: int) -> str:
    return {SUPPORTS: "f", CRITICISES: "a", UNKNOWN: "u"}.get(said, "s")


def _note(one: Statement, year: int) -> str:
    sides = {side.side: side for side in one.sides}
    for_, against = sides["supports"], sides["criticises"]
    said = [_(
        "{year}: {forum}, {about}: {support} in support, {critical} critical",
        year=year, forum=_(one.forum), about=_(one.about), support=for_.published, critical=against.published,
    )]  # fmt: skip
    if for_.countries is None:
        said.append(_("who signed in support is not known here"))
    if against.evidence == "assumed":
        said.append(_("who signed the criticism is from memory"))
    return clauses(said)


def _index(known: Nations, years: Sequence[int]) -> Layer:
    listed = "".join("u" if flag == UNKNOWN else "l" if flag else "n" for flag in known.watched_2019.tolist())
    nothing, count = "u" * len(known.codes), int((known.watched_2019 == 1).sum())
    note = _(
        "{year}: {count} countries on the index (assumed: which ones is from memory)", year=INDEX.year, count=count
    )
    none = [_("{year}: the index is of {only} only", year=year, only=INDEX.year) for year in years]
    return Layer(
        _("who was on the index of 2019"),
        [listed if year == INDEX.year else nothing for year in years],
        [note if year == INDEX.year else other for year, other in zip(years, none, strict=True)],
    )


def _shares(reading: WorldReading, name: str, years: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(years, countries) share of worlds at the end of each year, things being as they were."""
    values = np.asarray(reading.records[name].values[0], np.float64)
    return values[QUARTERS - 1 :: QUARTERS][:years]


def _controls(layers: Sequence[Layer], simulated: Sequence[str], years: Sequence[int], at: int) -> Html:
    def choice(identity: str, options: Sequence[str]) -> Html:
        items = (tag("option", capital(text), value=number) for number, text in enumerate(options))
        return tag("select", *items, id=identity)

    slider = Html(
        f'<input type="range" id="past-time" min="0" max="{len(years) - 1}" value="{at}" aria-valuetext="{years[at]}">'
    )
    when = tag("output", str(years[at]), id="past-when", for_="past-time")
    return tag(
        "div",
        tag("label", _("Documented"), choice("past-documented", [layer.name for layer in layers])),
        tag("label", _("Simulated: in how many worlds a country"), choice("past-simulated", simulated)),
        tag("label", tag("span", filled(_("End of {year}"), year=when)), slider, class_="time"),
        class_="controls",
    )  # fmt: skip


def _documented(reading: WorldReading, layer: Layer, at: int) -> Html:
    looks = [LOOKS[letter] for letter in layer.letters[at]]
    titles = [named(name, _(WORDS[letter])) for name, letter in zip(_names(reading), layer.letters[at], strict=True)]
    legend = (
        tag("li", swatch(look), _(WORDS[letter]), data_letter=letter, hidden=letter not in LEGENDS[0])
        for letter, look in LOOKS.items()
    )
    return join([
        tag("h3", _(DOCUMENTED, note=layer.notes[at]), id="past-note"),
        tag("div", tiles.picture(reading.records, looks, titles, layer.notes[at], letters=True), id="past-above"),
        tag("ul", *legend, class_="legend", id="past-legend"),
    ])  # fmt: skip


def swatch(look: str) -> Html:
    """A square of the map for a legend."""
    rect = Html('<rect x="1" y="1" width="20" height="14" rx="2"></rect>')
    return tag("svg", tag("g", rect, class_=look), viewBox="0 0 22 16", class_="swatch", aria_hidden="true")


def _simulated(reading: WorldReading, words: str, shares: Sequence[float], year: int) -> Html:
    title = _(SHARE, worlds=reading.replicates, does=words, year=year)
    looks, titles = _look(reading, shares)
    return join([
        tag("h3", title, id="past-shown"),
        tag("div", tiles.picture(reading.records, looks, titles, title, letters=True), id="past-below"),
        tiles.steps_legend(_("of the worlds:")),
    ])  # fmt: skip


def _look(reading: WorldReading, shares: Sequence[float]) -> tuple[list[str], list[str]]:
    titles = [named(name, percent(float(share))) for name, share in zip(_names(reading), shares, strict=True)]
    return [tiles.step(float(share)) for share in shares], titles


def _names(reading: WorldReading) -> list[str]:
    return [_(str(name)) for name in reading.records["name"].values]


def named(name: str, what: str) -> str:
    """'Angola: signed neither', of a square of the map."""
    return _(tiles.NAMED, name=name, what=what)


def _content(
    reading: WorldReading, years: Sequence[int], layers: Sequence[Layer], simulated: Sequence[str],
    shares: Sequence[np.ndarray[tuple[int, int], np.dtype[np.float64]]],
) -> dict[str, object]:  # fmt: skip
    return {
        "years": years, "names": _names(reading), "worlds": reading.replicates,
        "words": {letter: _(words) for letter, words in WORDS.items()},
        "says": {name: _(text) for name, text in SAYS.items()},
        "documented": [{"letters": layer.letters, "notes": layer.notes, "legend": legend}
                       for layer, legend in zip(layers, LEGENDS, strict=True)],
        "simulated": [{"name": name, "values": np.rint(1000 * values).astype(int).tolist()}
                      for name, values in zip(simulated, shares, strict=True)],
    }  # fmt: skip


def _multiples(
    reading: WorldReading, layers: Sequence[Layer],
    shares: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]], years: Sequence[int],
) -> Html:  # fmt: skip
    """What stands instead of the slider where there is no script."""
    made = []
    for layer, year in ((layers[0], 2019), (layers[0], 2020), (layers[1], INDEX.year)):
        if year in years:
            at = years.index(year)
            made.append((_(DOCUMENTED, note=layer.notes[at]), [LOOKS[letter] for letter in layer.letters[at]]))
    for name, year in (("row_runs_system", 2016), ("row_runs_system", 2022), ("row_stands_for", 2020)):
        if year in years and name in shares:
            title = _("Simulated: {does}, end of {year}", does=_(SIMULATED[name]), year=year)
            made.append((title, [tiles.step(float(share)) for share in shares[name][years.index(year)]]))
    nothing = [""] * len(reading.records["country"])
    figures = (
        tag("figure", tag("figcaption", title),
            tiles.picture(reading.records, looks, nothing, title, letters=False),
            paragraph(reading.badge, class_="badge"))
        for title, looks in made
    )  # fmt: skip
    return tag("div", tag("div", *figures, class_="figures"), class_="no-script")


def _numbers(
    reading: WorldReading, shares: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]], year: int
) -> Html:
    """All numbers of the last checked year, and the documented stances."""
    known = reading.known
    keys = [key for key, one in known.statements.items() if not one.vote]
    said = {key: [_(WORDS[_letter(int(value))]) for value in known.stance(key)] for key in keys}
    rows = [
        (name, *(said[key][at] for key in keys), *(percent(float(values[-1][at])) for values in shares.values()))
        for at, name in enumerate(_names(reading))
    ]
    occasions = [_("{about}, {month}", about=_(one.about), month=one.month)
                 for one in (known.statements[key] for key in keys)]  # fmt: skip
    ends = [_("{does}, end of {year}", does=capital(_(SIMULATED[name])), year=year) for name in shares]
    head = (_("Country"), *occasions, *ends)
    caption = _("Countries one by one: what they signed, and shares of simulated worlds")
    shown = table(head, rows, caption=caption, figures=range(1 + len(keys), len(head)), tall=True)
    return folded(_("The numbers behind these maps"), shown)
