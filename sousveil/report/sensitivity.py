"""The page of a sensitivity study: which assumption matters most, and what evidence would settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.report import charts, names
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, interval, number, percent, plural

Document = Mapping[str, Any]
SHOWN = 10
"""Numbers of a measure that are drawn and told; the tables behind have all."""
CERTAIN = 0.05
"""A share of the variance below which a first place is not worth naming."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a sensitivity study."""
    charts.ready()
    points = one["points"]
    facts = (
        ("Guesses", f"{len(one['guesses']):,} numbers"),
        ("Points", f"{points['screening'] + points['indices']:,}" + (f", {one['failed']:,} failed" if one["failed"]
                                                                    else "")),
        ("People", f"{one['people']:,} (synthetic)"),
        ("Days", f"{one['days']:,}"),
        ("Replicates", f"{one['replicates']:,} a point"),
        ("Seed", str(one["seed"])),
        ("Version", one["version"]),
    )  # fmt: skip
    title = one["scenario"]["title"] or one["scenario"]["name"]
    kicker = "Which assumption matters most, and what evidence would settle it."
    sections = [_answer(one), _settles(one), *(_measure(one, name) for name in one["measures"]), _how(one)]
    return sheet(Head("Sousveil: sensitivity", f"What is not known in: {title}", kicker, facts), sections)


def _guess(one: Document, name: str) -> Document:
    return next(guess for guess in one["guesses"] if guess["name"] == name)


def _ranked(one: Document, name: str) -> tuple[str, Sequence[Document]]:
    """Which index the numbers are ranked by, and the rows: those of the indices, or else of the screening."""
    owed = one["indices"].get(name)
    if owed and owed["effects"]:
        return ("total" if one["method"] == "sobol" else "distance"), owed["effects"]
    return "mean", one["screening"][name]["effects"]


def _told(one: Document, name: str) -> Document | None:
    """The foremost number of a measure, if its index can be told from nothing."""
    key, rows = _ranked(one, name)
    if not rows:
        return None
    first = rows[0]
    ends = {"total": ((first.get("total") or 0) - (first.get("total_reach") or 0), CERTAIN),
            "distance": (first.get("distance_low") or 0, first.get("chance") or 0),
            "mean": (first.get("mean") or 0, first.get("mean_reach") or 0)}  # fmt: skip
    low, nothing = ends[key]
    return first if low > nothing else None


def _answer(one: Document) -> Section:
    lines = []
    for name in one["measures"]:
        first, called = _told(one, name), capital(names.measure(name))
        entry = one["indices"].get(name) or one["screening"][name]
        if first is None:
            why = entry["reason"] or "no single number stands out from what these points leave to chance"
            lines.append(Html(f"{tag('b', called)}: {tag('span', why)}."))
            continue
        lines.append(
            Html(f"{tag('b', called)}: {tag('code', first['name'])}, {tag('span', _share(one, name, first))}.")
        )
    return section(
        "answer",
        "Which assumption matters most",
        bullets(lines),
        paragraph(
            f"{plural(len(one['guesses']), '{count} number', '{count} numbers')} of this scenario are assumed or derived. Each was guessed "
            "otherwise within its stated range, with the same people and the same luck throughout. There is no "
            "order of assumptions in general: what matters most differs from measure to measure."
        ),
    )


def _share(one: Document, name: str, row: Document) -> str:
    key, _ = _ranked(one, name)
    if key == "total":
        low, high = (row["total"] - row["total_reach"], row["total"] + row["total_reach"])
        span = interval(max(0.0, low), min(1.0, high), percent)
        part = percent(min(1.0, max(0.0, row["total"])))
        return f"to which {part} of its variance is owed, among the numbers sampled (95%: {span})"
    if key == "distance":
        span = interval(row["distance_low"], row["distance_high"])
        moved = f"which moves its distribution by {number(row['distance'])} of 1"
        return f"{moved} (95%: {span}; {number(row['chance'])} by chance)"
    return f"which alone moves it by {_value(one, name, row['mean'])} on average over its range"


