"""Countries that take up a system: imitation fitted to one count, then lived on to a later date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import expm1, log
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play

STEPS = 100
"""Days of the scenario to a year."""
ARM = "countries"
HALVINGS = 60
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lived:
    """Countries by step, (replicate, step): those that have it, and those of them supplied by the exporter."""

    have: Floats
    supplied: Floats


def drive(play: Play) -> Driven:
    """Two stories that meet the count: with imitation, and without. Figures are countries."""
    values = play.values
    known, asked = (round((values[name] - values["start"]) * STEPS) for name in ("counted", "year"))
    if not 0 < known <= asked:
        raise RequestError("dates in another order", where=f"{play.exhibit.name}: -o",
                           found=f"start {values['start']:g}, counted {values['counted']:g}, year {values['year']:g}",
                           allowed="start before counted, and counted not after year")  # fmt: skip
    share, years = values["adopters"] / values["countries"], known / STEPS
    if share >= 1:
        raise RequestError("no country is left", where=f"{play.exhibit.name}: -o adopters",
                           found=f"{values['adopters']:g}", allowed="fewer than there are countries")  # fmt: skip
    pull = fitted(values["first"], share, years)
    copying = _lived(play, asked, values["first"], pull)
    alone = _lived(play, asked, -log(1 - share) / years, 0)
    figures: dict[str, npt.ArrayLike] = {
        "counted": copying.have[:, known], "supplied": copying.supplied[:, known], "later": copying.have[:, asked],
        "alone_counted": alone.have[:, known], "alone_later": alone.have[:, asked], "pull": pull,
    }  # fmt: skip
    rows = [*_rows(N_("with imitation"), copying.have, values), *_rows(N_("without"), alone.have, values)]
    return Driven(figures, {"countries": rows})


def share_of(first: float, pull: float, years: float) -> float:
    """The share that has it after so many years (Bass 1969); `first` and `pull` a year."""
    gone = -expm1(-(first + pull) * years)
    return gone / (1 + pull / first * (1 - gone))


def fitted(first: float, share: float, years: float) -> float:
    """The imitation under which the share is met; raises RequestError where first takers alone exceed it."""
    low, high = 0.0, 64 / years
    if share_of(first, low, years) > share:
        raise RequestError("more take it up of their own accord than there are adopters", where="-o first",
                           found=f"{first:g}", allowed=f"at most {-log(1 - share) / years:.4g}")  # fmt: skip
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if share_of(first, middle, years) < share else (low, middle)
    return (low + high) / 2


def _lived(play: Play, steps: int, first: float, pull: float) -> Lived:
    rates = {"adoption.own_accord": first / STEPS, "adoption.pull": pull / STEPS}
    changes = {"people": int(play.values["countries"]), "days": steps + 1, "set": rates}
    records = play.live(play.scenario(ARM, changes=changes))

    def daily(event: str) -> Floats:
        return np.asarray(records[event].sel(group="all").sum("place").values, np.float64)

    # who has it on the morning of a day took it up before
    before = np.cumsum(daily("joined_abroad"), axis=1) - daily("joined_abroad")
    return Lived(daily("online"), before)


def _rows(name: str, have: Floats, values: Mapping[str, float]) -> Iterator[dict[str, Any]]:
    """A point for each half year: the mean, and the middle nine tenths of the replicates."""
    for step in range(0, have.shape[1], STEPS // 2):
        low, high = np.quantile(have[:, step], (0.05, 0.95))
        yield {"series": name, "x": values["start"] + step / STEPS, "y": float(have[:, step].mean()),
               "low": float(low), "high": float(high)}  # fmt: skip
