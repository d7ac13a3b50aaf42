"""The page of a comparison: what the reform changes for everybody, and whose life it changes. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.contract.events import BY_NAME
from sousveil.measures.registry import SECTIONS
from sousveil.report import names
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, interval, number, percent, plain, plural, signed, signed_points

Document = Mapping[str, Any]
ALL = "all"
SAYS = {
    "none": "no difference at all", "rises": "rises", "falls": "falls", "not assessed": "not assessed",
    "not told apart from none": "too close to none to tell",
}  # fmt: skip
MANY = 1000
"""Pairs beyond which a number needed is not worth saying."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a comparison."""
    sections = [_changes(one), _found(one), *_measures(one), _lives(one), _told(one)]
    facts = (
        ("People", f"{one['people']:,} (synthetic)"),
        ("Days", f"{one['days']:,}"),
        ("Pairs of runs", f"{one['replicates']:,}"),
        ("Seed", str(one["seed"])),
        ("Version", one["version"]),
    )
    kicker = "The same synthetic people with the same luck, in two worlds."
    return sheet(Head("Sousveil: the same people, twice", _title(one), kicker, facts), sections)


def _title(one: Document) -> str:
    """Both titles, or what is changed where the reform is the baseline with one change."""
    baseline, reform = (str(one[side]["title"] or one[side]["name"]) for side in ("baseline", "reform"))
    changes = one["differences"]
    if reform != f"{baseline}, changed":
        return f"{baseline} beside {reform}"
    if len(changes) > 1:
        return f"{baseline} and a reform of it"
    before, after = (value_text(changes[0][side]) for side in ("baseline", "reform"))
    if after == "out":
        return f"{baseline}, with and without {plain(changes[0]['what'])}"
    if before == "out":
        return f"{baseline}, without and with {plain(changes[0]['what'])}"
    return f"{baseline}, with {changes[0]['what']} at {before} and at {after}"


def _changes(one: Document) -> Section:
    rows = [
        (tag("code", row["what"]), value_text(row["baseline"]), value_text(row["reform"]), f"day {row['day']}")
        for row in one["differences"]
    ]
    return section(
        "changes",
        "What is different",
        paragraph("Everything else is the same: people, places, other rules, and everybody's luck."),
        table(("Rule or number", "Baseline", "Reform", "From"), rows, figures=()),
    )


def value_text(value: Any) -> str:
    """A value of a parameter; by place where places differ."""
    if isinstance(value, Mapping):
        return ", ".join(f"{place}: {number(item)}" for place, item in value.items())
    return number(value, 6) if isinstance(value, int | float) else str(value)


def _found(one: Document) -> Section:
    mine = [entry for entry in one["effects"] if entry["group"] == ALL]
    said = {word: [entry for entry in mine if entry["says"] == word] for word in SAYS}
    lines = [
        f"{capital(SAYS[word])}: {', '.join(names.measure(entry['name']) for entry in said[word])}."
        for word in ("rises", "falls")
        if said[word]
    ]
    open_ = said["not told apart from none"]
    lives = one["lives"]
    needed = [entry["pairs_needed"] for entry in (*said["rises"], *said["falls"])]
    more = max(needed, default=one["replicates"])
    return section(
        "found",
        "What the reform changes",
        *(paragraph(line, class_="lead") for line in lines),
        None if lines else paragraph("Nothing that these runs can tell from no change.", class_="lead"),
        paragraph(
            f"{plural(len(said['none']), '{count} measure', '{count} measures')} {'is' if len(said['none']) == 1 else 'are'} exactly the same in "
            f"every pair; {plural(len(open_), '{count} difference', '{count} differences')} {'is' if len(open_) == 1 else 'are'} too small for "
            f"{plural(one['replicates'], '{count} pair', '{count} pairs')} of runs to tell."
        ),
        paragraph(
            f"The effects above are known to a tenth of their size with about {more:,} pairs."
            if one["replicates"] < more <= MANY
            else "Some effects above would need more than a thousand pairs to be known to a tenth of their size."
            if more > MANY
            else ""
        ),
        paragraph(
            f"Ranges over assumptions: lowest and highest of this and {one['ignorance']['draws']:,} smaller pairs"
            f", in which {one['ignorance']['parameters']:,} assumed numbers are guessed otherwise, alike on both sides."
            if one["ignorance"]
            else "How far other guesses would move these effects is not assessed; --ignorance 16 assesses it."
        ),
        paragraph(
            f"Of the first pair, {plural(lives['parted'], '{count} life', '{count} lives')} part somewhere, and what was done to "
            f"{plural(lives['fates'], '{count} person', '{count} people')} differs."
        ),
    )


