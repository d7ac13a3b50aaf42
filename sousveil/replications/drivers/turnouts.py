"""Thresholds fitted to two weekly turnouts, and the three weeks after that they predict."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play

WEEKS = ("first", "second", "third", "fourth", "fifth")
COUNTED: tuple[tuple[int, int, int], ...] = (
    (1, 5_000, 8_000), (2, 8_000, 20_000), (3, 50_000, 70_000), (4, 120_000, 150_000), (5, 200_000, 300_000),
)  # fmt: skip
"""Week, lowest and highest published turnout in Leipzig; the sources stand in claim.yaml."""


def bell(first: float, second: float) -> tuple[float, float]:
    """Mean and standard deviation of thresholds that give these shares of the crowd in the first two weeks.

    Nobody is seen before the first week, and the first week before the second: F(0) = first, F(first) = second, for the
    normal law F. Raises RequestError where no such law has its mean among shares.
    """
    if not 0 < first < second < 1:
        raise RequestError("turnouts that do not rise", found=f"{first:.3g}, then {second:.3g} of the city",
                           allowed="a second turnout above the first, and below the city")  # fmt: skip
    low, high = map(NormalDist().inv_cdf, (first, second))
    spread = first / (high - low)
    mean = -spread * low
    if not 0 <= mean <= 1:
        raise RequestError("no thresholds give these turnouts", found=f"a mean threshold of {mean:.3g}",
                           allowed="turnouts of less than half of the city in the first week")  # fmt: skip
    return mean, spread


def drive(play: Play) -> Driven:
    """Turnouts of five weeks, in people."""
    city = round(play.values["city"])
    mean, spread = bell(*(play.values[f"{week}_turnout"] / city for week in WEEKS[:2]))
    threshold = {"threshold": {"mean": mean, "sd": spread}}
    world: dict[str, Any] = {"cells": [{"count": city, "begin": threshold}]}
    scenario = play.scenario(next(iter(play.exhibit.claim.arms)),
                             changes={"people": city, "days": len(WEEKS), "population": world})  # fmt: skip
    play.told(f"{play.exhibit.name}: five weeks from thresholds of {mean:.3g} ± {spread:.3g}")
    found = play.live(scenario, 1)["protest"].sel(group="all").isel(place=0, replicate=0).values
    rows = [{"x": week, "y": float(found[week - 1]), "series": N_("simulated")} for week in range(1, len(WEEKS) + 1)]
    for which, name in ((1, N_("counted, at least")), (2, N_("counted, at most"))):
        rows += [{"x": line[0], "y": float(line[which]), "series": name} for line in COUNTED]
    return Driven(dict(zip(WEEKS, map(float, found), strict=True)), {"weeks": rows})
