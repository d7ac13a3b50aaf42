"""A list experiment a day, judged as a researcher would and against the truth; fear fitted to a published gap."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sousveil.contract import registry
from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play
from sousveil.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr

Floats = npt.NDArray[np.float64]
SETTLED = 12
"""Days until the climate follows what is said: at half of the gap a day, one 4096th of it is left."""
FIRST_GUESS, CLOSE, STEPS = 0.15, 0.0015, 12
"""Of fitting: the first fear, the gap that may be missed (boldness is kept in 256ths), the most guesses."""
NORMAL_95 = 1.959964
"""Standard errors on either side that hold 95 % of a normal law."""
SHOWN = (0.0, 0.08, 0.16, 0.24, 0.32, 0.4)
"""Levels of fear in the picture."""


@dataclass(frozen=True)
class Surveys:
    """Shares by survey, (replicate, day): the list estimate, its standard error, what is said, what is thought."""

    estimate: Floats
    error: Floats
    said: Floats
    truth: Floats

    @property
    def covers(self) -> Floats:
        """Surveys whose interval holds the truth."""
        return (abs(self.estimate - self.truth) <= NORMAL_95 * self.error).astype(np.float64)

    @property
    def finds(self) -> Floats:
        """Surveys in which the direct answer lies above the interval: a gap is found."""
        return (self.said - self.estimate > NORMAL_95 * self.error).astype(np.float64)


def surveys(records: xr.Dataset) -> Surveys:
    """One survey a day, after the first days."""
    short, long = _answers(records, "short_list", 5), _answers(records, "long_list", 6)
    adults = float(records["people"].sel(group="all").sum())
    said, truth = (_daily(records, name) / adults for name in ("says_support", "supports"))
    return Surveys(long[0] - short[0], np.sqrt(short[1] + long[1]), said, truth)


def _daily(records: xr.Dataset, event: str) -> Floats:
    counts = records[event].sel(group="all").sum("place").transpose("replicate", "time")
    return np.asarray(counts.values[:, SETTLED:], np.float64)


def _answers(records: xr.Dataset, name: str, answers: int) -> tuple[Floats, Floats]:
    """Mean answer of one half of those asked, and the square of its standard error."""
    counts = np.stack([_daily(records, f"{name}_{n}") for n in range(answers)])
    value = np.arange(answers, dtype=np.float64)[:, None, None]
    asked = counts.sum(axis=0)
    mean = (counts * value).sum(axis=0) / asked
    return mean, (counts * (value - mean) ** 2).sum(axis=0) / (asked - 1) / asked


def drive(play: Play) -> Driven:
    """Surveys where fear is fitted to two gaps and where no list is honest; other people under the fitted fear."""
    truth, other = play.values["truth"], play.values["other_truth"]
    fear = fitted(play, play.values["target"] / 100, truth)
    little = fitted(play, play.values["small"] / 100, truth)
    wide, narrow, liars = (
        _surveyed(play, arm, level, truth) for arm, level in (("asked", fear), ("asked", little), ("dishonest", fear))
    )
    figures: dict[str, npt.ArrayLike] = {
        **_judged(wide),
        "fear": fear,
        "gap_small": 100 * (narrow.said - narrow.truth).mean(axis=1),
        "found_small": narrow.finds.mean(axis=1),
        "dishonest_found": liars.finds.mean(axis=1),
        "dishonest_coverage": liars.covers.mean(axis=1),
        "said_elsewhere": other + gap(play, fear, other),
        **{f"gap_{name}": 100 * gap(play, level, truth) for name, level in _guesses().items()},
    }
    rows = [{"series": N_("lab"), "x": level, "y": 100 * gap(play, level, truth)} for level in SHOWN]
    rows += [{"series": name, "x": level, "y": value} for name, value in PUBLISHED.items() for level in SHOWN]
    return Driven(figures, {"gap_by_fear": rows})


def _judged(made: Surveys) -> dict[str, npt.ArrayLike]:
    """Figures by replicate, and every survey of all replicates for the picture."""
    return {
        "gap": 100 * (made.said - made.truth).mean(axis=1),
        "bias": 100 * (made.estimate - made.truth).mean(axis=1),
        "error": made.estimate.std(axis=1, ddof=1),
        "coverage": made.covers.mean(axis=1),
        "found": made.finds.mean(axis=1),
        "said": made.said.ravel(),
        "thought": made.truth.ravel(),
        "listed": made.estimate.ravel(),
    }


def _guesses() -> dict[str, float]:
    """The lab's own standing fear, and half and twice its odds: where its declaration says that a guess may lie."""
    standing = registry.mechanism("fear").parameters["standing"]
    low, high = standing.span(standing.default)
    return {"low": low, "middle": standing.default, "high": high}


PUBLISHED = {
    N_("published, lowest (Tang 2016)"): 4.0,
    N_("published, middle (Blair et al. 2020)"): 14.0,
    N_("published, highest (Li et al. 2018)"): 28.0,
}
"""Points; lines of the picture."""


def fitted(play: Play, target: float, truth: float) -> float:
    """The fear at which public support exceeds private support by `target`; raises RequestError where none does.

    The gap is nearly in proportion to fear, so each guess is the last one times what it missed.
    """
    if target >= 1 - truth:
        raise RequestError("more people than do not support the ruler cannot feign", where=play.exhibit.name,
                           found=f"{100 * target:g} points", allowed=f"below {100 * (1 - truth):g} points")  # fmt: skip
    fear = FIRST_GUESS
    for _ in range(STEPS):
        found = gap(play, fear, truth)
        if not target or abs(found - target) < CLOSE:
            break
        if not found:
            raise RequestError("fear makes nobody feign here", where=play.exhibit.name,
                               found=f"{100 * target:g} points", allowed="0, or a larger opinion.weight")  # fmt: skip
        fear = min(1.0, fear * target / found)
    return fear if target else 0.0


def gap(play: Play, fear: float, truth: float) -> float:
    """Share who say that they support less share who do, after the first days. One replicate: little is drawn."""
    records = play.live(_scenario(play, "asked", fear, truth, days=SETTLED + 4), replicates=1)
    made = surveys(records)
    return float((made.said - made.truth).mean())


def _surveyed(play: Play, arm: str, fear: float, truth: float) -> Surveys:
    play.told(f"{play.exhibit.name}: {play.exhibit.claim.arms[arm].title}, fear {fear:.3f}")
    return surveys(play.live(_scenario(play, arm, fear, truth)))


def _scenario(play: Play, arm: str, fear: float, truth: float, **header: Any) -> Scenario:
    """The arm under a standing fear, among people of whom `truth` support the ruler."""
    cells = copy.deepcopy(play.exhibit.template["population"]["cells"])
    for cell, share in zip(cells, (truth, 1 - truth), strict=True):
        cell["count"] = round(share * 10_000)
    changes: Mapping[str, Any] = {
        "population": {"cells": cells},
        "set": {"fear.start": fear, "fear.standing": fear},
        **header,
    }
    return play.scenario(arm, changes=changes)
