"""The small language in which claim.yaml says what is simulated: leaves read records, the rest is arithmetic.

A leaf names an arm and one thing to read there: `event` (persons it befell a day; several are added up), `shared`
(a number of the polity), `people`, `measure` or `quantity`; narrowed by `group` and `place`, and folded over the days
from `days: [first, last]`, or from `days: [first]` to the end, by `over`: sum, mean, max, median, last; or days (no
folding) and running (added up so far), for pictures. The rest: {constant}, {parameter}, {sum}, {product}, {difference},
{ratio}, {greater}, {sd}, {driver}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import GROUPS, SHARED
from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.events import BY_NAME
from sousveil.measures.counts import ALL, Counts, ratio
from sousveil.measures.quantities import QUANTITIES
from sousveil.measures.registry import MEASURES
from sousveil.replications.play import Play

if TYPE_CHECKING:
    import xarray as xr

Floats = npt.NDArray[np.float64]
"""(replicate,), or (replicate, day) `over: days`."""

FOLDS: Mapping[str, Callable[[Floats], Floats]] = {
    "sum": lambda days: days.sum(axis=1),
    "mean": lambda days: days.mean(axis=1),
    "max": lambda days: days.max(axis=1),
    "median": lambda days: np.median(days, axis=1),
    "last": lambda days: days[:, -1],
    "days": lambda days: days,
    "running": lambda days: days.cumsum(axis=1),
}
READS = ("event", "shared", "people", "measure", "quantity")
NARROWED = ("arm", "group", "place", "days", "over")
PAIRS: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "difference": lambda a, b: a - b,
    "ratio": ratio,
    "greater": lambda a, b: (a > b).astype(np.float64),
}


@dataclass
class Figures:
    """Figures of one exhibit. driven: what its driver gave, by name."""

    play: Play
    driven: Mapping[str, Any] = field(default_factory=dict)

    def of(self, figure: Any, where: str) -> Floats:
        """The figure, one value a replicate; raises RequestError for words that are not of the language."""
        if isinstance(figure, int | float) and not isinstance(figure, bool):
            return np.array([float(figure)])
        if not isinstance(figure, Mapping):
            raise RequestError("not a figure", where=where, found=repr(figure)[:60], allowed=_language())
        word = next((key for key in figure if key not in NARROWED), "")
        if word in READS:
            return self._read(word, figure, where)
        if len(figure) != 1:
            raise RequestError("a figure has one word, or an arm and what to read there", where=where,
                               found=", ".join(map(str, figure)), allowed=_language())  # fmt: skip
        return self._made(word, figure[word], where)

    def _made(self, word: str, given: Any, where: str) -> Floats:
        if word == "constant":
            return np.array([float(given)])
        if word == "parameter":
            if given not in self.play.values:
                raise unknown("parameter", str(given), self.play.values, where=where)
            return np.array([float(self.play.values[given])])
        if word == "driver":
            if given not in self.driven:
                raise unknown("figure of the driver", str(given), self.driven, where=where)
            return np.atleast_1d(np.asarray(self.driven[given], np.float64))
        if word == "sd":
            return np.array([self.of(given, where).std(axis=0, ddof=1)])
        if word in ("sum", "product") and isinstance(given, list) and given:
            parts = [self.of(part, where) for part in given]
            fold = np.add if word == "sum" else np.multiply
            made = parts[0]
            for part in parts[1:]:
                made = fold(made, part)
            return made
        if word in PAIRS and isinstance(given, list) and len(given) == 2:
            return PAIRS[word](self.of(given[0], where), self.of(given[1], where))
        raise unknown("word of a figure", word, WORDS, where=where)

    def _read(self, word: str, figure: Mapping[str, Any], where: str) -> Floats:
        for key in figure:
            if key not in (*NARROWED, word):
                raise unknown("word of a figure", str(key), (*NARROWED, *READS), where=where)
        arms = self.play.exhibit.claim.arms
        arm = str(figure.get("arm", next(iter(arms))))
        if arm not in arms:
            raise unknown("arm", arm, arms, where=where)
        group = str(figure.get("group", ALL))
        if group not in GROUPS:
            raise unknown("group", group, GROUPS, where=where)
        records = self.play.arm(arm)
        if word in ("measure", "quantity"):
            return _measured(records, word, str(figure[word]), group, where)
        if word == "people":
            return np.asarray(_at(records["people"].sel(group=group), figure, where).values, np.float64).reshape(1)
        return _folded(_daily(records, word, figure, group, where), records, figure, where)


def _measured(records: xr.Dataset, kind: str, name: str, group: str, where: str) -> Floats:
    known: Mapping[str, Any] = MEASURES if kind == "measure" else QUANTITIES
    if name not in known:
        raise unknown(kind, name, known, where=where)
    counts, one = Counts(records), known[name]
    if kind == "quantity":
        return np.asarray(ratio(one.part(counts), one.whole(counts)))
    if missing := one.lacking(counts):
        raise RequestError(f"{name} cannot be read", where=where, found=missing)
    made = np.asarray(one.value(counts), np.float64)
    return np.asarray(made[:, counts.column(group) if one.by_group else 0])


def _daily(records: xr.Dataset, word: str, figure: Mapping[str, Any], group: str, where: str) -> Floats:
    """(replicate, day) an event's persons, or a shared number."""
    if word == "shared":
        name = str(figure[word])
        if name not in SHARED or name not in records:
            raise unknown("shared number", name, [one for one in SHARED if one in records], where=where)
        item = records[name]
        if "place" not in figure and item.sizes["place"] > 1:
            raise RequestError("a shared number is one of each place", where=where, found="no place",
                               allowed=f"place: one of {', '.join(records['place'].values)}")  # fmt: skip
        return np.asarray(_at(item, figure, where).values, np.float64)
    named = figure[word] if isinstance(figure[word], list) else [figure[word]]
    total = np.zeros((records.sizes["replicate"], records.sizes["time"]))
    for name in named:
        if name not in BY_NAME or name not in records:
            raise unknown("event", str(name), [one for one in BY_NAME if one in records], where=where)
        total = total + _at(records[name].sel(group=group), figure, where).values
    return np.asarray(total)


def _at(item: Any, figure: Mapping[str, Any], where: str) -> Any:
    """The values of a place, or of all places added up."""
    if "place" not in figure:
        return item.sum("place") if item.sizes["place"] > 1 else item.isel(place=0)
    labels = [str(label) for label in item["place"].values]
    if figure["place"] not in labels:
        raise unknown("place", str(figure["place"]), labels, where=where)
    return item.sel(place=figure["place"])


def _folded(daily: Floats, records: xr.Dataset, figure: Mapping[str, Any], where: str) -> Floats:
    last = int(records["time"].values[-1])
    first, end = [*figure.get("days", [1]), last][:2]
    if not 1 <= first <= end <= last:
        raise RequestError("days that are not lived", where=where, found=f"[{first}, {end}]", allowed=f"1 to {last}")
    over = str(figure.get("over", "sum"))
    if over not in FOLDS:
        raise unknown("way to fold days", over, FOLDS, where=where)
    return FOLDS[over](daily[:, first - 1 : end])


WORDS = ("constant", "parameter", "driver", "sd", "sum", "product", *PAIRS, *READS)


def _language() -> str:
    return f"a number, or one of {', '.join(WORDS)}"
