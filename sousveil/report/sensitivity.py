"""The page of a sensitivity study: which assumption matters most, and what evidence would settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.language import N_, _, _n
from sousveil.language.retelling import retold
from sousveil.report import charts, names, reasons
from sousveil.report.figure import Figure, gallery
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, filled, folded, label, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.units import badge, is_share, synthetic, unit
from sousveil.report.words import capital, enumerated, interval, number, percent, plural, sentence, sentences, whole

Document = Mapping[str, Any]
SHOWN = 10
"""Numbers of a measure that are drawn and told; the tables behind have all."""
CERTAIN = 0.05
"""A share of the variance below which a first place is not worth naming."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a sensitivity study."""
    charts.ready()
    lived = sum(one["points"].values())
    facts = (
        (_("Guesses"), _("{count} numbers", count=whole(len(one["guesses"])))),
        (_("Points"), _("{points}, {failed} failed", points=whole(lived), failed=whole(one["failed"]))
                      if one["failed"] else whole(lived)),
        (_("People"), synthetic(one["people"])),
        (_("Days"), whole(one["days"])),
        (_("Replicates"), _("{replicates} a point", replicates=whole(one["replicates"]))),
        (_("Seed"), str(one["seed"])),
        (_("Version"), one["version"]),
    )  # fmt: skip
    title = _("What is not known in: {scenario}", scenario=titled(one["scenario"]["title"] or one["scenario"]["name"]))
    kicker = _("Which assumption matters most, and what evidence would settle it.")
    sections = [_answer(one), _settles(one), *(_measure(one, name) for name in one["measures"]), _how(one)]
    return sheet(Head(_("Sousveil: sensitivity"), title, kicker, facts), sections)


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
            why = retold(reasons.told(entry["reason"])) or _(
                "no single number stands out from what these points leave to chance"
            )
            lines.append(filled(_("{measure}: {said}."), measure=tag("b", called), said=tag("span", why)))
            continue
        lines.append(
            filled(_("{measure}: {number}, {said}."), measure=tag("b", called), number=tag("code", first["name"]),
                   said=tag("span", _share(one, name, first)))
        )  # fmt: skip
    return section(
        "answer",
        _("Which assumption matters most"),
        bullets(lines),
        paragraph(
            plural(
                len(one["guesses"]),
                "{count} number of this scenario is assumed or derived. It was guessed otherwise within its stated"
                " range, with the same people and the same luck throughout. There is no order of assumptions in"
                " general: what matters most differs from measure to measure.",
                "{count} numbers of this scenario are assumed or derived. Each was guessed otherwise within its stated"
                " range, with the same people and the same luck throughout. There is no order of assumptions in"
                " general: what matters most differs from measure to measure.",
            )
        ),
    )


def _share(one: Document, name: str, row: Document) -> str:
    key = _ranked(one, name)[0]
    if key == "total":
        low, high = (row["total"] - row["total_reach"], row["total"] + row["total_reach"])
        span = interval(max(0.0, low), min(1.0, high), percent)
        part = percent(min(1.0, max(0.0, row["total"])))
        return _(
            "to which {part} of its variance is owed, among the numbers sampled (95%: {span})", part=part, span=span
        )
    if key == "distance":
        span = interval(row["distance_low"], row["distance_high"])
        return _(
            "which moves its distribution by {distance} of 1 (95%: {span}; {chance} by chance)",
            distance=number(row["distance"]), span=span, chance=number(row["chance"]),
        )  # fmt: skip
    return _("which alone moves it by {size} on average over its range", size=_value(one, name, row["mean"]))


def _value(one: Document, name: str, value: float | None) -> str:
    return percent(value) if is_share(one["said"][name]) else number(value)


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
            paragraph(_("It matters most for: {measures}.", measures=enumerated(map(names.measure, measures)))),
            paragraph(sentences([sentence(capital(_(guess["doc"]))), _stands(guess)])),
            paragraph(label(_("What would settle it")), _evidence(guess)),
        ]
    return section(
        "settles",
        _("What evidence would settle it"),
        *(parts or [paragraph(_("Nothing stands out, so no single figure would."), class_="absent")]),
    )


