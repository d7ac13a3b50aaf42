"""The answer of an audit, in sentences: what the score did to whom, at the start and at the end."""

from __future__ import annotations

from sousveil.report.auditing.found import END, ORIGIN, START, TOLD, Found, share
from sousveil.report.markup import bullets, paragraph
from sousveil.report.section import Section, section
from sousveil.report.words import capital, number, plural, signed_points


def answer(found: Found) -> Section:
    """What the page says first."""
    return section(
        "answer",
        "What the score did, and to whom",
        *(paragraph(line, class_="lead") for line in _lead(found)),
        bullets([line for judge in found.judges for line in _judge(found, judge)]),
        paragraph(
            f"Who {found.word('truth')} is known here because the people are synthetic. That truth is the auditor's, "
            "and no score has seen it."
        ),
    )


def _lead(found: Found) -> list[str]:
    """A sentence a judge, the model first."""
    lines = []
    for judge in reversed(found.judges):
        where = {"judge": judge, "metric": "selection_rate"}
        start, end = ([found.row("metrics", window=window, group=group, **where) for group in ORIGIN]
                      for window in (START, END))  # fmt: skip
        lines.append(
            f"With {found.judge(judge)}, {share(start[0])} of the majority and {share(start[1])} of the minority "
            f"{found.word('chosen')} at the start, of those who {found.word('asked')}; after {found.years()} of "
            f"its own consequences, {share(end[0])} and {share(end[1])}."
        )
    return lines


def _judge(found: Found, judge: str) -> list[str]:
    name = capital(found.judge(judge))
    good = [found.row("metrics", judge=judge, window=END, group=group, metric="true_positive_rate") for group in ORIGIN]
    lines = [
        f"{name}: at the end, of those who {found.word('good')}, {share(good[0])} of the majority and {share(good[1])} "
        f"of the minority {found.word('chosen')}."
    ]
    gaps = {metric: found.row("changes", judge=judge, of="origin", metric=metric)
            for metric in ("equal_opportunity_difference", "demographic_parity_difference")}  # fmt: skip
    lines.append(
        f"{name}: that gap {_change(gaps['equal_opportunity_difference'])}; the gap between all who "
        f"{found.word('asked')} {_change(gaps['demographic_parity_difference'])}."
    )
    locked = {metric: found.row("lock_in", judge=judge, group="all", metric=metric)
              for metric in ("refused_early", "still_below_bar")}  # fmt: skip
    if locked["refused_early"]:
        lines.append(
            f"{name}: {share(locked['refused_early'])} of adults were refused in the first year, and "
            f"{share(locked['still_below_bar'])} of them stand below the bar on the last day."
        )
    gamed = found.row("gaming", judge=judge, of="all", metric="precision_score")
    if gamed:
        lines.append(
            f"{name}: gaming moves the share of those chosen who {found.word('good')} by {_points(gamed)}, at the end."
        )
    drift = found.row("drift", judge=judge, window=END, group="all")
    if drift:
        lines.append(
            f"{name}: the scores of those who come have drifted by a stability index of {number(drift['value'])} "
            f"({drift['says']})."
        )
    return lines


def _change(row: object) -> str:
    """How a difference between groups moved from the start to the end."""
    if not isinstance(row, dict) or row.get("effect") is None:
        return "has no value"
    way = f"went from {number(100 * row['before'], 2)} to {number(100 * row['after'], 2)} percentage points"
    return way if row["says"] in TOLD else f"{way} (not told apart from luck)"


def _points(row: object) -> str:
    if not isinstance(row, dict) or row.get("effect") is None:
        return "nothing that has a value"
    text = signed_points(row["effect"])
    return text if row["says"] in TOLD else f"{text}, which these runs cannot tell from nothing"


def made_of(found: Found) -> str:
    """How many runs stand behind it."""
    worlds = 1 + sum(bool(found.one[name]) for name in ("gaming", "feedback"))
    lived = plural(worlds * len(found.judges), "{count} world", "{count} worlds")
    return f"{lived}, {found.one['replicates']:,} times each"
