"""The pictures of an audit: rates over the years, and how those who come spread over the score."""

from __future__ import annotations

from sousveil.report import charts
from sousveil.report.auditing.found import END, ORIGIN, START, Found, share
from sousveil.report.figure import Figure
from sousveil.report.words import capital, percent, plain

DRAWN = {"selection_rate": "asked", "true_positive_rate": "good"}
"""What is drawn, and of whom it is a share."""
TENTH = 0.1


def rates(found: Found) -> list[Figure]:
    """Share chosen of each group, from window to window."""
    chosen = capital(found.word("chosen"))
    return [_over(found, name, f"{chosen}, of those who {found.word(of)}") for name, of in DRAWN.items()]


def _over(found: Found, name: str, title: str) -> Figure:
    middle = {window["name"]: (window["first"] + window["last"]) / 2 for window in found.one["windows"]}
    rows: list[charts.Row] = []
    said = []
    for judge in found.judges:
        for group in ORIGIN:
            series = f"{found.judge(judge)}: {group}"
            points = [row for row in found.rows("metrics", judge=judge, group=group, metric=name)
                      if row["value"] is not None]  # fmt: skip
            rows += [{"x": middle[row["window"]], "y": row["value"], "series": series, "low": row["low"],
                      "high": row["high"]} for row in points]  # fmt: skip
            if points:
                said.append(f"{series}: {percent(points[0]['value'])} at first, {percent(points[-1]['value'])} at last")
    order = [f"{found.judge(judge)}: {group}" for judge in found.judges for group in ORIGIN]
    table = [
        (row["window"], capital(f"{found.judge(row['judge'])}: {row['group']}"), share(row))
        for judge in found.judges for group in ORIGIN
        for row in found.rows("metrics", judge=judge, group=group, metric=name)
    ]  # fmt: skip
    return Figure(
        f"{title}: majority and minority",
        charts.lines(rows, x="day (middle of the window)", y="share", series=order, share=True, zero=False),
        f"{'. '.join(map(capital, said))}.",
        ("Window", "Score and group", "Share"),
        table,
        figures=(2,),
    )  # fmt: skip


def bands(found: Found) -> list[Figure]:
    """How those who come are spread over ten bands of the score, and how many of each band are such."""
    return [figure for judge in found.judges for figure in (_spread(found, judge), _right(found, judge))]


def _spread(found: Found, judge: str) -> Figure:
    rows = [row for when in (START, END) for row in found.rows("bands", judge=judge, window=when, group="all")]
    drawn = [{"x": row["band"] * TENTH, "y": row["share"] or 0.0, "series": row["window"]} for row in rows]
    last = max((row for row in rows if row["window"] == END), key=lambda row: row["share"] or 0)
    return Figure(
        f"Those who come, by {found.judge(judge)}: share in each tenth of the score",
        charts.columns(drawn, x="score, of a thousand points", y="share of those who come", series=[START, END],
                       step=TENTH),
        f"At the end most stand in band {last['band'] + 1} of ten, {percent(last['share'])} of them.",
        ("Band", "Window", "Share"),
        [(f"{row['band'] + 1} of 10", plain(row["window"]), share(row, "share")) for row in rows],
    )  # fmt: skip


def _right(found: Found, judge: str) -> Figure:
    rows = [row for when in (START, END) for row in found.rows("bands", judge=judge, window=when, group="all")
            if row["value"] is not None]  # fmt: skip
    drawn: list[charts.Row] = [
        {"x": (row["band"] + 0.5) * TENTH, "y": row["value"], "series": row["window"]} for row in rows
    ]
    even: list[charts.Row] = [{"x": at / 10, "y": at / 10, "series": "as a chance would be"} for at in (0, 10)]
    ends = [row for row in rows if row["window"] == END] or rows
    return Figure(
        f"Of those in each tenth of the score by {found.judge(judge)}: share who {found.word('good')}",
        charts.lines([*drawn, *even], x="score, of a thousand points", y="share", share=True,
                     series=[START, END, "as a chance would be"]),
        f"At the end, {percent(ends[0]['value'])} in the lowest band that anybody stands in, "
        f"{percent(ends[-1]['value'])} in the highest.",
        ("Band", "Window", "Share", "People behind it, of all who come"),
        [(f"{row['band'] + 1} of 10", plain(row["window"]), share(row), share(row, "share")) for row in rows],
        note="The straight line is a score that is a chance: as many are such as it says.",
    )  # fmt: skip
