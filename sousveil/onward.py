"""Going on with a run: where it was stopped, or into another future from one past."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.engine.course import EachDay, look_away
from sousveil.records import checkpoints, store
from sousveil.records.checkpoints import Shelf
from sousveil.records.hashed import Hashed, remove
from sousveil.scenario import Model, Scenario, load
from sousveil.scenario.changes import Changes, override
from sousveil.scenario.identity import identity
from sousveil.simulate import Plan, Progress, Run, check, lived, prepared, tell_nobody, written

Say = Callable[[str], None]


def _warn(line: str) -> None:
    warnings.warn(line, RuntimeWarning, stacklevel=3)


def resume(
    run: Run | str | Path, *, checkpoint_every: int | None = None, model: Model | None = None,
    trust_pickle: bool = False, progress: Progress = tell_nobody, say: Say = _warn, each_day: EachDay = look_away,
) -> Run:  # fmt: skip
    """Go on with a run that was stopped, from its last whole checkpoint or from day 0; it ends the same, bit for bit.

    `say` is told of damaged checkpoints, which are removed. `model`: what scored it, where that was handed over in
    Python; `trust_pickle`: where it is a pickle. Raises RequestError for a folder that no run has begun to
    write, for a run that is finished or still going on, and for checkpoints of another scenario, seed, population or
    version.
    """
    folder, info = store.reopen(_folder(run))
    place = store.staging(folder)
    scenario, asked = _trusting(load(place / store.SCENARIO_FILE), model, trust_pickle), _asked(info)
    if checkpoint_every is not None:
        asked["checkpoint_every"] = checkpoint_every

    def begin(shelf: Shelf) -> Mapping[int, Hashed]:
        refused: list[Path] = []

        def refuse(path: Path, why: str) -> None:
            say(f"{path.name} is refused: {why}; what was kept before it is used")
            refused.append(path)

        saved = shelf.last_days(scenario.days, refuse) | shelf.batches(refuse)
        for path in refused:
            remove(path)
        store.going_on(folder, _day(saved))
        return saved

    text = (place / store.SCENARIO_FILE).read_text(encoding="utf-8")
    plan = Plan(scenario, text, **asked, progress=progress, begin=begin, resumes=True, each_day=each_day)
    check(plan)
    return lived(plan, folder)


def branch(
    run: Run | str | Path,
    at: int,
    set: Sequence[str] | Mapping[str, Any] = (),
    *,
    out: str | Path | None = None,
    checkpoint_every: int | None = None,
    model: Model | None = None,
    trust_pickle: bool = False,
    progress: Progress = tell_nobody,
    say: Say = _warn,
) -> Run:
    """A new run with the past of another and other policy from day `at` on: as if a patch of that day had been written.

    set: overrides such as "fear.standing=0.2", or path -> value. The days before `at` are taken from the last whole
    checkpoint of `run` before that day, or lived again where there is none. Raises RequestError.
    """
    folder, info = store.find(_folder(run))
    place = store.staging(folder)
    before = _trusting(load(place / store.SCENARIO_FILE), model, trust_pickle)
    scenario = _with_policy(before, at, set)
    asked = _asked(info) | {"checkpoint_every": checkpoint_every}

    def begin(shelf: Shelf) -> Mapping[int, Hashed]:
        past = replace(shelf, place=place / checkpoints.FOLDER, identity={**shelf.identity, **identity(before)})
        return past.last_days(at, lambda path, why: say(f"{path.name} is refused: {why}"))

    plan = Plan(scenario, written(scenario), **asked, progress=progress, begin=begin)
    check(plan)
    said = plan.asked() | {"branch": {"of": folder.name, "scenario_digest": before.digest, "at": at}}
    return lived(plan, prepared(plan, out, said))


def _trusting(scenario: Scenario, model: Model | None, trust_pickle: bool) -> Scenario:
    """The scenario with the model that is handed over again, or with leave to load its own."""
    given = model if model is not None or not trust_pickle else Model.trusted()
    return scenario if given is None else scenario.handing_over(given)


def _folder(run: Run | str | Path) -> Path:
    if isinstance(run, Run):
        if run.folder is None:
            raise RequestError("the run has no folder", allowed="a run that was made with keep=True, or its folder")
        return run.folder
    return Path(run)


def _asked(info: Mapping[str, Any]) -> dict[str, Any]:
    """How a run was asked for, as far as its run.json says."""
    return {
        "replicates": int(info.get("replicates") or 1),
        "ignorance": int(info.get("ignorance") or 0),
        "checkpoint_every": info.get("checkpoint_every"),
    }


def _day(saved: Mapping[int, Hashed]) -> int:
    """The day after which a run goes on, in the last batch that has begun."""
    return int(saved[max(saved)].attributes["day"]) if saved else 0


def _with_policy(scenario: Scenario, at: int, values: Sequence[str] | Mapping[str, Any]) -> Scenario:
    if isinstance(values, Mapping):
        changes = {path: (value, path) for path, value in values.items()}
    else:
        changes = {path: (value, where) for path, value, where in map(override, values)}
    if not changes:
        raise RequestError(
            "a branch needs something that changes", where="-o", allowed="path=value, such as fear.own=0.3"
        )
    for path, (_, where) in changes.items():
        if "." not in path or path.startswith("population."):
            allowed = "parameters of mechanisms, such as fear.own=0.3"
            raise RequestError("this cannot change in the middle of a run", where=where, found=path, allowed=allowed)
    if not 1 <= at <= scenario.days:
        raise RequestError("no such day", where="--at", found=str(at), allowed=f"1 to {scenario.days:,}")
    given, said = ({path: pair[i] for path, pair in changes.items()} for i in (0, 1))
    return scenario.changed(Changes(given, day=at, said=said), written=False)