def _stands(guess: Document) -> str:
    value = (
        _("a value that differs by place")
        if guess["value"] is None
        else _("{number} {unit}", number=number(guess["value"]), unit=_(guess["unit"]))
    )
    values = {"value": value, "low": number(guess["low"]), "high": number(guess["high"]), "source": guess["source"]}
    return _(STANDS[guess["evidence"], bool(guess["source"])], **values)


STANDS = {
    ("assumed", True): N_("It is assumed ({source}): {value}, guessed from {low} to {high}."),
    ("assumed", False): N_("It is assumed: {value}, guessed from {low} to {high}."),
    ("derived", True): N_("It is derived ({source}): {value}, guessed from {low} to {high}."),
    ("derived", False): N_("It is derived: {value}, guessed from {low} to {high}."),
    ("measured", True): N_("It is measured ({source}): {value}, guessed from {low} to {high}."),
    ("measured", False): N_("It is measured: {value}, guessed from {low} to {high}."),
}


def _evidence(guess: Document) -> str:
    if guess["evidence"] == "derived":
        return _(
            "the same figure measured and not derived ({unit}), from where such a system ran; or the source read again"
            " by somebody else, and the step from it to this number checked.",
            unit=_(guess["unit"]),
        )
    return _(
        "one published figure ({unit}) with its uncertainty: a survey, court or audit record, or a disclosed log from"
        " where such a system ran. Narrower than the range above, it takes with it the share of the spread that is owed"
        " to this number.",
        unit=_(guess["unit"]),
    )


def _measure(one: Document, name: str) -> Section:
    entry = one["indices"].get(name) or one["screening"][name]
    key, rows = _ranked(one, name)
    shown = [row for row in rows if row[key]][:SHOWN]
    return section(
        f"measure-{name}",
        capital(names.measure(name)),
        paragraph(_spread(one, name, entry)),
        gallery([_drawn(one, name, key, shown)], badge(one))
        if shown
        else paragraph(retold(reasons.told(entry["reason"])), class_="absent"),
        folded(_("Every number that was screened"), _screened(one, name))
        if one["screening"][name]["effects"]
        else None,
    )


def _spread(one: Document, name: str, entry: Document) -> str:
    if entry["median"] is None:
        return ""
    return sentences([_nine(one, name, entry), *_luck(one, name, entry), _dropped(entry)])


def _nine(one: Document, name: str, entry: Document) -> str:
    """Where nine of ten points lie."""
    values = {"span": interval(entry["low"], entry["high"], lambda value: _value(one, name, value)),
              "median": _value(one, name, entry["median"])}  # fmt: skip
    if one["said"][name]["unit"] != "share":
        values["span"] = _("{number} {unit}", number=values["span"], unit=unit(one["said"][name]))
    if one["indices"].get(name):
        return _("With the numbers that matter guessed otherwise: {span} in nine of ten points, the median {median}.",
                 **values)  # fmt: skip
    return _("With the numbers guessed otherwise: {span} in nine of ten points, the median {median}.", **values)


def _luck(one: Document, name: str, entry: Document) -> Sequence[str]:
    """What luck has to do with it, if that was assessed."""
    if entry["luck"] is None:
        return ()
    luck, spread = (_value(one, name, entry[key]) for key in ("luck", "spread"))
    both = _("Luck alone spreads single runs by {luck} (one standard deviation), the guesses by {spread}.",
             luck=luck, spread=spread)  # fmt: skip
    if entry["luck"] <= (entry["spread"] or 0):
        return (both,)
    return both, _("More people or replicates would tell more than evidence.")


def _dropped(entry: Document) -> str:
    if not entry["dropped"]:
        return ""
    return plural(entry["dropped"], "{count} point had no value and left with its sample.",
                  "{count} points had no value and left with their samples.")  # fmt: skip


LABELS = {
    "total": N_("share of the variance, with all others"), "distance": N_("distance of distributions, 0 to 1"),
    "mean": N_("mean effect over the range"),
}  # fmt: skip
HEADS = {
    "total": (N_("Number"), N_("Alone"), "95%", N_("With all others"), "95%"),
    "distance": (N_("Number"), N_("Distance"), "95%"),
    "mean": (N_("Number"), N_("Mean effect"), "± 95%", N_("Spread of effects")),
}


