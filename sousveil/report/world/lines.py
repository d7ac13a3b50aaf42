"""Small pictures that several sections of the page draw alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sousveil.report import charts
from sousveil.report.charts import Row
from sousveil.report.figure import Figure
from sousveil.report.markup import Part
from sousveil.report.words import capital
from sousveil.report.world.curves import banded
from sousveil.report.world.reading import Condition, WorldReading, count, guesses, luck
from sousveil.world.effects import Point

BANDS = "Strong band: interval of luck (95%). Faint band: range over assumptions."


def conditioned(
    reading: WorldReading, variable: str, title: str, unit: str, marks: Sequence[Row] = (), group: str = "all", *,
    every: bool = False,
) -> list[Figure]:  # fmt: skip
    """A picture a condition of one variable over the years, with both bands; the first condition dashed in each.

    Conditions that never differ from the first by a country are named below its picture, unless `every` is drawn.
    """
    courses = {one: reading.course(variable, one, group) for one in reading.conditions}
    base = courses[reading.base]
    if not base:
        return []
    ends = [end for points in courses.values() for p in points for end in (p.value, p.high, p.assumed_high) if end]
    drawn = [end for mark in marks for key in ("y", "high") if isinstance(end := mark.get(key), int | float)]
    top = max([*ends, *drawn], default=1) * 1.02
    alike = [one for one, points in courses.items() if not every and points is not base and _alike(points, base)]
    same = f" Within one country of it in every year: {', '.join(f'({one.letter})' for one in alike)}." if alike else ""
    return [
        _one(one, points, base, title, unit, marks, top, same if points is base else "")
        for one, points in courses.items()
        if one not in alike
    ]


def _alike(one: Sequence[Point], other: Sequence[Point]) -> bool:
    return all(abs(p.value - q.value) < 1 for p, q in zip(one, other, strict=True))


def _one(
    one: Condition, points: Sequence[Point], base: Sequence[Point], title: str, unit: str, marks: Sequence[Row],
    top: float, more: str,
) -> Figure:  # fmt: skip
    first = points is base
    reference = () if first else [{"x": p.year, "y": p.value} for p in base]
    note = BANDS if first else f"{BANDS} Dashed: things as they were."
    return Figure(
        f"{title}, {one.label}",
        banded(rows_of(points), y=unit, reference=reference, marks=marks, top=top),
        f"{count(points[0].value)} at the end of {points[0].year}, {count(points[-1].value)} at the end of"
        f" {points[-1].year}." + "".join(f" Documented: {mark['text']}." for mark in marks),
        ("Year", "Value", "Interval of luck", "Range over assumptions"),
        [(str(p.year), count(p.value), luck(p), guesses(p)) for p in points],
        note=f"{note} Diamond: documented.{more}" if marks else f"{note}{more}",
    )


def rows_of(points: Sequence[Point]) -> list[Row]:
    """Points as rows of a chart."""
    return [
        {"x": p.year, "y": p.value, "low": p.low, "high": p.high,
         "wide_low": p.assumed_low, "wide_high": p.assumed_high}
        for p in points
    ]  # fmt: skip


def beside(
    title: str,
    unit: str,
    courses: Mapping[str, Sequence[Point]],
    *,
    zero: bool = True,
    note: str = "",
    say: Callable[[float], str] = count,
) -> Figure:
    """A few courses in one picture, with the interval of luck."""
    drawn: list[Row] = [
        {"x": p.year, "y": p.value, "low": p.low, "high": p.high, "series": name}
        for name, points in courses.items()
        for p in points
    ]
    ends = [f"{capital(name)}: {say(p[0].value)} in {p[0].year}, {say(p[-1].value)} in {p[-1].year}"
            for name, p in courses.items()]  # fmt: skip
    rows: list[tuple[Part, ...]] = [
        (str(p.year), name, say(p.value), luck(p, say), guesses(p, say))
        for name, points in courses.items()
        for p in points
    ]
    return Figure(
        title,
        charts.lines(drawn, x="", y=unit, series=list(courses) if len(courses) > 1 else (), zero=zero, years=True),
        f"{'; '.join(ends)}.",
        ("Year", "Which", "Value", "Interval of luck", "Range over assumptions"),
        rows,
        note=note,
        figures=(2, 3, 4),
    )
