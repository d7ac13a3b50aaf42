"""The worlds of an audit: the same people and luck, judged by a plain score or by a model, with and without gaming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from sousveil import simulate
from sousveil.auditing.decision import Decision
from sousveil.auditing.windows import Window
from sousveil.auditing.witness import Witness
from sousveil.contract.errors import RequestError
from sousveil.contract.registry import mechanism
from sousveil.progress import Stage
from sousveil.scenario import Model, Scenario
from sousveil.scenario.scorer import MECHANISM

AS_IT_IS, NO_GAMING, NO_FEEDBACK = "as it is", "nobody games", "nothing reaches the file"
PLAIN, MODEL = "plain", "model"


@dataclass(frozen=True)
class Arm:
    """A world to be lived. judge: PLAIN or MODEL; world: AS_IT_IS, NO_GAMING or NO_FEEDBACK."""

    judge: str
    world: str
    scenario: Scenario


def judged(scenario: Scenario, decision: Decision, model: Model | None, retrain: int | None) -> dict[str, Scenario]:
    """The scenario by judge: with its plain score and, if there is one, with a model in its place.

    The model is the one given, or else the scenario's own. retrain: days between fits on what the decision brought.
    """
    own = scenario.model is not None
    if decision.no_model and (own or model is not None):
        raise RequestError("no model can take this decision", where=scenario.name, found=decision.no_model,
                           allowed="an audit of its own score, without --model; or credit-model")  # fmt: skip
    given = model if model is None or retrain is None else _learning(model, decision, retrain)
    if own:
        modelled = (
            scenario if given is None else (scenario.scored_by(given) if given.values else scenario.handing_over(given))
        )
        return {PLAIN: _plain(scenario, decision.judge), MODEL: modelled}
    if retrain is not None and model is None:
        raise RequestError("there is no model to fit anew", where="--retrain", found=f"{retrain} days",
                           allowed="--model FILE with it")  # fmt: skip
    return {PLAIN: scenario, **({} if given is None else {MODEL: scenario.scored_by(given)})}


def _plain(scenario: Scenario, judge: str) -> Scenario:
    """The scenario with a plain judge at its defaults where a model judges."""
    said = scenario.model_dump(by_alias=True, exclude={"model"})
    said["mechanisms"] = tuple(judge if name == MECHANISM else name for name in scenario.mechanisms)
    others = {path: value for path, value in scenario.parameters.items() if path.partition(".")[0] != MECHANISM}
    points = {f"{judge}.{key}": number.default for key, number in mechanism(judge).parameters.items()}
    return Scenario.model_validate({**said, "parameters": others | points})


def _learning(model: Model, decision: Decision, days: int) -> Model:
    """The model, fitted anew so often on the outcomes that the system recorded among those chosen."""
    made = copy(model)
    risk = model.values.get("reads_as") == "risk"
    learns = {"every": days, "among": decision.chosen, "outcome": decision.wrong if risk else decision.right}
    made.values = {**model.values, "retrain": learns}
    return made


def arms(by_judge: Mapping[str, Scenario], decision: Decision) -> tuple[Arm, ...]:
    """Every world of an audit, those as it is first."""
    scenario, made = by_judge[PLAIN], []
    for world, taken in ((AS_IT_IS, ()), (NO_GAMING, decision.games), (NO_FEEDBACK, decision.feedback)):
        known = [path for path in taken if path in scenario.parameters]
        if world != AS_IT_IS and not any(scenario.parameters[path] for path in known):
            continue  # nothing to take away
        nothing = dict.fromkeys(known, 0)
        made += [Arm(judge, world, one.patch(nothing) if known else one) for judge, one in by_judge.items()]
    return tuple(made)


def lived(
    arm: Arm, decision: Decision, windows: Sequence[Window], replicates: int, progress: simulate.Progress
) -> tuple[Witness, simulate.Run]:
    """Live one of the worlds, and what was seen of it."""
    witness = Witness(decision.events, windows, replicates)
    run = simulate.run(
        arm.scenario, replicates=replicates, keep=False, checkpoint_every=0, progress=progress, each_day=witness
    )
    return witness, run


def telling(progress: simulate.Progress, number: int, of: int) -> simulate.Progress:
    """Progress of one of so many worlds as that of them all."""

    def told(stage: Stage) -> None:
        progress(Stage(stage.phase, number * stage.total + stage.done, of * stage.total))

    return told
