"""python -m benchmarks.world_facts [REPLICATES [GUESSES]]: worlds beside what is published, and the question answered.

Writes docs/measured-world.json, from which the documentation makes its tables: facts, the forecast of 2021 and 2022
beside persistence, what goes with adoption, and the question for the countries that wavered.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import sousveil
from sousveil.scenario import load
from sousveil.world.adoption import regressions
from sousveil.world.by_class import signatures
from sousveil.world.calendar import CHECKED
from sousveil.world.facts import evaluate
from sousveil.world.prediction import counts, forecast, scores
from sousveil.world.question import CONDITIONS
from sousveil.world.run import world

TARGET = Path(__file__).parents[1] / "docs" / "measured-world.json"
SCENARIO, GROUP = "world-2020", "wavering"
REPLICATES, GUESSES = 200, 100
DIGITS = 4
FITTED = ("silent_2019_2020_share", "support_2019_2020", "criticism_2019_2020", "votes_rank_correlation")
"""Figures that are given in the shipped scenario, and fitted where they are not."""


def main(replicates: int = REPLICATES, guesses: int = GUESSES) -> None:
    """Run and write."""
    scenario = load(SCENARIO)
    made, ahead = world(scenario, replicates=replicates, guesses=guesses, keep=False), forecast(scenario, replicates)
    drawn = scenario.patch({"statements.given": 0, "quarters": CHECKED})
    fit = world(drawn, replicates=replicates, guesses=0, conditions=CONDITIONS[:1], keep=False)
    fitted = [fact.model_dump(mode="json") for fact in scenario.facts if fact.measure in FITTED]
    conditions = dict(zip(*(made.records[name].values.tolist() for name in ("arm", "arm_words")), strict=True))
    found: dict[str, Any] = {
        "version": sousveil.__version__, "scenario": SCENARIO, "seed": scenario.seed, "replicates": replicates,
        "guesses": guesses, "group": GROUP, "regimes": made.summary["regimes"], "conditions": conditions,
        "facts": made.summary["facts"], "fit": evaluate(fitted, fit.records, fit.known),
        "scores": scores(ahead), "counts": counts(ahead),
        "classes": signatures(fit.records, ahead), "adoption": regressions(scenario, replicates),
        "measures": [entry for entry in made.summary["measures"] if entry["group"] == GROUP],
        "differences": [entry for entry in made.summary["differences"] if entry["group"] == GROUP],
    }  # fmt: skip
    TARGET.write_text(json.dumps(rounded(found), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def rounded(value: Any) -> Any:
    """The same with numbers to a few digits, so that a diff of the file shows what changed."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main(*(int(one.replace("_", "")) for one in sys.argv[1:]))
