"""An exhibit asked for a few of its figures only, with few replicates: what it takes to test a law in seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.replications import load
from sousveil.replications.check import simulated, verdict
from sousveil.replications.claim import Claim
from sousveil.replications.figures import Figures
from sousveil.replications.given import defaults
from sousveil.replications.play import Play


class Few:
    """Figures of an exhibit by name.

    values: its own parameters where they are not the defaults; said: parameters of its scenario by their paths.
    """

    def __init__(self, name: str, replicates: int, said: Mapping[str, float] = {}, **values: float) -> None:
        self.exhibit = load(name)
        own = {**defaults(self.exhibit), **values}
        self.figures = Figures(Play(self.exhibit, own, replicates, 1, changes={"set": dict(said)} if said else {}))

    def __getitem__(self, figure: str) -> npt.NDArray[np.float64]:
        """One value a replicate."""
        return self.figures.of(self.exhibit.claim.figures[figure], figure)

    def mean(self, figure: str) -> float:
        return float(np.nanmean(self[figure]))

    def claim(self, figure: str) -> Claim:
        """The first claim about this figure."""
        return next(claim for claim in self.exhibit.claim.claims if claim.figure == figure)

    def published(self, figure: str) -> Any:
        return self.claim(figure).published

    def verdict(self, figure: str) -> str:
        return verdict(self.claim(figure), simulated(self[figure], luck=True), False)[0]
