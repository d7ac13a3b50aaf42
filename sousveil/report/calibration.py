"""The page of a calibration: what published figures leave possible, and what that says of a figure held back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.report.frame import Head, sheet
from sousveil.report.markup import Html, Part, bullets, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import capital, interval, number, percent, plain, plural

Document = Mapping[str, Any]
LITTLE = 0.1
"""A narrowing below which a calibration has told next to nothing of a number."""


def page(one: Document) -> str:
    """The page as text; `one` is the document of a calibration."""
    tried = sum(row["tried"] for row in one["rounds"])
    facts = (
        ("Free numbers", str(len(one["free"]))),
        ("Points", f"{tried:,} in {plural(len(one['rounds']), '{count} round', '{count} rounds')}"),
        ("People", f"{one['people']:,} (synthetic)"),
        ("Days", f"{one['days']:,}"),
        ("Seed", str(one["seed"])),
        ("Version", one["version"]),
    )
    title = one["scenario"]["title"] or one["scenario"]["name"]
    kicker = "Which numbers agree with published aggregates, and what those numbers say of another."
    sections = [_found(one), _check(one), _numbers(one), _targets(one), _how(one)]
    return sheet(Head("Sousveil: calibration", f"Calibrated: {title}", kicker, facts), sections)


def _found(one: Document) -> Section:
    passed = one["passed"]
    span = interval(passed["low"], passed["high"], percent)
    if one["met"]:
        lead = (f"{percent(passed['share'])} of the prior meets every fitted target within its tolerance (95%: {span}, "
                f"by {passed['by']}).")  # fmt: skip
    elif one["threshold"] is None:
        lead = "No point has all the figures that the targets need."
    else:
        lead = (f"Nothing within these ranges meets every target: the nearest half of the points miss by up to "
                f"{number(one['threshold'])} tolerances. What follows is of those, and no calibration.")  # fmt: skip
    return section(
        "found",
        "What the targets leave possible",
        paragraph(lead, class_="lead"),
        paragraph(
            f"{plural(one['kept'], '{count} point', '{count} points')} are kept, worth {number(one['effective'])} independent draws. A small "
            "share of the prior is no fault: it says that the targets are informative. A large one says the opposite."
        ),
        bullets([
            Html(f"{tag('code', free['name'])}: {tag('span', _told(free))}.") for free in one["free"]
        ]),
    )  # fmt: skip


def _told(free: Document) -> str:
    if free["median"] is None:
        return "nothing"
    span = interval(free["low"], free["high"])
    if free["narrower"] < LITTLE:
        return f"the targets say next to nothing about it ({span} in nine of ten cases, of {_prior(free)})"
    return (
        f"{number(free['median'])} {free['unit']}, in nine of ten cases {span}, of {_prior(free)}: narrower by "
        f"{percent(free['narrower'])}"
    )


def _prior(free: Document) -> str:
    return f"{number(free['prior'][0])} to {number(free['prior'][1])} before"


def _check(one: Document) -> Section:
    held = [target for target in one["targets"] if target["held_back"]]
    if not held:
        return section("check", "A figure held back", paragraph(
            "No target was held back, so nothing here tests the model: whatever was fitted agrees.", class_="absent",
        ))  # fmt: skip
    lines = [
        f"{capital(plain(target['figure']))}: published {_published(target)}; these numbers say "
        f"{interval(target['low95'], target['high95']) or 'nothing'} {target['unit']} in 95 of 100 cases: "
        f"{target['verdict']}."
        for target in held
    ]
    return section(
        "check",
        "A figure held back",
        bullets(lines),
        paragraph(
            "Nothing was fitted to it. Kept: what was published, give or take its tolerance, is among what the fitted "
            "numbers say. A broken one says that the rules, or the ranges of what was free, are wrong somewhere."
        ),
    )


def _published(target: Document) -> str:
    value = target["published"]
    shown = f"{number(value[0])} to {number(value[1])}" if isinstance(value, list) else number(value)
    return f"{shown} {target['unit']}"


def _numbers(one: Document) -> Section:
    rows = [
        (tag("code", free["name"]), free["unit"], interval(*free["prior"]), _or_dash(free["median"]),
         interval(free["low"], free["high"]), interval(free["low95"], free["high95"]))
        for free in one["free"]
    ]  # fmt: skip
    return section(
        "numbers",
        "Free numbers",
        table(("Number", "Unit", "Before", "Median", "Nine of ten", "95 of 100"), rows, figures=(2, 3, 4, 5)),
        paragraph("Every point kept, with its weight and figures, is in posterior.csv."),
    )


def _or_dash(value: float | None) -> str:
    return "-" if value is None else number(value)


def _targets(one: Document) -> Section:
    rows: list[tuple[Part, ...]] = []
    for target in one["targets"]:
        group = "" if target["group"] == "all" else f", {plain(target['group'])}"
        rows.append((
            Html(f"{tag('span', capital(plain(target['figure'])) + group)}<br>{tag('small', target['source'])}"),
            _published(target), f"± {number(target['tolerance'])}: {target['reason']}",
            interval(target["low"], target["high"]) or "-", _within(target),
            "held back" if target["held_back"] else "fitted",
        ))  # fmt: skip
    head = ("Target", "Published", "Tolerance", "Simulated, nine of ten", "Within tolerance", "Role")
    return section("targets", "Targets", tag("div", table(head, rows, figures=(3, 4)), class_="claims"))


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
        "How this was found",
        paragraph(
            "Approximate Bayesian computation by adaptive population Monte Carlo (Lenormand, Jabot and Deffuant 2013, "
            "Computational Statistics 28:2777). The prior is even over each stated range, on the scale of the rule for "
            "guesses. Every point has luck of its own. The best half of all points so far sets each round's threshold; "
            "what passes keeps its weight, so the posterior is the one given that every fitted figure lies within its "
            "tolerance."
        ),
        table(("Round", "Points", "Threshold, in tolerances", "Better than the last"), rows),
        paragraph(
            "Only published aggregates can be targets, each with its source. Nothing was maximised; there is no way to."
        ),
    )
