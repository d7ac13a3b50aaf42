"""What countries say: joint statements and the vote of the Council, simulated and documented; and the institutions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sousveil.contract.countries import AGENCIES as SEATS
from sousveil.language import N_, _, _p
from sousveil.nations import Statement
from sousveil.report import charts
from sousveil.report.charts import Row
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, Part, english, filled, paragraph, safe, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import clauses, enumerated, number, sentences, spell
from sousveil.report.world import terms
from sousveil.report.world.history import AGENCIES
from sousveil.report.world.lines import beside, conditioned
from sousveil.report.world.reading import WorldReading, count, guesses, luck
from sousveil.world.calendar import FIRST_YEAR, QUARTERS
from sousveil.world.effects import Point

SIDES = {
    "supports": ("stands_for", N_("Countries that support the exporter")),
    "criticises": ("stands_against", N_("Countries that oppose it")),
}
VOTES = {"criticises": "votes_for_debate", "supports": "votes_against_debate", "silent": "abstains"}
VOTE_WORDS = {
    "criticises": N_("{month}: {forum}, for a debate"), "supports": N_("{month}: {forum}, against it"),
    "silent": N_("{month}: {forum}, abstaining"),
}  # fmt: skip


def stances(reading: WorldReading) -> Section:
    """Curves of both sides under every condition, and a table of statements."""
    if "stands_for" not in reading.records:
        none = absent(_("No picture."), _("This world has no statements."))
        return section("stances", _("What countries say"), none)
    pictures = []
    for side, (variable, words) in SIDES.items():
        marks = [_mark(one, side) for one in reading.known.statements.values() if not one.vote and _late(one)]
        pictures += conditioned(reading, variable, _(words), terms.countries(), marks)
    return section(
        "stances",
        _("What countries say of the exporter"),
        paragraph(
            sentences([
                _(
                    "A stance is what was signed when statements were last read; in the record, most countries sign"
                    " neither. Diamonds: joint statements in the Third Committee, each October."
                ),
                _given(reading),
            ])
        ),
        _statements(reading),
        gallery(pictures, reading.badge),
    )  # fmt: skip


def _given(reading: WorldReading) -> str:
    """That some statements were put in, where they were: their agreement proves nothing."""
    given = reading.run.scenario.parameters.get(GIVEN, 0)
    if not isinstance(given, int | float) or not given:
        return ""
    return _(
        "The first {count} statements are given to these worlds as they were signed, as far as names are known; only"
        " what comes after is predicted.",
        count=spell(int(given)),
    )


GIVEN = "statements.given"


def _late(one: Statement) -> bool:
    """Whether a statement was the last of its year, so that the stance at the end of the year is held against it."""
    return one.month.endswith("-10")


def _mark(one: Statement, side: str) -> Row:
    return {"x": int(one.month[:4]), "y": one.side(side).published, "text": ""}


def _statements(reading: WorldReading) -> Part:
    """Documented counts beside the mean count of simulated signatures, statement by statement; then the vote."""
    rows: list[Sequence[Part]] = []
    for one in reading.known.statements.values():
        if not one.vote:
            cells = [_signed(reading, one, side, event) for side, event in
                     (("supports", "row_signs_support"), ("criticises", "row_signs_criticism"))]  # fmt: skip
            occasion = _("{month}: {forum}, {about}", month=one.month, forum=_(one.forum), about=_(one.about))
            rows.append((occasion, *(cell for pair in cells for cell in pair)))
    for one in (one for one in reading.known.statements.values() if one.vote):
        year = int(one.month[:4])
        for side, event in VOTES.items():
            found = next((p for p in reading.course(event, reading.base) if p.year == year), None)
            counts = (str(one.side(side).published), NOTHING if found is None else _voted(found))
            both = ("", "", *counts) if side == "criticises" else (*counts, "", "")
            rows.append((_(VOTE_WORDS[side], month=one.month, forum=_(one.forum)), *both))
    head = (_("Occasion"), _("Support: documented"), _("Simulated"), _("Criticism: documented"), _("Simulated"))
    caption = _(
        "Countries that signed or voted, {condition}; simulated: mean over worlds", condition=reading.base.label
    )  # fmt: skip
    return table(head, rows, caption=caption)


def _voted(found: Point) -> str:
    return _("{count} ({luck}; {guesses})", count=count(found.value), luck=luck(found), guesses=guesses(found))


NOTHING = "\u2013"
NEAR = 0.03
"""How far courses that share a line may differ, as a part of the highest value."""


def _signed(reading: WorldReading, one: Statement, side: str, event: str) -> tuple[str, str]:
    year, month = (int(part) for part in one.month.split("-"))
    quarter = (year - FIRST_YEAR) * QUARTERS + (month - 1) // 3
    if event not in reading.records or quarter >= reading.records.sizes["checked"]:
        return str(one.side(side).published), NOTHING
    simulated = float(np.asarray(reading.records[event].values[0, quarter], np.float64).sum())
    return str(one.side(side).published), count(simulated)


def institutions(reading: WorldReading) -> Section:
    """Who heads agencies, how far the leader is there, how strong the coalition is, whose standards are in force."""
    told = [
        (
            "agencies",
            _("Agencies, of {seats}, that the exporter's nationals head", seats=SEATS),
            _p("along an axis", "agencies"),
        ),
        ("standards", _("Standards in force that the exporter proposed"), _("share of all")),
        ("presence", _("How far the leader of the open is present in institutions"), _p("along an axis", "share")),
        ("coalition", _("Pressure of the coalition of the open"), _("share of full pressure")),
    ]
    figures = [_shared(reading, *one) for one in told if one[0] in reading.records]
    backing = reading.course("backs_standard", reading.base)
    votes = _("Votes for the exporter's standards in a year, all countries")
    return section(
        "institutions",
        _("Agencies, standards, presence, coalition"),
        paragraph(*_headed(reading)),
        gallery(figures, reading.badge) if figures else absent(_("No picture."), _("This world has no institutions.")),
        gallery([beside(votes, _("votes a year"), {"": backing})], reading.badge) if backing and not figures else None,
    )


def _headed(reading: WorldReading) -> list[Part]:
    parts = {name: str(getattr(AGENCIES, name)) for name in ("year", "count", "of")}
    text = filled(_(AGENCIES.what), source=english(AGENCIES.source), **parts)
    if "agencies" not in reading.records:
        return [text]
    quarter = (AGENCIES.year - FIRST_YEAR + 1) * QUARTERS - 1
    values = np.asarray(reading.records["agencies"].values[0], np.float64)
    if quarter >= len(values):
        return [text]
    mean = number(float(values[quarter]))
    lived = _("In the simulated worlds it is {number} on average at the end of that year.", number=mean)
    return [Html(sentences([text, safe(lived)]))]


def _shared(reading: WorldReading, name: str, title: str, unit: str) -> Figure:
    """Means over worlds by quarter; conditions that are nearly the same in every quarter share a line."""
    values = np.asarray(reading.records[name].values, np.float64)
    when = FIRST_YEAR + (np.asarray(reading.records["quarter"].values) - 1) / QUARTERS
    groups: list[list[int]] = []
    near = NEAR * max(float(values.max()), 1e-9)
    for at, course in enumerate(values):
        mine = next((members for members in groups if np.abs(values[members[0]] - course).max() <= near), None)
        groups.append([at]) if mine is None else mine.append(at)
    kept = groups[: len(charts.DASHES)]
    names = [" ".join(reading.conditions[at].mark for at in members) for members in kept]
    drawn: list[Row] = [
        {"x": float(x), "y": float(y), "series": words}
        for words, members in zip(names, kept, strict=True)
        for x, y in zip(when, values[members[0]], strict=True)
    ]
    ends = clauses(
        _("{conditions} {value}", conditions=words, value=number(float(values[members[0], -1])))
        for words, members in zip(names, kept, strict=True)
    )
    rows = [
        (str(FIRST_YEAR + at // QUARTERS), *(number(float(course[at])) for course in values))
        for at in range(QUARTERS - 1, len(when), QUARTERS)
    ]
    return Figure(
        title,
        charts.lines(drawn, x="", y=unit, series=names if len(names) > 1 else (), years=True),
        _("At the end: {values}.", values=ends),
        (_("End of"), *(one.mark for one in reading.conditions)),
        rows,
        note=sentences([_shares_a_line(reading), _undrawn(reading, groups[len(kept) :])]),
    )


def _shares_a_line(reading: WorldReading) -> str:
    return _(
        "Means over {worlds} worlds; letters name the conditions. Courses that differ by less than {share} of the"
        " highest value share a line.",
        worlds=reading.replicates, share=f"{NEAR:.0%}",
    )  # fmt: skip


def _undrawn(reading: WorldReading, groups: Sequence[Sequence[int]]) -> str:
    letters = enumerated(reading.conditions[at].mark for members in groups for at in members)
    return _("Not drawn, but among the numbers: {letters}.", letters=letters) if letters else ""
