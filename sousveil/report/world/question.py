"""The question of the source, answered as a conditional: of the countries that wavered, how many would do what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.language import N_, _
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, Part, bullets, filled, folded, paragraph, table, tag
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, clauses, number, plural, sentences
from sousveil.report.world import terms
from sousveil.report.world.curves import ranges
from sousveil.report.world.reading import LAST_CHECKED, WAVERING, Condition, WorldReading, count, guesses, luck, signed
from sousveil.world.question import BY_NAME

TITLE = N_("The question: what would the wavering do?")
ASKED = (
    "adopted",
    "adopted_exporters",
    "dropped_one",
    "copied_law",
    "turned_to_support",
    "turned_to_criticism",
    "fell_silent",
    "opened",
    "closed",
    "crossed_to_open",
    "crossed_to_closed",
    "won_over_since",
    "won_back_since",
)
"""What the question names: since the end of 2020, adopt, copy laws, change stance, change how open they are."""
PICTURED = (
    "adopted",
    "copied_law",
    "turned_to_support",
    "turned_to_criticism",
    "crossed_to_closed",
    "crossed_to_open",
    "won_over_since",
    "won_back_since",
)
TOLD = 1.0
"""Countries by which a condition has to change a measure to be told in words; the tables tell everything."""
LEVELS = (
    "running",
    "running_exporters",
    "reachable",
    "laws_copied",
    "supporting",
    "opposing",
    "leaning_closed",
    "open_regimes",
    "dropped",
)
"""What is so at the end of a year, whenever it came about."""
ABOUT = N_(
    "The essay of 2020 asks whether those who waver will turn away from the open model. Of 196 countries, the ones told"
    " here signed nothing in four joint statements on the exporter's conduct in 2019 and 2020, or signed once only, or"
    " on both sides. The exporter is the country that sells the closed model; in the documented past it is China. The"
    " leader of the open is the United States."
)


def question(reading: WorldReading) -> Section:
    """The answer in a few sentences, in pictures and in a table."""
    if not any(reading.has(name, WAVERING) for name in ASKED):
        none = absent(_("No answer."), _("The run ends too early, or has no such rules."))
        return section("question", _(TITLE), none)
    last, others = reading.years[-1], reading.conditions[1:]
    return section(
        "question",
        _(TITLE),
        paragraph(_lead(reading, last), class_="lead"),
        bullets(_answer(reading, last)),
        paragraph(_(ABOUT)),
        paragraph(_how(reading)),
        tag("h3", _("What each condition changes by the end of {year}", year=last)) if others else None,
        bullets(_told(reading, one, last) for one in others) if others else None,
        tag("h3", _("At the end of {year}, under each condition", year=last)),
        gallery([_figure(reading, name, last) for name in PICTURED if reading.has(name, WAVERING)], reading.badge),
        tag("h3", _("In numbers")),
        paragraph(_("L: interval of luck (95%). A: range over assumptions."), class_="note"),
        *(_grid(reading, year, ASKED) for year in _later(reading)),
        folded(_("What is so at the end of each year, whenever it came about"),
               *(_grid(reading, year, LEVELS) for year in reading.years)),
        folded(_("What differs from things as they were, world by world"),
               *(_table(reading, name) for name in ASKED if reading.has(name, WAVERING))) if others else None,
    )  # fmt: skip


def _lead(reading: WorldReading, year: int) -> str:
    worlds = plural(reading.replicates, "{count} simulated world", "{count} simulated worlds")
    return _(
        "In this model, of {size} countries that were silent or wavering, so many do this between the end of 2020 and"
        " the end of {year}, with {condition}. These are averages over {worlds}, and no forecast.",
        size=reading.size(WAVERING), year=year, condition=reading.base.words, worlds=worlds,
    )  # fmt: skip


def _answer(reading: WorldReading, year: int) -> list[Part]:
    made: list[Part] = []
    for name in ASKED:
        row = reading.entry(name, reading.base, WAVERING, year)
        if row:
            said = _("{count} {do} (over assumptions, {range})") if reading.guesses else _("{count} {do}")
            parts = {"count": tag("b", count(row["value"])), "do": terms.does(name), "range": guesses(row)}
            made.append(tag("span", filled(said, **parts)))
    return made


def _told(reading: WorldReading, one: Condition, year: int) -> Part:
    """What rises and falls under a condition, as far as these worlds can tell; and whether guesses turn it around."""
    said = []
    for name in ASKED:
        row = reading.effect(name, one, WAVERING, year)
        if row and row["says"] in ("rises", "falls") and abs(row["value"]) >= TOLD:
            said.append(_guessed(reading, row, _moves(row["value"], terms.does(name))))
    nothing = _("nothing by as much as a country that these worlds can tell from no change")
    told = filled(_("{condition}: {changes}."), condition=tag("b", one.label), changes=clauses(said) or nothing)
    return tag("span", told)


def _moves(value: float, does: str) -> str:
    number_ = count(abs(value))
    if value > 0:
        return _("{count} more {do}", count=number_, do=does)
    return _("{count} fewer {do}", count=number_, do=does)


def _guessed(reading: WorldReading, row: Mapping[str, Any], moves: str) -> str:
    """Also in how many of the guesses the difference points the same way: a range does not say how lopsided it is."""
    if not reading.guesses:
        return moves
    values = {"change": moves, "range": guesses(row, signed)}
    if row.get("same_sign") is None:
        return _("{change} ({range} over assumptions)", **values)
    same = round(row["same_sign"] * reading.guesses)
    return _(
        "{change} ({range} over assumptions; the same way in {same} of {guesses} guesses)",
        same=same, guesses=reading.guesses, **values,
    )  # fmt: skip


def _how(reading: WorldReading) -> str:
    worlds = plural(reading.replicates, "{count} world", "{count} worlds")
    said = [
        _("Each condition is lived in the same {worlds} with the same luck.", worlds=worlds),
        _("The interval of luck (95%) says how well the average is known."),
    ]
    if not reading.guesses:
        return sentences([*said, _("How far other guesses would move the numbers was not assessed.")])
    further = plural(reading.guesses, "{count} further world", "{count} further worlds")
    range_ = _(
        "The range over assumptions is the lowest and the highest of what the scenario says and of {worlds} in which"
        " every assumed number is guessed otherwise. It is usually far wider, and it is the honest one: most numbers"
        " behind these worlds are assumed.",
        worlds=further,
    )
    return sentences([*said, range_])


def _figure(reading: WorldReading, name: str, year: int) -> Figure:
    rows = [(one, reading.entry(name, one, WAVERING, year)) for one in reading.conditions]
    size, short = reading.size(WAVERING), terms.measure(name)
    drawn = [
        {"name": _short(one), "value": row["value"], "text": count(row["value"]), "low": row["low"],
         "high": row["high"], "wide_low": row["assumed_low"], "wide_high": row["assumed_high"]}
        for one, row in rows
    ]  # fmt: skip
    said = clauses(_("{name}: {value}", name=one.label, value=count(row["value"])) for one, row in rows)
    return Figure(
        _("{do}: of {size} silent or wavering countries, end of {year}", do=capital(short), size=size, year=year),
        ranges(drawn, x=terms.countries(), top=float(size)),
        _("{told}.", told=said),
        (_("Condition"), _("Countries"), _("Interval of luck"), _("Range over assumptions")),
        [(one.label, count(row["value"]), luck(row), guesses(row)) for one, row in rows],
        note=_("Thick: interval of luck. Thin: range over assumptions. Dashed: things as they were."),
        figures=(1, 2, 3),
    )


SHORT = {
    "as-it-was": N_("as they were"),
    "no-gap": N_("no gap in 2020"),
    "no-offers": N_("no offers"),
    "no-withdrawal": N_("no withdrawal"),
    "coalition": N_("coalition of the open"),
    "all": N_("all of these"),
}


def _short(one: Condition) -> str:
    return one.called(_(SHORT[one.name]) if one.name in SHORT else one.words)


def _later(reading: WorldReading) -> Sequence[int]:
    """The years that are told, after the end of the record where the run goes so far."""
    return [year for year in reading.years if year > LAST_CHECKED] or reading.years[-1:]


def _grid(reading: WorldReading, year: int, names: Sequence[str]) -> Html:
    """Measure by condition at the end of a year."""
    rows = []
    for name in (name for name in names if reading.entry(name, reading.base, WAVERING, year)):
        found = [reading.entry(name, one, WAVERING, year) for one in reading.conditions]
        cells = [stack(count(row["value"]), luck(row), guesses(row) if reading.guesses else "") for row in found]
        rows.append((capital(terms.measure(name)), *cells))
    head = (_("Countries that"), *(_short(one) for one in reading.conditions))
    caption = _(
        "By the end of {year}, of {size} silent or wavering countries", year=year, size=reading.size(WAVERING)
    )  # fmt: skip
    return tag("div", table(head, rows, caption=caption), class_="stacked")


def _table(reading: WorldReading, name: str) -> Html:
    """Condition by year: value and difference, each with its interval of luck and its range over assumptions."""
    years = _later(reading)
    head: list[Part] = [_("Condition")]
    for year in years:
        head += [_("End of {year}", year=year), _beside(reading.base, year)]
    rows = [[one.label, *(cell for year in years for cell in _cells(reading, name, one, year))]
            for one in reading.conditions]  # fmt: skip
    caption = capital(terms.measure(name))
    if name != "dropped":
        caption = _("{do}, of {size} silent or wavering countries", do=caption, size=reading.size(WAVERING))
    return tag("div", table(head, rows, caption=caption), class_="stacked")


def _beside(base: Condition, year: int) -> str:
    if base.letter:
        return _("{year}, beside {condition}", year=year, condition=base.mark)
    return _("{year}, beside the first", year=year)


def _cells(reading: WorldReading, name: str, one: Condition, year: int) -> Sequence[Part]:
    row, beside = reading.entry(name, one, WAVERING, year), reading.effect(name, one, WAVERING, year)
    mine = stack(count(row["value"]), luck(row), guesses(row) if reading.guesses else "")
    return mine, difference(reading, beside)


def stack(value: str, luck_: str, over: str = "") -> Html:
    """A value with the interval of luck and the range over assumptions below it, each marked."""
    marked = (("L", _("interval of luck"), luck_), ("A", _("range over assumptions"), over))
    under = [tag("small", tag("abbr", mark, title=title), f" {text}") for mark, title, text in marked if text]
    return tag("span", tag("b", value), *(part for small in under for part in (Html("<br>"), small)))


def difference(reading: WorldReading, row: Mapping[str, Any]) -> Part:
    """What a condition changes; nothing for the first, and '0' where it changes nothing in any world."""
    if not row or row["value"] is None:
        return ""
    over = guesses(row, signed) if reading.guesses else ""
    if row["says"] == "none":
        return stack("0", "", "" if row["assumed_low"] == row["assumed_high"] else over)
    return stack(signed(row["value"]), luck(row, signed), over)


def conditions(reading: WorldReading) -> Section:
    """What each condition changes in the world, number by number."""
    said = _("{condition}. {changes}")
    told = [tag("span", filled(said, condition=tag("b", one.label), changes=_joined(_changes(reading, one))))
            for one in reading.conditions]  # fmt: skip
    return section(
        "conditions",
        _("What the conditions change"),
        paragraph(
            _(
                "A condition sets a few numbers otherwise; everything else, luck included, stays as it is. What is set"
                " from 2021 on leaves the past as it was, so that changes since the end of 2020 begin from the same"
                " countries."
            )
        ),
        bullets(told),
    )


def _changes(reading: WorldReading, one: Condition) -> list[Html]:
    from_ = reading.run.scenario.parameters
    if one.name not in BY_NAME:
        return []
    known = BY_NAME[one.name]
    throughout = _("{parameter} {value} instead of {other}, throughout")
    later = _("{parameter} {value} instead of {other}, from 2021 on")
    return [
        filled(said, parameter=tag("code", path), value=number(value, 6), other=value_text(from_[path]))
        for values, said in ((known.values, throughout), (known.later, later))
        for path, value in values.items()
        if path in from_
    ]


def value_text(value: object) -> str:
    """A parameter's value; the same in every country."""
    return number(value, 6) if isinstance(value, int | float) else str(value)


def _joined(changes: Sequence[Html]) -> Part:
    if not changes:
        return _("Nothing is changed.")
    return filled(_("{told}."), told=Html(clauses(changes)))
