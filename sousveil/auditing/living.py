"""An audit: lives every world of it, and knows what was counted there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from sousveil import simulate
from sousveil.auditing.arms import AS_IT_IS, MODEL, arms, judged, lived, telling
from sousveil.auditing.decision import Decision, decision_of
from sousveil.auditing.document import document
from sousveil.auditing.fairness import GROUPS, Confusion
from sousveil.auditing.windows import Window, windows
from sousveil.auditing.witness import GROUP_AT, Witness
from sousveil.contract.errors import RequestError
from sousveil.scenario import Model, Scenario, load

PEOPLE, DAYS, REPLICATES = 20_000, 1_095, 5
"""Of an audit, unless said otherwise: three years, and an interval 2.78 standard errors wide on each side."""


@dataclass(frozen=True)
class Audit:
    """What was seen of every world. seen: (judge, world) -> witness; adults: group -> people of 15 and more.

    model: what is said of the model, and how often it was fitted anew in all replicates; empty where there is none.
    """

    scenario: Scenario
    decision: Decision
    windows: tuple[Window, ...]
    replicates: int
    seen: Mapping[tuple[str, str], Witness]
    adults: Mapping[str, int]
    model: Mapping[str, Any]

    @property
    def judges(self) -> tuple[str, ...]:
        """PLAIN, and MODEL where there is one."""
        return tuple(dict.fromkeys(judge for judge, _ in self.seen))

    @property
    def worlds(self) -> tuple[str, ...]:
        """As it is, and what was taken away."""
        return tuple(dict.fromkeys(world for _, world in self.seen))

    def confusion(self, judge: str, window: int, group: str, world: str = AS_IT_IS) -> Confusion:
        """Who was chosen of a group in a window, and who would have been right; (replicates,) counts."""
        witness, d = self.seen[judge, world], self.decision
        return Confusion.of(*(witness.of(name, window, group) for name in (d.asked, d.chosen, d.truth, d.right)))

    def bands(self, judge: str, window: int, group: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """(replicates, bands) of a group: those asked about by band of the score, and those of them who are such."""
        witness = self.seen[judge, AS_IT_IS]
        asked, good = (
            np.stack([witness.of(pair[side], window, group) for pair in self.decision.bands], axis=1) for side in (0, 1)
        )
        return asked, good

    @cached_property
    def document(self) -> dict[str, Any]:
        """Everything as plain values: what `audit --json` prints."""
        return document(self)

    def metrics(self) -> pl.DataFrame:
        """judge, window, group, metric, value, low, high, people."""
        return pl.DataFrame(self.document["metrics"], infer_schema_length=None)

    def disparities(self) -> pl.DataFrame:
        """judge, window, by, metric, value, low, high."""
        return pl.DataFrame(self.document["disparities"], infer_schema_length=None)


def audit(
    scenario: Scenario | str | Path = "credit-model",
    model: Model | None = None,
    *,
    retrain: int | None = None,
    people: int = PEOPLE,
    days: int = DAYS,
    seed: int | None = None,
    set: Sequence[str] = (),
    replicates: int = REPLICATES,
    progress: simulate.Progress = simulate.tell_nobody,
) -> Audit:
    """Audit the plain score of a scenario and, beside it, a model on the same people with the same luck.

    retrain: days after which the model is fitted anew on what came of its own decisions, as far as it was recorded.
    Raises RequestError where the scenario has no decision to audit, and for what `run` refuses.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario, set, people=people, days=days, seed=seed)
    if scenario.of_countries:
        raise RequestError("countries are not scored", where=scenario.name, allowed="a scenario of people")
    decision = decision_of(simulate.assembly_of(scenario).event_names, scenario.name)
    whole = windows(scenario.days)
    by_judge = judged(scenario, decision, model, retrain)
    todo = arms(by_judge, decision)
    seen: dict[tuple[str, str], Witness] = {}
    adults: dict[str, int] = {}
    fits = 0.0
    for number, arm in enumerate(todo):
        witness, run = lived(arm, decision, whole, replicates, telling(progress, number, len(todo)))
        seen[arm.judge, arm.world] = witness
        fits = max(fits, float(run.history.performance.get("model_fits", 0)))
        if run.history.adults is not None:
            counted = run.history.adults.sum(axis=0)
            adults = {group: int(counted[GROUP_AT[group]]) for group in GROUPS}
    return Audit(scenario, decision, whole, replicates, seen, adults, _said(by_judge, fits))


def _said(by_judge: Mapping[str, Scenario], fits: float) -> dict[str, Any]:
    """What is said of the model; empty where there is none."""
    choice = by_judge[MODEL].model if MODEL in by_judge else None
    return {} if choice is None else {**choice.identity(), "fits": fits}