def _value(one: Document, name: str, value: float | None) -> str:
    said = one["said"][name]
    return percent(value) if said["unit"] == "share" and not said["per"] else number(value)


def _settles(one: Document) -> Section:
    found: dict[str, list[str]] = {}
    for name in one["measures"]:
        first = _told(one, name)
        if first is not None:
            found.setdefault(first["name"], []).append(name)
    parts: list[Part] = []
    for guess_name, measures in found.items():
        guess = _guess(one, guess_name)
        parts += [
            tag("h3", tag("code", guess_name)),
            paragraph(f"It matters most for: {', '.join(names.measure(name) for name in measures)}."),
            paragraph(f"{capital(guess['doc'])}. {_stands(guess)}"),
            paragraph(tag("b", "What would settle it: "), _evidence(guess)),
        ]
    return section(
        "settles",
        "What evidence would settle it",
        *(parts or [paragraph("Nothing stands out, so no single figure would.", class_="absent")]),
    )


def _stands(guess: Document) -> str:
    value = "a value that differs by place" if guess["value"] is None else f"{number(guess['value'])} {guess['unit']}"
    span = interval(guess["low"], guess["high"])
    source = f" ({guess['source']})" if guess["source"] else ""
    return f"It is {guess['evidence']}{source}: {value}, guessed from {span}."


def _evidence(guess: Document) -> str:
    if guess["evidence"] == "derived":
        return (
            f"the same figure measured and not derived ({guess['unit']}), from where such a system ran; or the "
            "source read again by somebody else, and the step from it to this number checked."
        )
    return (
        f"one published figure ({guess['unit']}) with its uncertainty: a survey, court or audit record, or a "
        "disclosed log from where such a system ran. Narrower than the range above, it takes with it the share of the "
        "spread that is owed to this number."
    )


def _measure(one: Document, name: str) -> Section:
    entry = one["indices"].get(name) or one["screening"][name]
    key, rows = _ranked(one, name)
    shown = [row for row in rows if row[key]][:SHOWN]
    return section(
        f"measure-{name}",
        capital(names.measure(name)),
        paragraph(_spread(one, name, entry)),
        gallery([_drawn(one, name, key, shown)], _badge(one)) if shown else paragraph(entry["reason"], class_="absent"),
        folded("Every number that was screened", _screened(one, name)) if one["screening"][name]["effects"] else None,
    )


def _spread(one: Document, name: str, entry: Document) -> str:
    if entry["median"] is None:
        return ""
    said = one["said"][name]
    unit = f" {said['unit']}" + (f" per {said['per']}" if said["per"] else "") if said["unit"] != "share" else ""
    span = interval(entry["low"], entry["high"], lambda value: _value(one, name, value))
    what = "numbers that matter" if one["indices"].get(name) else "numbers"
    luck = "" if entry["luck"] is None else (
        f" Luck alone spreads single runs by {_value(one, name, entry['luck'])} (one standard deviation), the guesses "
        f"by {_value(one, name, entry['spread'])}."
        + (" More people or replicates would tell more than evidence."
           if entry["luck"] > (entry["spread"] or 0) else "")
    )  # fmt: skip
    dropped = (
        f" {plural(entry['dropped'], '{count} point', '{count} points')} had no value and left with their samples."
        if entry["dropped"]
        else ""
    )
    return f"With the {what} guessed otherwise: {span}{unit} in nine of ten points, the median " \
           f"{_value(one, name, entry['median'])}.{luck}{dropped}"  # fmt: skip


LABELS = {"total": "share of the variance, with all others", "distance": "distance of distributions, 0 to 1",
          "mean": "mean effect over the range"}  # fmt: skip


