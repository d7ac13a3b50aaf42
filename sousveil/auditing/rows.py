"""Rows of an audit: every figure with its interval of luck, and differences taken replicate by replicate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sousveil.auditing import calibration
from sousveil.auditing.arms import AS_IT_IS, MODEL, NO_FEEDBACK, NO_GAMING, PLAIN
from sousveil.auditing.fairness import DISPARITIES, FEATURES, GROUPS, METRICS, Floats, share
from sousveil.auditing.windows import YEAR
from sousveil.language import N_
from sousveil.measures.interval import estimate
from sousveil.measures.paired import said

if TYPE_CHECKING:
    from sousveil.auditing.living import Audit

Row = dict[str, Any]
ONE = (0.0, 1.0)
MAIN = ("all", *FEATURES["origin"])
START, END = 0, -1
CALLED = ("settled", N_("some change"), N_("much change"))
"""What practice calls an index of stability, the lowest first."""


def figure(values: Floats, within: tuple[float, float] = (float("-inf"), float("inf"))) -> Row:
    """value, low, high over replicates; None where there is nothing to say."""
    found = estimate(values.tolist(), within)
    if found is None:
        return {"value": None, "low": None, "high": None}
    return {"value": found.value, "low": found.low, "high": found.high}


def effect(before: Floats, after: Floats) -> Row:
    """The difference pair by pair, and what its interval says."""
    row = figure(after - before)
    told = {"effect": row["value"], "low": row["low"], "high": row["high"]}
    return told | {"says": said(told), "before": figure(before)["value"], "after": figure(after)["value"]}


def metrics(audit: Audit) -> Iterator[Row]:
    """Group metrics by judge, window and group."""
    for judge in audit.judges:
        for at, window in enumerate(audit.windows):
            for group in GROUPS:
                found = audit.confusion(judge, at, group)
                where = {"judge": judge, "window": window.name, "group": group}
                people = float(found.asked.mean())
                for name, metric in METRICS.items():
                    yield {**where, "metric": name, **figure(metric(found), ONE), "people": people}


def disparities(audit: Audit) -> Iterator[Row]:
    """Differences and ratios between groups by judge, window and what people are told apart by."""
    for judge in audit.judges:
        for at, window in enumerate(audit.windows):
            for by in FEATURES:
                where = {"judge": judge, "window": window.name, "by": by}
                for name in DISPARITIES:
                    yield {**where, "metric": name, **figure(disparity(audit, judge, at, by, name), ONE)}


def disparity(audit: Audit, judge: str, window: int, by: str, name: str, world: str = AS_IT_IS) -> Floats:
    """(replicates,) of a window, as it is or in another world."""
    return DISPARITIES[name]([audit.confusion(judge, window, group, world) for group in FEATURES[by]])


def _named(audit: Audit, judge: str, window: int, world: str = AS_IT_IS) -> Iterator[tuple[Row, Floats]]:
    """What is compared between windows, judges and worlds: rates of the main groups, and disparities by origin."""
    for group in MAIN:
        found = audit.confusion(judge, window, group, world)
        for name, metric in METRICS.items():
            yield {"of": group, "metric": name}, metric(found)
    for by in FEATURES:
        for name in DISPARITIES:
            yield {"of": by, "metric": name}, disparity(audit, judge, window, by, name, world)


def _between(before: Iterator[tuple[Row, Floats]], after: Iterator[tuple[Row, Floats]], **where: str) -> Iterator[Row]:
    for (row, one), (_, other) in zip(before, after, strict=True):
        yield {**where, **row, **effect(one, other)}


def changes(audit: Audit) -> Iterator[Row]:
    """The end less the start, by judge."""
    for judge in audit.judges:
        yield from _between(_named(audit, judge, START), _named(audit, judge, END), judge=judge)


def beside(audit: Audit) -> Iterator[Row]:
    """The model less the plain score, at the start and at the end."""
    if MODEL in audit.judges:
        for at in (START, END):
            window = audit.windows[at].name
            yield from _between(_named(audit, PLAIN, at), _named(audit, MODEL, at), window=window)


def without(audit: Audit, world: str) -> Iterator[Row]:
    """As it is less a world in which something was taken away, at the end, by judge."""
    if world in audit.worlds:
        for judge in audit.judges:
            yield from _between(_named(audit, judge, END, world), _named(audit, judge, END), judge=judge)


def drift(audit: Audit) -> Iterator[Row]:
    """Population stability of applicants' scores from the start to each later window."""
    for judge in audit.judges if audit.decision.bands else ():
        for group in MAIN:
            before, _ = audit.bands(judge, START, group)
            for at, window in enumerate(audit.windows[1:], start=1):
                found = figure(calibration.stability_index(before, audit.bands(judge, at, group)[0]), (0, float("inf")))
                yield {"judge": judge, "window": window.name, "group": group, **found, "says": _moved(found["value"])}