def _drawn(one: Document, name: str, key: str, rows: Sequence[Document]) -> Figure:
    drawn = [
        {"name": row["name"], "value": row[key], "text": _text(one, name, key, row), "low": _low(row, key),
         "high": _high(row, key)}
        for row in rows
    ]  # fmt: skip
    chance = rows[0].get("chance") if key == "distance" else None
    svg = charts.dots(drawn, x=_(LABELS[key]), line=chance, share=key == "total")
    title = _("What {measure} owes to each number", measure=names.measure(name))
    alt = _("{number} matters most.", number=rows[0]["name"])
    return Figure(title, svg, alt, [_(cell) for cell in HEADS[key]], [_cells(one, name, key, row) for row in rows])


def _text(one: Document, name: str, key: str, row: Document) -> str:
    return (
        percent(row[key]) if key == "total" else number(row[key]) if key == "distance" else _value(one, name, row[key])
    )


def _low(row: Document, key: str) -> float:
    return float(row["distance_low"] if key == "distance" else max(0.0, row[key] - (row[f"{key}_reach"] or 0)))


def _high(row: Document, key: str) -> float:
    return float(row["distance_high"] if key == "distance" else row[key] + (row[f"{key}_reach"] or 0))


def _cells(one: Document, name: str, key: str, row: Document) -> tuple[Part, ...]:
    called = tag("code", row["name"])
    if key == "total":
        return called, *_index(row, "first"), *_index(row, "total")
    if key == "distance":
        return called, number(row["distance"]), interval(row["distance_low"], row["distance_high"])
    return called, *(_value(one, name, row[key]) for key in ("mean", "mean_reach", "spread"))


def _index(row: Document, kind: str) -> tuple[str, str]:
    reach = row[f"{kind}_reach"] or 0.0
    return percent(row[kind]), interval(row[kind] - reach, row[kind] + reach, percent)


def _screened(one: Document, name: str) -> Html:
    rows = [
        (tag("code", row["name"]), _(_guess(one, row["name"])["evidence"]), _value(one, name, row["mean"]),
         _value(one, name, row["mean_reach"]), _value(one, name, row["spread"]))
        for row in one["screening"][name]["effects"] if row["mean"]
    ]  # fmt: skip
    head = (_("Number"), _("Evidence"), _("Mean effect"), "± 95%", _("Spread of effects"))
    still = sum(not row["mean"] for row in one["screening"][name]["effects"])
    return Html(
        table(head, rows, figures=(2, 3, 4), tall=True)
        + paragraph(
            plural(still, "{count} other moved it in no trajectory.", "{count} others moved it in no trajectory.")
            if still
            else ""
        )
    )


def _how(one: Document) -> Section:
    return section(
        "how",
        _("How this was found"),
        bullets([
            _n(
                "Screening after Morris 1991 with the measures of Campolongo, Cariboni and Saltelli 2007: {count}"
                " trajectory, in which one number moves at a time over two thirds of its range; {points} points.",
                "Screening after Morris 1991 with the measures of Campolongo, Cariboni and Saltelli 2007: {count}"
                " trajectories, in each of which one number moves at a time over two thirds of its range; {points}"
                " points.", one["trajectories"], count=number(one["trajectories"]),
                points=whole(one["points"]["screening"]),
            ),
            _second(one),
            _("A number is guessed evenly over its stated range, or where none is stated over half to twice its value"
              " (of its odds, for a share). What the scenario says by place or by day keeps its proportions. The result"
              " depends on these ranges: another range is another answer."),
            _("What was not taken into the second step stays as the scenario says; its share is not among those"
              " above."),
        ]),
    )  # fmt: skip


def _second(one: Document) -> str:
    """The step after the screening."""
    if not one["points"]["indices"]:
        return _("No indices were asked for, or nothing moved.")
    return _(
        "Then, for at most {numbers} of those that move a measure most, {method}; {points} points. Confidence is a"
        " bootstrap.",
        numbers=plural(one["most"], "{count} number", "{count} numbers"), method=_(one["method_is"]),
        points=whole(one["points"]["indices"]),
    )  # fmt: skip
