"""The page of a calibration: what published figures leave possible, and what that says of a figure held back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.language import _, _n, _p
from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, filled, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.units import synthetic
from sousveil.report.words import capital, interval, number, percent, plain, sentences, whole

Document = Mapping[str, Any]
LITTLE = 0.1
"""A narrowing below which a calibration has told next to nothing of a number."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a calibration."""
    tried = sum(row["tried"] for row in one["rounds"])
    facts = (
        (_("Free numbers"), str(len(one["free"]))),
        (_("Points"), _n("{points} in {count} round", "{points} in {count} rounds", len(one["rounds"]),
                         points=whole(tried), count=number(len(one["rounds"])))),
        (_("People"), synthetic(one["people"])),
        (_("Days"), whole(one["days"])),
        (_("Seed"), str(one["seed"])),
        (_("Version"), one["version"]),
    )  # fmt: skip
    title = _("Calibrated: {scenario}", scenario=titled(one["scenario"]["title"] or one["scenario"]["name"]))
    kicker = _("Which numbers agree with published aggregates, and what those numbers say of another.")
    sections = [_found(one), _check(one), _numbers(one), _targets(one), _how(one)]
    return sheet(Head(_("Sousveil: calibration"), title, kicker, facts), sections)


def _found(one: Document) -> Section:
    kept = _n(
        "{count} point is kept, worth {draws} independent draws.",
        "{count} points are kept, worth {draws} independent draws.",
        one["kept"], count=number(one["kept"]), draws=number(one["effective"]),
    )  # fmt: skip
    small = _(
        "A small share of the prior is no fault: it says that the targets are informative. A large one says the"
        " opposite."
    )
    return section(
        "found",
        _("What the targets leave possible"),
        paragraph(_lead(one), class_="lead"),
        paragraph(sentences([kept, small])),
        bullets(
            filled(_("{number}: {said}."), number=tag("code", free["name"]), said=tag("span", _told(free)))
            for free in one["free"]
        ),
    )


def _lead(one: Document) -> str:
    """What share of the prior is left, or that nothing is."""
    passed = one["passed"]
    if one["met"]:
        return _(
            "{share} of the prior meets every fitted target within its tolerance (95%: {span}, by {by}).",
            share=percent(passed["share"]), span=interval(passed["low"], passed["high"], percent), by=_(passed["by"]),
        )  # fmt: skip
    if one["threshold"] is None:
        return _("No point has all the figures that the targets need.")
    return _(
        "Nothing within these ranges meets every target: the nearest half of the points miss by up to {threshold}"
        " tolerances. What follows is of those, and no calibration.",
        threshold=number(one["threshold"]),
    )


def _told(free: Document) -> str:
    if free["median"] is None:
        return _("nothing")
    values = {"span": interval(free["low"], free["high"]), "prior": interval(*free["prior"])}
    if free["narrower"] < LITTLE:
        return _("the targets say next to nothing about it ({span} in nine of ten cases, of {prior} before)", **values)
    return _(
        "{median} {unit}, in nine of ten cases {span}, of {prior} before: narrower by {share}",
        **values, median=number(free["median"]), unit=_(free["unit"]), share=percent(free["narrower"]),
    )  # fmt: skip


def _check(one: Document) -> Section:
    held = [target for target in one["targets"] if target["held_back"]]
    if not held:
        none = _("No target was held back, so nothing here tests the model: whatever was fitted agrees.")
        return section("check", _("A figure held back"), paragraph(none, class_="absent"))
    return section(
        "check",
        _("A figure held back"),
        bullets(map(_held, held)),
        paragraph(
            _(
                "Nothing was fitted to it. Kept: what was published, give or take its tolerance, is among what the"
                " fitted numbers say. A broken one says that the rules, or the ranges of what was free, are wrong"
                " somewhere."
            )
        ),
    )


def _held(target: Document) -> str:
    return _(
        "{figure}: published {published}; these numbers say {span} {unit} in 95 of 100 cases: {verdict}.",
        figure=capital(plain(target["figure"])), published=_published(target), unit=_(target["unit"]),
        span=interval(target["low95"], target["high95"]) or _("nothing"), verdict=_verdict(target["verdict"]),
    )  # fmt: skip


def _verdict(word: str) -> str:
    words = {
        "kept": _p("a figure held back", "kept"), "broken": _p("a figure held back", "broken"),
        "unstated": _p("a figure held back", "unstated"),
    }  # fmt: skip
    return words[word]


def _published(target: Document) -> str:
    value = target["published"]
    shown = interval(*value) if isinstance(value, list) else number(value)
    return _("{number} {unit}", number=shown, unit=_(target["unit"]))


def _numbers(one: Document) -> Section:
    rows = [
        (tag("code", free["name"]), _(free["unit"]), interval(*free["prior"]), _or_dash(free["median"]),
         interval(free["low"], free["high"]), interval(free["low95"], free["high95"]))
        for free in one["free"]
    ]  # fmt: skip
    return section(
        "numbers",
        _("Free numbers"),
        table(
            (_("Number"), _("Unit"), _("Before"), _("Median"), _("Nine of ten"), _("95 of 100")),
            rows,
            figures=(2, 3, 4, 5),
        ),
        paragraph(_("Every point kept, with its weight and figures, is in posterior.csv.")),
    )


def _or_dash(value: float | None) -> str:
    return "-" if value is None else number(value)


def _targets(one: Document) -> Section:
    rows: list[tuple[Part, ...]] = []
    for target in one["targets"]:
        figure = capital(plain(target["figure"]))
        if target["group"] != "all":
            figure = _("{measure}, {group}", measure=figure, group=plain(target["group"]))
        rows.append((
            Html(f"{tag('span', figure)}<br>{tag('small', target['source'])}"), _published(target),
            _("± {tolerance}: {reason}", tolerance=number(target["tolerance"]), reason=target["reason"]),
            interval(target["low"], target["high"]) or "-", _within(target),
            _("held back") if target["held_back"] else _("fitted"),
        ))  # fmt: skip
    head = (_("Target"), _("Published"), _("Tolerance"), _("Simulated, nine of ten"), _("Within tolerance"), _("Role"))
    return section("targets", _("Targets"), tag("div", table(head, rows, figures=(3, 4)), class_="claims"))


def _within(target: Document) -> str:
    return "-" if target["within"] is None else percent(min(1.0, target["within"]))


def _how(one: Document) -> Section:
    rows = [
        (
            str(i),
            f"{row['tried']:,}",
            "-" if row["threshold"] is None else number(row["threshold"]),
            percent(row["better"]),
        )
        for i, row in enumerate(one["rounds"], 1)
    ]
    return section(
        "how",
        _("How this was found"),
        paragraph(
            _(
                "Approximate Bayesian computation by adaptive population Monte Carlo (Lenormand, Jabot and Deffuant"
                " 2013, Computational Statistics 28:2777). The prior is even over each stated range, on the scale of"
                " the rule for guesses. Every point has luck of its own. The best half of all points so far sets each"
                " round's threshold; what passes keeps its weight, so the posterior is the one given that every fitted"
                " figure lies within its tolerance."
            )
        ),
        table((_("Round"), _("Points"), _("Threshold, in tolerances"), _("Better than the last")), rows),
        paragraph(
            _(
                "Only published aggregates can be targets, each with its source. Nothing was maximised; there is no"
                " way to."
            )
        ),
    )
