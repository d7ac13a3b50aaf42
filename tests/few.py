"""An exhibit asked for a few of its figures only, with few replicates: what it takes to test a law in seconds."""

from __future__ import annotations

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
    """Figures of an exhibit by name. values: its own parameters where they are not the defaults."""

    def __init__(self, name: str, replicates: int, **values: float) -> None:
        self.exhibit = load(name)
        self.figures = Figures(Play(self.exhibit, {**defaults(self.exhibit), **values}, replicates, 1))

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
