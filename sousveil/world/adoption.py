"""What goes with adoption of the exporter's systems in simulated worlds, the rest held equal; without verdict."""

from __future__ import annotations

from typing import Any

import numpy as np

from sousveil.contract.columns import BY_NAME
from sousveil.measures.interval import estimate
from sousveil.nations.columns import EXPORTER, columns
from sousveil.scenario import Scenario
from sousveil.world.arm import Arm, nations_of
from sousveil.world.calendar import last_quarter
from sousveil.world.globe import Globe
from sousveil.world.logistic import logistic

REASONS = ("strategic", "crime", "openness", "wealth")
EFFECT = "procurement.regime_effect"
SPECIFICATIONS: dict[str, dict[str, float]] = {
    "greitens": {EFFECT: 1.0},
    "beraja": {EFFECT: 2.0, "procurement.on_offer": 0.0085, "procurement.exporter": 0.57},
}
"""No effect of regimes, as Greitens (2020) finds, or one, as Beraja and others (2023) do; of which size is assumed.
Either meets the figures of 2019, for which the other two numbers are fitted anew."""
UNTIL = last_quarter(2019)


def regressions(scenario: Scenario, worlds: int) -> list[dict[str, Any]]:
    """An entry a specification and reason: log odds ratio from the lowest to the highest possible value, over worlds.

    Outcome: whether a country bought from the exporter by the end of 2019. low, high: 95 % interval of the mean over
    worlds; positive: share of worlds in which it is above nothing.
    """
    given = scenario.patch({"quarters": UNTIL})
    known = nations_of(given)
    arms = [Arm(name, worlds, values) for name, values in SPECIFICATIONS.items()]
    globe = Globe(given, known, arms)
    for quarter in range(1, UNTIL + 1):
        globe.quarter(quarter)
    others = np.array([code != EXPORTER for code in known.codes])
    first = columns(known)
    x = np.column_stack([first[name][others] / (1 << 8 * BY_NAME[name].bytes) for name in REASONS])
    entries = []
    for name, history in globe.histories(0.0).items():
        assert history.panel is not None
        found = logistic(history.panel.first["buys_from_exporter"][:, others] > 0, x)
        for i, reason in enumerate(REASONS, 1):
            mean = estimate(found[:, i].tolist())
            assert mean is not None
            entries.append({"specification": name, "regime_effect": SPECIFICATIONS[name][EFFECT], "reason": reason,
                            "value": mean.value, "low": mean.low, "high": mean.high,
                            "positive": float((found[:, i] > 0).mean())})  # fmt: skip
    return entries
