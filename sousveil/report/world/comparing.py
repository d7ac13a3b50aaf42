"""The page of two worlds compared: what the reform changes, by measure, year and class of country. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.report import charts
from sousveil.report.charts import Row
from sousveil.report.comparison import SAYS, value_text
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, plain, plural
from sousveil.report.world import terms
from sousveil.report.world.page import BANNER
from sousveil.report.world.question import stack
from sousveil.report.world.reading import WAVERING, count, guesses, luck, signed

Document = Mapping[str, Any]
ALL = "all"
PICTURES = {
    "runs_system": "run a surveillance system",
    "runs_exporters": "run one with supply from the exporter",
    "has_copied": "have copied a law",
    "stands_for": "support the exporter",
    "stands_against": "oppose it",
    "leans_closed": "think better of the closed model",
    "is_open": "have an openness of a half or more",
}


def page(one: Document) -> str:
    """The page as text; `one` is the document of a comparison of worlds."""
    charts.ready()
    facts = (
        ("Countries", f"{one['countries']:,}"),
        ("Quarters", f"{one['quarters']:,}, from 2013 on"),
        ("Pairs of worlds", f"{one['replicates']:,}"),
        ("With other guesses", str((one["ignorance"] or {}).get("draws", "none"))),
        ("Seed", str(one["seed"])),
        ("Version", one["version"]),
    )
    kicker = "The same countries with the same luck, in two kinds of worlds."
    head = Head("Sousveil: the same worlds, twice", _title(one), kicker, facts, BANNER)
    return sheet(head, [_changes(one), _found(one), _pictures(one), *_measures(one)])


def _title(one: Document) -> str:
    """Both titles, or what is changed where the reform is the baseline with changes."""
    baseline, reform = (str(one[side]["title"] or one[side]["name"]) for side in ("baseline", "reform"))
    if reform != f"{baseline}, changed" and reform != baseline:
        return f"{baseline} beside {reform}"
    changes = one["differences"]
    if len(changes) != 1:
        return f"{baseline} and a reform of it"
    before, after = (value_text(changes[0][side]) for side in ("baseline", "reform"))
    what = plain(changes[0]["what"])
    if after == "out":
        return f"{baseline}, with and without {what}"
    return f"{baseline}, without and with {what}" if before == "out" else f"{baseline}, {what}: {before} and {after}"


def _changes(one: Document) -> Section:
    rows = [
        (tag("code", row["what"]), value_text(row["baseline"]), value_text(row["reform"]), f"quarter {row['quarter']}")
        for row in one["differences"]
    ]
    return section(
        "changes",
        "What is different",
        paragraph("Everything else is the same: countries, other rules, and the luck of every world."),
        table(("Rule or number", "Baseline", "Reform", "From"), rows, figures=()),
    )


def _last(one: Document) -> int:
    return max((int(row["year"]) for row in one["effects"]), default=0)


def _found(one: Document) -> Section:
    year = _last(one)
    mine = [row for row in one["effects"] if row["group"] == ALL and row["year"] == year]
    lines = []
    for says, word in (("rises", "More"), ("falls", "Fewer")):
        named = [f"{terms.counted(row['name'])} ({signed(row['effect'])})" for row in mine if row["says"] == says]
        if named:
            lines.append(f"{word} by the end of {year}: {'; '.join(named)}.")
    none, open_ = (sum(row["says"] == says for row in mine) for says in ("none", "not told apart from none"))
    return section(
        "found",
        "What the reform changes",
        *(paragraph(line, class_="lead") for line in lines),
        None if lines else paragraph("Nothing that these worlds can tell from no change.", class_="lead"),
        paragraph(
            f"Of all {one['countries']} countries: {plural(none, '{count} measure', '{count} measures')} exactly the same in every pair,"
            f" {plural(open_, '{count} difference', '{count} differences')} too small for {plural(one['replicates'], '{count} pair', '{count} pairs')} of worlds to tell."
        ),
        paragraph(_assessed(one)),
        paragraph("In the tables, L: interval of luck (95%). A: range over assumptions.", class_="note"),
    )


def _assessed(one: Document) -> str:
    done = one["ignorance"]
    if not done:
        return "How far other guesses would move these effects is not assessed; --ignorance 16 assesses it."
    return (
        f"Ranges over assumptions: lowest and highest of this and {plural(done['draws'], '{count} further pair', '{count} further pairs')} of worlds, in"
        f" which {done['parameters']:,} assumed numbers are guessed otherwise, alike on both sides."
    )


def _pictures(one: Document) -> Section:
    figures = [
        _figure(one, name, group) for group in (WAVERING, ALL) for name in PICTURES if _courses(one, name, group)
    ]
    return section("courses", "Year by year", gallery(figures, f"Sousveil {one['version']} \u00b7 seed {one['seed']}"))


def _courses(one: Document, name: str, group: str) -> list[Mapping[str, Any]]:
    return [row for row in one["courses"] if row["variable"] == name and row["group"] == group]


def _figure(one: Document, name: str, group: str) -> Figure:
    rows = _courses(one, name, group)
    drawn: list[Row] = [
        {"x": row["year"], "y": row["value"], "low": row["low"], "high": row["high"], "series": row["side"]}
        for row in rows
    ]
    ends = {row["side"]: count(row["value"]) for row in rows}
    return Figure(
        f"{capital(PICTURES[name])}: {terms.group(group)} ({one['classes'][group]})",
        charts.lines(drawn, x="", y="countries", series=("baseline", "reform"), years=True),
        f"In {rows[-1]['year']}: baseline {ends['baseline']}, reform {ends['reform']}.",
        ("Year", "Side", "Countries", "Interval of luck"),
        [(str(row["year"]), row["side"], count(row["value"]), luck(row)) for row in rows],
        note="Bands: interval of luck (95%).",
        figures=(2, 3),
    )


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
        folded("By class of country", _table(rest)) if rest else None,
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> Html:
    head = ("Countries", "End of", "Baseline", "Reform", "Effect", "What it says")
    return tag("div", table(head, [_row(row) for row in rows], figures=(2, 3, 4)), class_="stacked")


def _row(row: Mapping[str, Any]) -> Sequence[Part]:
    of = f"{capital(terms.group(row['group']))} ({row['per'].split()[1]})"
    if row["effect"] is None:
        return of, str(row["year"]), "\u2013", "\u2013", "\u2013", row.get("reason", "")
    over = "" if row["assumed_low"] is None else guesses(row, signed)
    effect = stack("0", "", over) if row["says"] == "none" else stack(signed(row["effect"]), luck(row, signed), over)
    return of, str(row["year"]), count(row["baseline"]), count(row["reform"]), effect, SAYS[row["says"]]
