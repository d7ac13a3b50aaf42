"""Small pictures that several sections of the page draw alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sousveil.language import N_, _
from sousveil.report import charts
from sousveil.report.charts import Row
from sousveil.report.figure import Figure
from sousveil.report.markup import Part
from sousveil.report.words import capital, clauses, enumerated, sentences
from sousveil.report.world.curves import banded
from sousveil.report.world.reading import Condition, WorldReading, count, guesses, luck
from sousveil.world.effects import Point

BANDS = N_("Strong band: interval of luck (95%). Faint band: range over assumptions.")


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
    letters = enumerated(one.mark for one in alike)
    same = _("Within one country of it in every year: {letters}.", letters=letters) if alike else ""
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
    dashed = "" if first else _("Dashed: things as they were.")
    return Figure(
        _("{title}, {condition}", title=title, condition=one.label),
        banded(rows_of(points), y=unit, reference=reference, marks=marks, top=top),
        sentences([_ends(points), *map(_documented, marks)]),
        (_("Year"), _("Value"), _("Interval of luck"), _("Range over assumptions")),
        [(str(p.year), count(p.value), luck(p), guesses(p)) for p in points],
        note=sentences([_(BANDS), dashed, _("Diamond: documented.") if marks else "", more]),
    )


def _ends(points: Sequence[Point]) -> str:
    first, last = points[0], points[-1]
    return _(
        "{count} at the end of {start}, {last} at the end of {end}.",
        count=count(first.value), start=first.year, last=count(last.value), end=last.year,
    )  # fmt: skip


def _documented(mark: Row) -> str:
    if mark["text"]:
        return _("Documented: {count}.", count=mark["text"])
    return _("Documented in {year}: {count}.", year=mark["x"], count=mark["y"])


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
    ends = clauses(_course(name, points, say) for name, points in courses.items())
    rows: list[tuple[Part, ...]] = [
        (str(p.year), name, say(p.value), luck(p, say), guesses(p, say))
        for name, points in courses.items()
        for p in points
    ]
    return Figure(
        title,
        charts.lines(drawn, x="", y=unit, series=list(courses) if len(courses) > 1 else (), zero=zero, years=True),
        _("{told}.", told=ends),
        (_("Year"), _("Which"), _("Value"), _("Interval of luck"), _("Range over assumptions")),
        rows,
        note=note,
        figures=(2, 3, 4),
    )


def _course(name: str, points: Sequence[Point], say: Callable[[float], str]) -> str:
    first, last = points[0], points[-1]
    values = {"first": say(first.value), "start": first.year, "last": say(last.value), "end": last.year}
    if not name:
        return _("{first} in {start}, {last} in {end}", **values)
    return _("{name}: {first} in {start}, {last} in {end}", name=capital(name), **values)