def _drawn(one: Document, name: str, key: str, rows: Sequence[Document]) -> Figure:
    drawn = [
        {"name": row["name"], "value": row[key], "text": _text(one, name, key, row), "low": _low(row, key),
         "high": _high(row, key)}
        for row in rows
    ]  # fmt: skip
    chance = rows[0].get("chance") if key == "distance" else None
    svg = charts.dots(drawn, x=LABELS[key], line=chance, share=key == "total")
    head = {"total": ("Number", "Alone", "95%", "With all others", "95%"), "distance": ("Number", "Distance", "95%"),
            "mean": ("Number", "Mean effect", "± 95%", "Spread of effects")}[key]  # fmt: skip
    first = rows[0]["name"]
    title = f"What {names.measure(name)} owes to each number"
    return Figure(title, svg, f"{first} matters most.", head, [_cells(one, name, key, row) for row in rows])


def _text(one: Document, name: str, key: str, row: Document) -> str:
    return (
        percent(row[key]) if key == "total" else number(row[key]) if key == "distance" else _value(one, name, row[key])
    )


def _low(row: Document, key: str) -> float:
    return float(row["distance_low"] if key == "distance" else max(0.0, row[key] - (row[f"{key}_reach"] or 0)))


def _high(row: Document, key: str) -> float:
    return float(row["distance_high"] if key == "distance" else row[key] + (row[f"{key}_reach"] or 0))


def _cells(one: Document, name: str, key: str, row: Document) -> tuple[Part, ...]:
    label = tag("code", row["name"])
    if key == "total":
        return label, *_index(row, "first"), *_index(row, "total")
    if key == "distance":
        return label, number(row["distance"]), interval(row["distance_low"], row["distance_high"])
    return label, _value(one, name, row["mean"]), _value(one, name, row["mean_reach"]), _value(one, name, row["spread"])


def _index(row: Document, kind: str) -> tuple[str, str]:
    reach = row[f"{kind}_reach"] or 0.0
    return percent(row[kind]), interval(row[kind] - reach, row[kind] + reach, percent)


def _screened(one: Document, name: str) -> Html:
    rows = [
        (tag("code", row["name"]), _guess(one, row["name"])["evidence"], _value(one, name, row["mean"]),
         _value(one, name, row["mean_reach"]), _value(one, name, row["spread"]))
        for row in one["screening"][name]["effects"] if row["mean"]
    ]  # fmt: skip
    still = sum(not row["mean"] for row in one["screening"][name]["effects"])
    return Html(
        table(("Number", "Evidence", "Mean effect", "± 95%", "Spread of effects"), rows, figures=(2, 3, 4), tall=True)
        + paragraph(f"{plural(still, '{count} other', '{count} others')} moved it in no trajectory." if still else "")
    )


def _badge(one: Document) -> str:
    return f"{one['scenario']['name']} · {one['people']:,} people · {one['days']:,} days · seed {one['seed']}"


def _how(one: Document) -> Section:
    points = one["points"]
    return section(
        "how",
        "How this was found",
        bullets([
            f"Screening after Morris 1991 with the measures of Campolongo, Cariboni and Saltelli 2007: "
            f"{plural(one['trajectories'], '{count} trajectory', '{count} trajectories')}, in each of which one number moves at a time "
            f"over two thirds of its range; {points['screening']:,} points.",
            f"Then, for at most {plural(one['most'], '{count} number', '{count} numbers')} of those that move a measure most, {one['method_is']}; "
            f"{points['indices']:,} points. Confidence is a bootstrap." if points["indices"] else
            "No indices were asked for, or nothing moved.",
            "A number is guessed evenly over its stated range, or where none is stated over half to twice its value "
            "(of its odds, for a share). What the scenario says by place or by day keeps its proportions. The result "
            "depends on these ranges: another range is another answer.",
            "What was not taken into the second step stays as the scenario says; its share is not among those above.",
        ]),
    )  # fmt: skip
