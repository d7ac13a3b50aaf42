"""Where the two levels touch: countries hand policy to their societies, and what happens there is seen by countries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.nations.columns import stored
from sousveil.world.globe import Globe
from sousveil.world.societies import Societies

STAGES = np.array([0.0, 0.5, 1.0])
"""How much of the whole system stands at each stage: none, in part, in full."""


class Within:
    """The societies of a globe's countries."""

    def __init__(self, globe: Globe, people: int, seed: int) -> None:
        self.globe = globe
        self.societies = Societies(len(globe.known.codes), globe.worlds, people, seed)

    def quarter(self) -> None:
        """The quarter that countries have just decided on, lived by people; the next one sees what came of it."""
        system, law = self.policy()
        self.societies.hand(system, law)
        for name, share in self.societies.quarter().items():
            self.globe.write(name, stored(name, share))

    def policy(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """(worlds, countries) how far the system and the law of each have come."""
        now = self.globe.columns_at("system", "law")
        at, _ = BY_NAME["law"].shifts["copied"]
        return STAGES[now["system"]], ((now["law"] >> at) & 1).astype(np.float64)
