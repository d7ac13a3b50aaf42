"""The rows of an audit, looked up by what they are of, and how its figures are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.language import N_, _, _n, _p
from sousveil.report.markup import Html, Part, tag
from sousveil.report.words import capital, interval, number, percent, plain, signed, signed_points, whole

Document = Mapping[str, Any]
START, END = "start", "end"
ORIGIN = ("majority", "minority")
WINDOWS = {START: N_("start"), END: N_("end")}
"""Windows that are no years."""
TOLD = ("rises", "falls")
SOME_YEARS = 1.5
"""Years from which on they are said as years, and not as days."""


class Found:
    """The document of an audit."""

    def __init__(self, one: Document) -> None:
        self.one = one
        self.judges: Sequence[str] = tuple(one["judges"])
        self.last = one["windows"][-1]

    def row(self, table: str, **keys: str | int) -> Document:
        """The first row of a table of which all of this holds; an empty one where there is none."""
        return next((row for row in self.one[table] if all(row.get(key) == keys[key] for key in keys)), {})

    def rows(self, table: str, **keys: str | int) -> list[Document]:
        """All such rows."""
        return [row for row in self.one[table] if all(row.get(key) == keys[key] for key in keys)]

    def judge(self, judge: str) -> str:
        """What a judge is called."""
        return _("the {score}", score=plain(self.one["judges"]["plain"])) if judge == "plain" else _("the model")

    def titled(self, judge: str) -> str:
        """The same where a cell or a line begins with it."""
        return capital(self.judge(judge))

    def word(self, key: str) -> str:
        """A word of the decision, such as what it is to be chosen."""
        return _(self.one["decision"][key])

    def years(self) -> str:
        """How long it was, in words."""
        days = self.one["days"]
        years = days / 365
        if years >= SOME_YEARS:
            return _n("{count} year", "{count} years", years, count=number(years, 2))
        return _n("{count} day", "{count} days", days, count=whole(days))


def when(name: str) -> str:
    """What a window is called."""
    year = name.removeprefix("year ")
    return _(WINDOWS[name]) if name in WINDOWS else _("year {number}", number=year)


def group_and_window(row: Document) -> str:
    """The group and the window that a row is of."""
    return _("{group}, {window}", group=plain(row["group"]), window=when(row["window"]))


def by_feature(feature: str) -> str:
    """What people are told apart by: 'by origin'."""
    return _("by {feature}", feature=_(feature))


def called(index: str) -> str:
    """What practice calls an index of stability, as the document has it."""
    return _p("scores that hardly moved", "settled") if index == "settled" else _(index)


def share(row: Document, key: str = "value") -> str:
    """A share in percent, or a dash."""
    return "-" if row.get(key) is None else percent(row[key])


def spanned(row: Document) -> Part:
    """A share with its interval of luck below."""
    if row.get("value") is None:
        return "-"
    span = interval(row["low"], row["high"], percent)
    return Html(f"{tag('span', percent(row['value']))}<br>{tag('small', span)}") if span else percent(row["value"])


def plainly(row: Document, digits: int = 3) -> Part:
    """A number with its interval of luck below."""
    if row.get("value") is None:
        return "-"
    span = interval(row["low"], row["high"], lambda value: number(value, digits))
    said = number(row["value"], digits)
    return Html(f"{tag('span', said)}<br>{tag('small', span)}") if span else said


def moved(row: Document) -> Part:
    """A difference of shares in points, of ratios as it is, with its interval; in brackets where it may be luck."""
    if row.get("effect") is None:
        return "-"
    say = signed if row["metric"].endswith("ratio") else signed_points
    text = say(row["effect"])
    if row["says"] not in (*TOLD, "none"):
        return f"({text})"
    span = interval(row["low"], row["high"], say)
    return Html(f"{tag('span', text)}<br>{tag('small', span)}") if span and row["effect"] else text


def metric(found: Found, name: str) -> Html:
    """The name of a metric, and what it is."""
    return Html(f"{tag('code', name)}<br>{tag('small', capital(_(found.one['words'][name])))}")
