"""Entries of the list and refused bookings: two rates fitted between two dates, then lived on to a third."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play

ARMS = ("leaving", "staying")
TRIAL = 10
"""Replicates of a trial run, at most: rates are then met to two in a hundred."""
FITTED = ("conduct.default", "commerce.travel")
EVERY = 5
"""Days between points of a picture."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lived:
    """Millions at the end of each day, (replicate, day): ever listed, on the list, flights refused."""

    listed: Floats
    present: Floats
    refused: Floats


def drive(play: Play) -> Driven:
    """Each arm with rates of its own that meet the second date."""
    values = play.values
    between, asked = round(values["between"]), round(values["asked"])
    if values["second_listed"] <= values["first_listed"] or values["second_refused"] <= values["first_refused"]:
        raise RequestError("sums over time do not fall", where=f"{play.exhibit.name}: -o",
                           allowed="second_listed above first_listed, second_refused above first_refused")  # fmt: skip
    figures: dict[str, Any] = {}
    rows: list[dict[str, Any]] = []
    for arm in ARMS:
        lived = _lived(play, arm, _fitted(play, arm, between), max(between, asked), play.replicates)
        for name, sums in (("listed", lived.listed), ("present", lived.present), ("refused", lived.refused)):
            figures[f"{arm}_{name}_second"] = sums[:, between - 1]
            figures[f"{arm}_{name}_asked"] = sums[:, asked - 1]
        if arm == ARMS[0]:
            rows = [*_rows(N_("ever listed"), lived.listed), *_rows(N_("on the list"), lived.present),
                    *_rows(N_("flights refused"), lived.refused)]  # fmt: skip
    return Driven(figures, {"sums": rows})


def _fitted(play: Play, arm: str, between: int) -> Mapping[str, float]:
    """Entries are in proportion to failures to pay, refusals to attempts: two trials find both rates."""
    values, in_force = play.values, play.scenario(arm).parameters_on(1)
    rates = {name: float(value) for name in FITTED if isinstance(value := in_force[name], int | float)}
    for _ in range(2):
        trial = _lived(play, arm, rates, between, min(TRIAL, play.replicates))
        for name, sums, what in zip(FITTED, (trial.listed, trial.refused), ("listed", "refused"), strict=True):
            made = sums[:, -1].mean() - values[f"first_{what}"]
            rates[name] *= float((values[f"second_{what}"] - values[f"first_{what}"]) / made)
    return rates


def _lived(play: Play, arm: str, rates: Mapping[str, float], days: int, replicates: int) -> Lived:
    values = play.values
    each = values["stands_for"] / 1e6
    backlog = values["first_listed"] / (each * play.scenario(arm).people)
    scenario = play.scenario(arm, changes={"days": days, "set": {**rates, "lists.backlog": backlog}})
    records = play.live(scenario, replicates)

    def summed(event: str) -> Floats:
        return np.asarray(np.cumsum(records[event].sel(group="all").sum("place").values, axis=1) * each, np.float64)

    listed = values["first_listed"] + summed("defaulter_listed")
    return Lived(listed, listed - summed("defaulter_cleared"), values["first_refused"] + summed("travel_denied"))


def _rows(name: str, sums: Floats) -> Iterator[dict[str, Any]]:
    """A point every few days: the mean, and the middle nine tenths of the replicates."""
    for day in range(EVERY - 1, sums.shape[1], EVERY):
        low, high = np.quantile(sums[:, day], (0.05, 0.95))
        yield {"series": name, "x": day + 1, "y": float(sums[:, day].mean()), "low": float(low), "high": float(high)}