def _measures(one: Document) -> list[Section]:
    by_name: dict[str, list[Document]] = {}
    for entry in one["effects"]:
        by_name.setdefault(str(entry["name"]), []).append(entry)
    guessed = ("Range over assumptions",) if one["ignorance"] else ()
    head = ("Measure", "Baseline", "Reform", "Effect", "95% interval of luck", *guessed, "What it says")
    right = range(1, len(head) - 1)
    made = []
    for title, listed in SECTIONS.items():
        entries = [by_name[measure.name] for measure in listed if measure.name in by_name]
        wide = bool(guessed)
        rows = [row_of(group[0], names.measure(str(group[0]["name"])), guessed=wide) for group in entries]
        split = [row_of(entry, f"{names.measure(str(entry['name']))}, {plain(str(entry['group']))}", guessed=wide)
                 for group in entries for entry in group[1:]]  # fmt: skip
        made.append(
            section(
                title.replace(" ", "-"),
                capital(title),
                tag("div", table(head, rows, figures=right), class_="claims"),
                folded("By group", tag("div", table(head, split, figures=right), class_="claims")),
            )
        )
    return made


def row_of(entry: Document, name: str, *, guessed: bool = False) -> tuple[Part, ...]:
    """A measure: both sides, the difference, its interval, its range where assessed, and what that says."""
    is_share = entry["unit"] == "share" and not entry["per"]
    say = percent if is_share else number
    unit = f"{entry['unit']} per {entry['per']}" if entry["per"] else entry["unit"]
    what = Html(f"{tag('span', capital(name))}<br>{tag('small', unit)}")
    if entry["effect"] is None:
        one, other = (say(entry[side]) if entry[side] is not None else "-" for side in ("baseline", "reform"))
        return what, one, other, "-", "-", *(("-",) if guessed else ()), entry.get("reason", "")
    told = signed_points if is_share else signed
    span = interval(entry["low"], entry["high"], told) or "not assessed"
    over = (interval(entry["assumed_low"], entry["assumed_high"], told) or "not assessed",) if guessed else ()
    says = SAYS[entry["says"]] + (", but not under every guess" if _turns(entry) else "")
    return what, say(entry["baseline"]), say(entry["reform"]), told(entry["effect"]), span, *over, says


def _turns(entry: Document) -> bool:
    """Whether other guesses turn an effect around that these runs can tell from none."""
    low, high = entry.get("assumed_low"), entry.get("assumed_high")
    return entry["says"] in ("rises", "falls") and low is not None and high is not None and low < 0 < high


def _lives(one: Document) -> Section:
    lives = one["lives"]
    ways = [(capital(row["words"]), f"{row['parted']:,}", f"{row['fates']:,}") for row in lives["through"]]
    first = [
        (_event(row["event"]), tag("code", row["rule"]), row["side"], f"{row['people']:,}") for row in lives["first"]
    ]
    kinds = [(_event(row["kind"]), row["side"], f"{row['people']:,}", f"{row['times']:,}") for row in lives["kinds"]]
    return section(
        "lives",
        "Whose life it changes",
        paragraph(
            "Two lives are the same, bit by bit, until an event befalls one and not the other. Where a life parts is "
            "exact; that the event was the cause is not said unless it was taken back and the difference went away."
        ),
        table(("Lives part through", "Lives", "Of them, with another fate"), ways),
        tag("h3", "Where those part whose fate differs") if first else None,
        table(("Event", "Rule", "It befell them in the", "People"), first, figures=(3,)) if first else None,
        tag("h3", "What was done to people on one side only") if kinds else None,
        table(("What", "Only in the", "People", "Times"), kinds, figures=(2, 3)) if kinds else None,
        paragraph(f"{lives['left_out']:,} more differences are not listed.") if lives["left_out"] else None,
    )


def _event(name: str) -> str:
    return capital(BY_NAME[name].doc)


def _told(one: Document) -> Section:
    told = one["lives"]["told"]
    if not told:
        return section(
            "told", "Lives, one by one", paragraph("Nobody's fate differs in the first pair.", class_="absent")
        )
    return section(
        "told",
        "Lives, one by one",
        paragraph("Synthetic people of the first pair, by number."),
        *(part for life in told for part in _life(life)),
    )


def _life(life: Document) -> Sequence[Html]:
    first = life["first"]
    verdict = {True: "necessary: ", False: "not necessary alone: ", None: ""}[life["necessary"]]
    other = "reform" if first["side"] == "baseline" else "baseline"
    return (
        tag("h3", f"Person {life['person']:,}"),
        paragraph(
            f"Both lives are the same until day {first['day']}. Then, in the {first['side']} and not in the {other}: "
            f"{BY_NAME[first['event']].doc} (rule {first['rule']}). Was that the cause? "
            f"{capital(verdict + life['tested'])}."
        ),
        bullets(f"day {fate['day']}, {fate['side']} only: {BY_NAME[fate['kind']].doc}" for fate in life["fates"][:8]),
    )
