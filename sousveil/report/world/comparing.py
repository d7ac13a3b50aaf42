"""The page of two worlds compared: what the reform changes, by measure, year and class of country. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.language import N_, _
from sousveil.report import charts
from sousveil.report.charts import Row
from sousveil.report.comparison import SAYS, value_text
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.words import capital, clauses, plain, plural, whole
from sousveil.report.world import terms
from sousveil.report.world.page import BANNER, quarters
from sousveil.report.world.question import stack
from sousveil.report.world.reading import WAVERING, count, guesses, luck, signed

Document = Mapping[str, Any]
ALL = "all"
PICTURES = {
    "runs_system": N_("run a surveillance system"),
    "runs_exporters": N_("run one with supply from the exporter"),
    "has_copied": N_("have copied a law"),
    "stands_for": N_("support the exporter"),
    "stands_against": N_("oppose it"),
    "leans_closed": N_("think better of the closed model"),
    "is_open": N_("have an openness of a half or more"),
}
SIDES = {"baseline": N_("baseline"), "reform": N_("reform")}


def page(one: Document) -> str:
    """The page as text; `one` is the document of a comparison of worlds."""
    charts.ready()
    facts = (
        (_("Countries"), whole(one["countries"])),
        (_("Quarters"), quarters(one["quarters"])),
        (_("Pairs of worlds"), whole(one["replicates"])),
        (_("With other guesses"), str((one["ignorance"] or {}).get("draws", _("none")))),
        (_("Seed"), str(one["seed"])),
        (_("Version"), one["version"]),
    )
    kicker = _("The same countries with the same luck, in two kinds of worlds.")
    head = Head(_("Sousveil: the same worlds, twice"), _title(one), kicker, facts, BANNER)
    return sheet(head, [_changes(one), _found(one), _pictures(one), *_measures(one)])


def _title(one: Document) -> str:
    """Both titles, or what is changed where the reform is the baseline with changes."""
    baseline, reform = (str(one[side]["title"] or one[side]["name"]) for side in ("baseline", "reform"))
    title = titled(baseline)
    if reform != f"{baseline}, changed" and reform != baseline:
        return _("{baseline} beside {reform}", baseline=title, reform=titled(reform))
    changes = one["differences"]
    if len(changes) != 1:
        return _("{baseline} and a reform of it", baseline=title)
    what, before, after = (changes[0][key] for key in ("what", "baseline", "reform"))
    if after == "out":
        return _("{baseline}, with and without {rule}", baseline=title, rule=plain(what))
    if before == "out":
        return _("{baseline}, without and with {rule}", baseline=title, rule=plain(what))
    values = {"before": value_text(before), "after": value_text(after)}
    return _("{baseline}, {number}: {before} and {after}", baseline=title, number=plain(what), **values)


def _changes(one: Document) -> Section:
    rows = [
        (tag("code", row["what"]), *(_(value_text(row[side])) for side in SIDES),
         _("quarter {quarter}", quarter=row["quarter"]))
        for row in one["differences"]
    ]  # fmt: skip
    return section(
        "changes",
        _("What is different"),
        paragraph(_("Everything else is the same: countries, other rules, and the luck of every world.")),
        table((_("Rule or number"), _("Baseline"), _("Reform"), _("From")), rows, figures=()),
    )


def _last(one: Document) -> int:
    return max((int(row["year"]) for row in one["effects"]), default=0)


def _found(one: Document) -> Section:
    year = _last(one)
    mine = [row for row in one["effects"] if row["group"] == ALL and row["year"] == year]
    lines = []
    for says in ("rises", "falls"):
        named = [_("{what} ({effect})", what=terms.counted(row["name"]), effect=signed(row["effect"]))
                 for row in mine if row["says"] == says]  # fmt: skip
        if named:
            lines.append(_moved(says, year, clauses(named)))
    none, open_ = (sum(row["says"] == says for row in mine) for says in ("none", "not told apart from none"))
    return section(
        "found",
        _("What the reform changes"),
        *(paragraph(line, class_="lead") for line in lines),
        None if lines else paragraph(_("Nothing that these worlds can tell from no change."), class_="lead"),
        paragraph(
            _(
                "Of all {countries} countries: {measures} exactly the same in every pair, {differences} too small for"
                " {pairs} to tell.",
                countries=one["countries"],
                measures=plural(none, "{count} measure", "{count} measures"),
                differences=plural(open_, "{count} difference", "{count} differences"),
                pairs=plural(one["replicates"], "{count} pair of worlds", "{count} pairs of worlds"),
            )
        ),
        paragraph(_assessed(one)),
        paragraph(_("In the tables, L: interval of luck (95%). A: range over assumptions."), class_="note"),
    )


def _moved(says: str, year: int, measures: str) -> str:
    if says == "rises":
        return _("More by the end of {year}: {measures}.", year=year, measures=measures)
    return _("Fewer by the end of {year}: {measures}.", year=year, measures=measures)


def _assessed(one: Document) -> str:
    done = one["ignorance"]
    if not done:
        return _("How far other guesses would move these effects is not assessed; --ignorance 16 assesses it.")
    return _(
        "Ranges over assumptions: lowest and highest of this and {pairs}, in which {parameters} assumed numbers are"
        " guessed otherwise, alike on both sides.",
        pairs=plural(done["draws"], "{count} further pair of worlds", "{count} further pairs of worlds"),
        parameters=whole(done["parameters"]),
    )


def _pictures(one: Document) -> Section:
    figures = [
        _figure(one, name, group) for group in (WAVERING, ALL) for name in PICTURES if _courses(one, name, group)
    ]
    badge = _("Sousveil {version} \u00b7 seed {seed}", version=one["version"], seed=one["seed"])
    return section("courses", _("Year by year"), gallery(figures, badge))


def _courses(one: Document, name: str, group: str) -> list[Mapping[str, Any]]:
    return [row for row in one["courses"] if row["variable"] == name and row["group"] == group]


def _figure(one: Document, name: str, group: str) -> Figure:
    rows = _courses(one, name, group)
    drawn: list[Row] = [
        {"x": row["year"], "y": row["value"], "low": row["low"], "high": row["high"],
         "series": _side(row)}
        for row in rows
    ]  # fmt: skip
    ends = {row["side"]: count(row["value"]) for row in rows}
    who = {"group": terms.group(group), "size": one["classes"][group]}
    return Figure(
        _("{do}: {group} ({size})", do=capital(_(PICTURES[name])), **who),
        charts.lines(drawn, x="", y=terms.countries(), series=[_(side) for side in SIDES.values()], years=True),
        _("In {year}: baseline {baseline}, reform {reform}.", year=rows[-1]["year"], **ends),
        (_("Year"), _("Side"), _("Countries"), _("Interval of luck")),
        [(str(row["year"]), _side(row), count(row["value"]), luck(row)) for row in rows],
        note=_("Bands: interval of luck (95%)."),
        figures=(2, 3),
    )


def _side(row: Mapping[str, Any]) -> str:
    side = SIDES[str(row["side"])]
    return _(side)


def _measures(one: Document) -> list[Section]:
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for row in one["effects"]:
        by_name.setdefault(str(row["name"]), []).append(row)
    return [_measure(one, name, rows) for name, rows in by_name.items()]


def _measure(one: Document, name: str, rows: Sequence[Mapping[str, Any]]) -> Section:
    told = [row for row in rows if one["classes"].get(row["group"], 0) >= terms.FEWEST]
    first = [row for row in told if row["group"] in (ALL, WAVERING)]
    rest = [row for row in told if row["group"] not in (ALL, WAVERING, "counted")]
    return section(
        name.replace("_", "-"),
        capital(terms.measure(name)),
        _table(first),
        folded(_("By class of country"), _table(rest)) if rest else None,
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> Html:
    head = (_("Countries"), _("End of"), _("Baseline"), _("Reform"), _("Effect"), _("What it says"))
    return tag("div", table(head, [_row(row) for row in rows], figures=(2, 3, 4)), class_="stacked")


def _row(row: Mapping[str, Any]) -> Sequence[Part]:
    of = _("{group} ({size})", group=capital(terms.group(row["group"])), size=row["per"].split()[1])
    if row["effect"] is None:
        return of, str(row["year"]), "\u2013", "\u2013", "\u2013", _reason(row)
    over = "" if row["assumed_low"] is None else guesses(row, signed)
    effect = stack("0", "", over) if row["says"] == "none" else stack(signed(row["effect"]), luck(row, signed), over)
    return of, str(row["year"]), count(row["baseline"]), count(row["reform"]), effect, _says(row)


def _reason(row: Mapping[str, Any]) -> str:
    reason = str(row.get("reason", ""))
    return _(reason)


def _says(row: Mapping[str, Any]) -> str:
    says = SAYS[str(row["says"])]
    return _(says)
