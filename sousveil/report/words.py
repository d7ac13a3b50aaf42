"""Numbers and sentences in plain words: rounding, natural frequencies, intervals, in the language spoken."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from sousveil.language import N_, _, _n, _p

NONE = N_("not computed")
SMALL = (
    N_("no"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"),
    N_("nine"), N_("ten"), N_("eleven"), N_("twelve"),
)  # fmt: skip

SIMPLEST = 0.1  # below a tenth, one in so many
FREQUENCIES = [
    *((1, n) for n in range(3, 10)),
    *((n, 10) for n in (3, 5, 6, 7, 8, 9)),
    (2, 3),
    (3, 4),
    (1, 10),
    (19, 20),
]
NEARLY = 0.99  # shares above it are told apart by their fourth digit
CLOSE, EXACT = 0.012, 0.002  # how far a simple frequency may be from the share, and still be said without 'about'


def known(value: float | None) -> bool:
    """True for a number that can be shown."""
    return value is not None and math.isfinite(value)


def number(value: float | None, digits: int = 3) -> str:
    """A number to `digits` significant digits, thousands set apart: 12,300 · 4.57 · 0.0312."""
    if value is None or not math.isfinite(value):
        return _(NONE)
    if value == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    if abs(rounded) < 1e-4:
        return f"{rounded:.1e}"
    text = f"{rounded:,.{max(0, places)}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "\u2212")


def whole(value: float | None) -> str:
    """A count in full: 1,000,000."""
    return _(NONE) if value is None or not math.isfinite(value) else f"{round(value):,}"


def percent(share: float | None) -> str:
    """A share in percent: 12% · 4.6% · 0.03%; ends are said as ends."""
    if share is None or not math.isfinite(share):
        return _(NONE)
    if share in (0, 1):
        return f"{share:.0%}"
    size = abs(share)
    if size < 0.0001:
        return _("less than {share}", share="0.01%")
    if 0.995 <= size < 1:
        return _("more than {share}", share="99%" if size < 0.9995 else "99.9%")
    digits = 0 if size >= 0.0995 else 1 if size >= 0.00995 else 2
    return f"{share * 100:.{digits}f}%".replace("-", "\u2212")


def exactly(share: float | None) -> str:
    """A share in percent to three digits, to four near the ends: 53.1% · 99.91%, for published figures."""
    if share is None or not math.isfinite(share):
        return _(NONE)
    return f"{number(share * 100, 3 if abs(share) < NEARLY else 4)}%"


def points(difference: float | None) -> str:
    """A difference of two shares in percentage points."""
    if difference is None or not math.isfinite(difference):
        return _(NONE)
    text = number(abs(difference) * 100, 2)
    count = 1 if text == "1" else 2  # "1" may be rounded
    return _n("{number} percentage point", "{number} percentage points", count, number=text)


def plural(count: float, one: str, many: str) -> str:
    """'1 person', '2 people', '1,200 days': a message for one and one for many, both with a {count}."""
    text = number(count)
    return _n(one, many, 1 if text == "1" else 2, count=text)


def in_ten(share: float | None) -> str:
    """A share as a natural frequency where a simple one is close: 'about 1 in 6', '3 in 10', 'none'; else nothing."""
    if share is None or not 0 <= share <= 1:
        return ""
    if share in (0, 1):
        return _("all") if share else _("none")
    if share < SIMPLEST:
        return _("about {part} in {whole}", part=1, whole=number(1 / share, 2))
    part, whole = min(FREQUENCIES, key=lambda pair: abs(pair[0] / pair[1] - share))
    off = abs(part / whole - share)
    if off > CLOSE:
        return ""
    if off < EXACT:
        return _("{part} in {whole}", part=part, whole=whole)
    return _("about {part} in {whole}", part=part, whole=whole)


def tenths(value: float) -> str:
    """Percentage points to one decimal: '17.5', '0.0' for what is nearly nothing."""
    return f"{value:.1f}".replace("-", "\u2212")


def interval(low: float | None, high: float | None, say: Callable[[float], str] = number) -> str:
    """'110 to 130', or an empty string where there is none; `say` is how the page prints such a number."""
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return ""
    return _("{low} to {high}", low=say(low), high=say(high))


def listing(items: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return _listed(items, _p("between the last two of a list", " and "))


def either(items: Sequence[str]) -> str:
    """'a', 'a or b', 'a, b or c'."""
    return _listed(items, _p("between the last two of a list", " or "))


def _listed(items: Sequence[str], last: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return _p("between the items of a list", ", ").join(items[:-1]) + last + items[-1]


def comma() -> str:
    """What stands between the items of a list that names no last one."""
    return _p("between the items of a list", ", ")


def enumerated(items: Iterable[str]) -> str:
    """'a, b, c'."""
    return comma().join(items)


def clauses(said: Iterable[str]) -> str:
    """'a; b; c', where each is longer than a word."""
    return _p("between clauses", "; ").join(said)


def sentences(said: Sequence[str]) -> str:
    """Sentences one after another, with what the language puts between them; empty ones are left out."""
    return _p("between sentences", " ").join(filter(None, said))


def spell(count: int) -> str:
    """Small whole numbers as words, others as digits."""
    return _(SMALL[count]) if 0 <= count < len(SMALL) else f"{count:,}"


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def plain(name: str) -> str:
    """A name of the code as words: `age_0_14` is 'age 0 to 14', `age_65_plus` is 'age 65 and over'."""
    parts = name.split("_")
    if parts[0] == "age" and len(parts) == 3:
        if parts[2] == "plus":
            return _("age {low} and over", low=parts[1])
        return _("age {low} to {high}", low=parts[1], high=parts[2])
    return _(" ".join(parts))


def signed(difference: float) -> str:
    """A difference with its sign."""
    return f"{'+' if difference > 0 else ''}{number(difference)}"


def signed_points(difference: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return _("{number} pts", number=signed(100 * difference))