def _moved(value: float | None) -> str:
    if value is None:
        return "not assessed"
    return CALLED[(value >= calibration.UNSETTLED) + (value > calibration.MOVED)]


def calibrated(audit: Audit) -> Iterator[Row]:
    """Brier score, calibration in the large and rank order of applicants' scores."""
    for judge in audit.judges if audit.decision.bands else ():
        for at, window in enumerate(audit.windows):
            for group in MAIN:
                counts = audit.bands(judge, at, group)
                where = {"judge": judge, "window": window.name, "group": group}
                yield {**where, "metric": "brier_score", **figure(calibration.brier_score(*counts), ONE)}
                yield {**where, "metric": "in_the_large", **figure(calibration.in_the_large(*counts))}
                yield {**where, "metric": "roc_auc_score", **figure(calibration.roc_auc_score(*counts), ONE)}


def by_band(audit: Audit) -> Iterator[Row]:
    """Applicants by band of the score: their share of all, and how many of them are such."""
    for judge in audit.judges if audit.decision.bands else ():
        for at in (START, END):
            for group in MAIN:
                asked, good = audit.bands(judge, at, group)
                whole = asked.sum(axis=1)
                for band in range(asked.shape[1]):
                    where = {"judge": judge, "window": audit.windows[at].name, "group": group, "band": band}
                    of_all, such = share(asked[:, band], whole), share(good[:, band], asked[:, band])
                    yield {**where, "share": figure(of_all, ONE)["value"], **figure(such, ONE)}


def locked_in(audit: Audit) -> Iterator[Row]:
    """Of those refused in the first year, who stands below the bar on the last day, and who has got nothing since."""
    if audit.decision.early is None:
        return
    early, below, nothing = audit.decision.early
    for judge in audit.judges:
        witness = audit.seen[judge, AS_IT_IS]
        for group in GROUPS:
            refused = witness.at_last(early, group)
            where = {"judge": judge, "group": group, "refused": float(refused.mean())}
            adults = np.full(refused.shape, audit.adults.get(group, 0))
            yield {**where, "metric": "refused_early", **figure(share(refused, adults), ONE)}
            for name, event in (("still_below_bar", below), ("still_without_loan", nothing)):
                yield {**where, "metric": name, **figure(share(witness.at_last(event, group), refused), ONE)}


def gamed(audit: Audit) -> Iterator[Row]:
    """How often the file was moved without moving what is true, for 100 adults a year."""
    if not audit.decision.gamed:
        return
    for judge in audit.judges:
        for at, window in enumerate(audit.windows):
            for group in MAIN:
                times = audit.seen[judge, AS_IT_IS].of(audit.decision.gamed, at, group)
                years = np.full(times.shape, audit.adults.get(group, 0) * window.days / YEAR)
                rate = share(100 * times, years)
                yield {"judge": judge, "window": window.name, "group": group, **figure(rate)}


def counted(audit: Audit) -> Iterator[Row]:
    """How many were asked about and chosen, a replicate; what rates are made of."""
    for judge in audit.judges:
        for at, window in enumerate(audit.windows):
            for group in GROUPS:
                found = audit.confusion(judge, at, group)
                cells: Mapping[str, float] = {name: float(value.mean()) for name, value in vars(found).items()}
                yield {"judge": judge, "window": window.name, "group": group, **cells}


WORLDS = {"gaming": NO_GAMING, "feedback": NO_FEEDBACK}
"""What is taken away, and the world without it."""
