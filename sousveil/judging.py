"""A scenario's scoring model: found, checked against what the scenario holds, and kept beside its run."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sousveil.contract.errors import RequestError
from sousveil.engine.assemble import Assembly
from sousveil.engine.nights import Nightly, quiet
from sousveil.models.asking import Asking
from sousveil.models.foreign import ModelWarning
from sousveil.models.loading import of_object, of_source, read
from sousveil.models.outcomes import Schooling
from sousveil.models.scorer import Scorer
from sousveil.models.source import HANDED, Source, source_of
from sousveil.overnight import Judge

if TYPE_CHECKING:
    from sousveil.scenario import Scenario
    from sousveil.scenario.scorer import ModelChoice

NOTICEABLE = 10.0
"""Seconds of asking from which it is worth a word."""
WHERE, RETRAIN = "model", "model: retrain"


def nightly(scenario: Scenario, assembly: Assembly) -> Nightly:
    """What works on the scenario's world between two days; raises RequestError for a model that cannot be used."""
    # a scenario that was described as plain values may not know of models
    choice = getattr(scenario, "model", None)
    return quiet if choice is None else judge(scenario, choice, assembly).nights


def judge(scenario: Scenario, choice: ModelChoice, assembly: Assembly) -> Judge:
    """The model of a scenario as its world uses it; raises RequestError."""
    columns = tuple(choice.columns or ())
    scorer = _scorer(scenario, source(choice), columns)
    asking = Asking(columns, choice.points, choice.reads_as == "risk", choice.seconds)
    if choice.retrain is None:
        return Judge(scorer, asking, choice.every)
    said = choice.retrain
    if scorer.cannot_learn:
        allowed = f"{scorer.cannot_learn}; leave `retrain` out, or bring a scikit-learn pipeline"
        raise RequestError("this scoring model cannot learn", where=RETRAIN, found=scorer.name, allowed=allowed)
    for event in (said.among, said.outcome):
        if event not in assembly.bits:
            raise RequestError("what the model is to learn from never happens here", where=RETRAIN,
                               found=event, allowed="an event that a mechanism of this scenario emits")  # fmt: skip
    schooling = Schooling(said.every, said.outcome, said.among, said.window, said.within, said.most)
    return Judge(scorer, asking, choice.every, schooling)


def source(choice: ModelChoice) -> Source:
    """Where the model is."""
    made = source_of(str(choice.file), WHERE)
    return made if choice.sha256 is None else made.with_digest(choice.sha256)


def _scorer(scenario: Scenario, found: Source, columns: tuple[str, ...]) -> Scorer:
    handed = scenario.handed
    if found.kind == HANDED:
        if handed is not None and handed.given is not None:
            return of_object(handed.given, found.name, columns, WHERE)
        raise RequestError(
            "this run was scored by what was handed over in Python, and no file holds it", where=f"{WHERE}: file",
            found=found.name, allowed="model=sousveil.Model(...) with the same callable, or a model in a file",
        )  # fmt: skip
    return of_source(found, columns, handed is not None and handed.trust_pickle, str(found.place))


def kept_beside(scenario: Scenario) -> tuple[Scenario, dict[str, bytes]]:
    """The scenario as a run folder says it, with the model's file beside it; and the files, by name."""
    choice = getattr(scenario, "model", None)
    if choice is None or not (found := source(choice)).is_file:
        return scenario, {}
    name = Path(f"model{found.kind}").name
    beside = choice.model_copy(update={"file": found.kept_as})
    return scenario.model_copy(update={"model": beside}), {name: read(found, WHERE)}


def said(scenario: Scenario) -> dict[str, Any]:
    """What run.json says of the model: what it is, what it sees, and whether the folder keeps all it needs."""
    choice = getattr(scenario, "model", None)
    return {} if choice is None else {"model": choice.told() | {"kept": source(choice).is_file}}


def say_if_slow(performance: Mapping[str, Any]) -> None:
    """Warn where asking a model took longer than everything else that was lived."""
    nights, whole = float(performance.get("model_s", 0)), float(performance.get("simulate_s", 0))
    if nights > whole / 2 and nights > NOTICEABLE:
        warnings.warn(
            f"asking the scoring model took {nights:.1f} of {whole:.1f} seconds, more than living itself; "
            "ask less often (`every`) or make it faster",
            ModelWarning, stacklevel=3,
        )  # fmt: skip
