"""The worlds of an audit: the same people and luck, judged by a plain score or by a model, with and without gaming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sousveil import simulate
from sousveil.auditing.decision import Decision
from sousveil.auditing.windows import Window
from sousveil.auditing.witness import Witness
from sousveil.progress import Stage
from sousveil.scenario import Scenario

AS_IT_IS, NO_GAMING, NO_FEEDBACK = "as it is", "nobody games", "nothing reaches the file"
PLAIN, MODEL = "plain", "model"


@dataclass(frozen=True)
class Arm:
    """A world to be lived. judge: PLAIN or MODEL; world: AS_IT_IS, NO_GAMING or NO_FEEDBACK."""

    judge: str
    world: str
    scenario: Scenario
    model: Any = None


def arms(scenario: Scenario, decision: Decision, model: Any) -> tuple[Arm, ...]:
    """Every world of an audit, those as it is first; a model takes the place of the plain score."""
    made = []
    for world, taken in ((AS_IT_IS, ()), (NO_GAMING, decision.games), (NO_FEEDBACK, decision.feedback)):
        known = [path for path in taken if path in scenario.parameters]
        if world != AS_IT_IS and not any(scenario.parameters[path] for path in known):
            continue  # nothing to take away
        plain = scenario.patch(dict.fromkeys(known, 0)) if known else scenario
        made.append(Arm(PLAIN, world, plain))
        if model is not None:
            made.append(Arm(MODEL, world, plain, model))
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
