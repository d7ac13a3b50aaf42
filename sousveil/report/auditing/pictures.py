"""The pictures of an audit: rates over the years, and how those who come spread over the score."""

from __future__ import annotations

from sousveil.language import N_, _
from sousveil.report import charts
from sousveil.report.auditing.found import END, ORIGIN, START, Document, Found, share, when
from sousveil.report.figure import Figure
from sousveil.report.words import capital, percent, plain, sentence, sentences

DRAWN = {"selection_rate": "asked", "true_positive_rate": "good"}
"""What is drawn, and of whom it is a share."""
TENTH, BANDS = 0.1, 10
POINTS = N_("score, as a share of a thousand points")
LINE = N_("as a chance would be")
"""What a straight line is called beside a score."""


def rates(found: Found) -> list[Figure]:
    """Share chosen of each group, from window to window."""
    chosen = capital(found.word("chosen"))
    return [
        _over(
            found, name, _("{chosen}, of those who {asked}: majority and minority", chosen=chosen, asked=found.word(of))
        )
        for name, of in DRAWN.items()
    ]


def _over(found: Found, name: str, title: str) -> Figure:
    middle = {window["name"]: (window["first"] + window["last"]) / 2 for window in found.one["windows"]}
    drawn: list[charts.Row] = []
    said, table = [], []
    series = {(judge, group): _series(found, judge, group) for judge in found.judges for group in ORIGIN}
    for (judge, group), called in series.items():
        rows = found.rows("metrics", judge=judge, group=group, metric=name)
        points = [row for row in rows if row["value"] is not None]
        drawn += [{"x": middle[row["window"]], "y": row["value"], "series": called, "low": row["low"],
                   "high": row["high"]} for row in points]  # fmt: skip
        table += [(when(row["window"]), capital(called), share(row)) for row in rows]
        if points:
            first, last = (percent(points[at]["value"]) for at in (0, -1))
            said.append(_("{series}: {first} at first, {last} at last", series=capital(called), first=first, last=last))
    return Figure(
        title,
        charts.lines(drawn, x=_("day (middle of the window)"), y=_("share"), series=list(series.values()), share=True,
                     zero=False),
        sentences([sentence(line) for line in said]) or _("No share has a value."),
        (_("Window"), _("Score and group"), _("Share")),
        table,
        figures=(2,),
    )  # fmt: skip


def _series(found: Found, judge: str, group: str) -> str:
    """A score and a group, as a line is called."""
    return _("{judge}: {group}", judge=found.judge(judge), group=plain(group))


def bands(found: Found) -> list[Figure]:
    """How those who come are spread over ten bands of the score, and how many of each band are such."""
    return [figure for judge in found.judges for figure in (_spread(found, judge), _right(found, judge))]


def _ends(found: Found, judge: str) -> list[Document]:
    """The bands at the start and at the end."""
    return [row for name in (START, END) for row in found.rows("bands", judge=judge, window=name, group="all")]


def _band(row: Document) -> str:
    return _("{band} of {bands}", band=row["band"] + 1, bands=BANDS)


def _spread(found: Found, judge: str) -> Figure:
    rows = _ends(found, judge)
    drawn = [{"x": row["band"] * TENTH, "y": row["share"] or 0.0, "series": when(row["window"])} for row in rows]
    last = max((row for row in rows if row["window"] == END), key=lambda row: row["share"] or 0)
    return Figure(
        _("Those who come, by {judge}: share in each tenth of the score", judge=found.judge(judge)),
        charts.columns(drawn, x=_(POINTS), y=_("share of those who come"), series=[when(START), when(END)], step=TENTH),
        _("At the end most stand in band {band} of ten, {share} of them.", band=last["band"] + 1,
          share=percent(last["share"])),
        (_("Band"), _("Window"), _("Share")),
        [(_band(row), when(row["window"]), share(row, "share")) for row in rows],
    )  # fmt: skip


def _right(found: Found, judge: str) -> Figure:
    rows = [row for row in _ends(found, judge) if row["value"] is not None]
    drawn: list[charts.Row] = [
        {"x": (row["band"] + 0.5) * TENTH, "y": row["value"], "series": when(row["window"])} for row in rows
    ]
    even: list[charts.Row] = [{"x": at / 10, "y": at / 10, "series": _(LINE)} for at in (0, 10)]
    ends = [row for row in rows if row["window"] == END] or rows
    lowest, highest = (percent(ends[at]["value"]) for at in (0, -1))
    return Figure(
        _("Of those in each tenth of the score by {judge}: share who {good}", judge=found.judge(judge),
          good=found.word("good")),
        charts.lines([*drawn, *even], x=_(POINTS), y=_("share"), share=True,
                     series=[when(START), when(END), _(LINE)]),
        _("At the end, {lowest} in the lowest band that anybody stands in, {highest} in the highest.", lowest=lowest,
          highest=highest),
        (_("Band"), _("Window"), _("Share"), _("People behind it, of all who come")),
        [(_band(row), when(row["window"]), share(row), share(row, "share")) for row in rows],
        note=_("The straight line is a score that is a chance: as many are such as it says."),
    )  # fmt: skip
