"""The only wiring: scenario -> population -> mechanisms in the engine -> records -> measures -> a run.

Living a course needs NumPy and JAX alone. What reads scenario files, keeps records and measures is imported where it is
used, so that a machine without those libraries can live a scenario that was described to it as plain values.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import jax

from sousveil.contract.columns import BYTES_A_PERSON
from sousveil.contract.errors import RequestError, SousveilError
from sousveil.engine.assemble import Assembly
from sousveil.engine.course import Course, EachDay, InterruptedRunError, live, look_away, together, variants
from sousveil.engine.devices import ONE, Devices
from sousveil.engine.keeper import Keeper
from sousveil.engine.launch import launch
from sousveil.engine.memory import keep_pages
from sousveil.engine.nearby import check as check_nearby
from sousveil.engine.pace import Pace
from sousveil.engine.setting import Friends, Setting, prepare
from sousveil.finished import Run as Run
from sousveil.judging import kept_beside, nightly, said, say_if_slow
from sousveil.needs import assembly_of as assembly_of
from sousveil.needs import check_memory as check_memory
from sousveil.needs import needs as needs
from sousveil.needs import spec_of as spec_of
from sousveil.population import Population, build, places
from sousveil.population.ties import Topology
from sousveil.progress import Stage
from sousveil.records.checkpoints import FOLDER, Shelf
from sousveil.records.history import History

if TYPE_CHECKING:
    import xarray as xr

    from sousveil.measures.ignorance import Ignorance
    from sousveil.records.hashed import Hashed
    from sousveil.records.meta import Meta
    from sousveil.scenario import Scenario
    from sousveil.scenario.scorer import Model

Progress = Callable[[Stage], None]
GUESSED_PEOPLE = 100_000
"""People at home in each run with other guesses, at most: enough for rates, and little beside the run itself."""


def tell_nobody(stage: Stage) -> None:
    """Report to nobody."""


@dataclass(frozen=True)
class Plan:
    """How a scenario is to be lived. text: its resolved file; checkpoint_every: days, 0 for none, None: as cost allows.

    begin: what to begin from, given the shelf of the run's own checkpoints; nothing means day 0.
    resumes: whether the folder has been there before, and has to stay whatever happens.
    """

    scenario: Scenario
    text: str
    replicates: int = 1
    ignorance: int = 0
    checkpoint_every: int | None = None
    progress: Progress = tell_nobody
    devices: Devices = ONE
    begin: Callable[[Shelf], Mapping[int, Hashed]] = lambda shelf: {}
    resumes: bool = False
    each_day: EachDay = look_away

    def __post_init__(self) -> None:
        if self.replicates < 1:
            raise RequestError("there is at least one replicate", where="--replicates", found=str(self.replicates))
        for option, number in (("--ignorance", self.ignorance), ("--checkpoint-every", self.checkpoint_every or 0)):
            if number < 0:
                raise RequestError("less than nothing was asked for", where=option, found=str(number))

    def asked(self) -> dict[str, Any]:
        """What has to be known to go on with it."""
        return {
            "replicates": self.replicates, "ignorance": self.ignorance, "checkpoint_every": self.checkpoint_every,
            **said(self.scenario),
        }  # fmt: skip


def run(
    scenario: Scenario | str | Path = "everything-app",
    *,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Sequence[str] = (),
    replicates: int = 1,
    ignorance: int = 0,
    devices: int | None = None,
    out: str | Path | None = None,
    keep: bool = True,
    checkpoint_every: int | None = None,
    model: Model | None = None,
    progress: Progress = tell_nobody,
    each_day: EachDay = look_away,
) -> Run:
    """Simulate a scenario (a name, a file or an object) and, with `keep`, write a run folder.

    `set` holds overrides such as "fear.standing=0.2". `ignorance`: how many smaller runs follow in which all that was
    assumed is guessed otherwise; they give measures their range over assumptions. `devices`: over how many people are
    spread (engine/launch.py says which); of several processes only the first writes. `checkpoint_every`: days between
    checkpoints, 0 for none; without it they are as frequent as 5 % of the time allows. `model`: a scoring model that
    judges in the place of the scenario's own. Raises RequestError before anything is computed or written where the
    request cannot be met: unknown names, values out of range, an unusable folder, more people than memory holds, more
    devices than there are, a model that is none.
    """
    from sousveil.scenario import load

    if isinstance(scenario, str | Path):
        scenario = load(scenario, set, people=people, days=days, seed=seed, model=model)
    elif model is not None:
        scenario = scenario.scored_by(model)
    spread = launch(devices)
    with spread.unanimous():
        plan = Plan(scenario, written(scenario), replicates, ignorance, checkpoint_every,
                    progress if spread.first else tell_nobody, spread, each_day=each_day)  # fmt: skip
        check(plan)
        folder = prepared(plan, out, plan.asked()) if keep and spread.first else None
    return lived(plan, folder)


def written(scenario: Scenario) -> str:
    """The resolved file of a run of this scenario."""
    return kept_beside(scenario)[0].to_yaml(full=True)


def prepared(plan: Plan, out: str | Path | None, asked: Mapping[str, Any]) -> Path:
    """The folder of a plan, with what has to be there before a day is lived: the scenario, and its model's file."""
    from sousveil.records import store

    files = kept_beside(plan.scenario)[1]
    folder = store.prepare(out, plan.scenario.name, plan.text, asked)
    for name, content in files.items():
        store.add(folder, name, content)
    return folder


def check(plan: Plan) -> None:
    """Raise RequestError where the plan cannot be carried out here. Computes nothing to speak of."""
    assembly, spec = assembly_of(plan.scenario), spec_of(plan.scenario)
    nightly(plan.scenario, assembly)
    check_nearby(assembly.mechanisms, spec.ground, places(spec), plan.scenario.people, plan.devices.count)
    check_memory(needs(plan.scenario, plan.replicates))
    if plan.devices.processes > 1 and plan.checkpoint_every:
        raise RequestError("several processes keep no checkpoints", where="--checkpoint-every",
                           found=str(plan.checkpoint_every), allowed="0, or one process")  # fmt: skip
    if plan.devices.processes > 1 and getattr(plan.scenario, "model", None) is not None:
        raise RequestError("several processes cannot share a scoring model", where="--model",
                           allowed="one process, which may have several devices")  # fmt: skip


def lived(plan: Plan, folder: Path | None) -> Run:
    """Carry out a plan in a folder that was prepared or reopened; stopped or failing, leave it fit to be resumed."""
    from sousveil.records import store

    try:
        with stoppable(), nullcontext() if folder is None else store.held(folder):
            return _lived(plan, folder)
    except (InterruptedRunError, KeyboardInterrupt) as stop:
        day = stop.day if isinstance(stop, InterruptedRunError) else None
        if folder is not None:
            store.interrupted(folder, day)
        after = "" if day is None else f" after day {day} of {plan.scenario.days}"
        left = f"sousveil resume {folder} goes on" if folder is not None else "nothing was written"
        raise KeyboardInterrupt(f"stopped{after}; {left}") from None
    except BaseException as error:
        # what can be resumed stays
        if folder is not None and not plan.resumes and not any(_checkpoints(folder).glob("*.zarr")):
            store.abandon(folder)
        if plan.devices.processes > 1 and isinstance(error, jax.errors.JaxRuntimeError):
            raise SousveilError(f"another process of this run is gone, or out of reach: {error}") from None
        raise


def _lived(plan: Plan, folder: Path | None) -> Run:
    from sousveil.records.meta import Meta

    scenario, started = plan.scenario, datetime.now(UTC).isoformat(timespec="seconds")
    assembly = assembly_of(scenario)
    population = build(spec_of(scenario), scenario.people, scenario.seed)
    # of several processes each holds a part: what is kept would have to be brought together every time
    keeper = None if folder is None or plan.devices.processes > 1 else _keeper(plan, folder, population)
    course = _course(scenario, assembly, population, plan.replicates, plan.progress, plan.devices)
    course = replace(course, each_day=plan.each_day)
    block_place = population.block_place
    del population  # the course has its own copy
    history = live(course, keeper, last=True)
    del course
    say_if_slow(history.performance)
    other = assess(scenario, assembly, plan.ignorance, plan.progress) if plan.ignorance else None
    days = scenario.days * plan.replicates
    plan.progress(Stage("writing records", days, days))
    meta = Meta.of(scenario, plan.text, block_place=block_place, started=started)
    made = _written(scenario, history, meta, plan.text, folder, other)
    if keeper is not None and folder is not None:
        replace(keeper.shelf, place=_checkpoints(folder)).forget_batches()
    return made


def _checkpoints(folder: Path) -> Path:
    from sousveil.records import store

    return store.staging(folder) / FOLDER


def _keeper(plan: Plan, folder: Path, population: Population) -> Keeper:
    """What keeps the run's checkpoints, and the ones it begins from."""
    from sousveil.records.provenance import version
    from sousveil.scenario.identity import identity

    slots = population.block_place.size * 256
    batch = together(plan.replicates, slots)
    common = {
        "version": version(), **identity(plan.scenario), "synthetic people": population.digest,
        "replicates": plan.replicates, "replicates together": batch,
    }  # fmt: skip
    shelf = Shelf(_checkpoints(folder), common, plan.scenario.days)
    pace = Pace(plan.checkpoint_every, BYTES_A_PERSON * slots * batch)
    return Keeper(shelf, pace, plan.begin(shelf), plan.ignorance > 0)


def _written(
    scenario: Scenario, history: History, meta: Meta, text: str, folder: Path | None, other: Ignorance | None
) -> Run:
    from sousveil.measures.files import measure_files
    from sousveil.records import store
    from sousveil.records.dataset import dataset

    if folder is None:
        records = dataset(history, meta)
        return Run(scenario, history, records, _summary(scenario, history, records, other), None)
    records = store.write(folder, text, history, meta)
    summary = _summary(scenario, history, records, other)
    for name, content in measure_files(records, summary).items():
        store.add(folder, name, content)
    return Run(scenario, history, records, summary, store.finish(folder))


def _summary(scenario: Scenario, history: History, records: xr.Dataset, other: Ignorance | None) -> dict[str, Any]:
    from sousveil.measures.summary import summarise

    facts = [fact.model_dump(mode="json") for fact in scenario.facts]
    return summarise(records, history.performance, facts, other)


def assess(scenario: Scenario, assembly: Assembly, draws: int, progress: Progress = tell_nobody) -> Ignorance:
    """Run the scenario `draws` times with everything assumed guessed otherwise, jointly, on at most GUESSED_PEOPLE.

    The people and their luck are the same in all of these runs, so what moves a measure is the guesses.
    """
    from sousveil.measures.ignorance import Ignorance
    from sousveil.measures.officers import assumed_hours, guessed_hours
    from sousveil.measures.summary import measured
    from sousveil.records.dataset import dataset
    from sousveil.records.meta import Meta
    from sousveil.scenario.guesses import assumed_parameters, guessed, points

    people = min(scenario.people, GUESSED_PEOPLE)
    names = [*assumed_parameters(scenario), *assumed_hours()]
    drawn = points(names, draws, scenario.seed)
    others = [guessed(scenario, point) for point in drawn]
    population = build(spec_of(scenario), people, scenario.seed)

    def told(stage: Stage) -> None:
        progress(Stage("trying other guesses", stage.done, scenario.days * draws))

    course = _course(scenario, assembly, population, 1, told)
    runs = (
        measured(dataset(history, Meta.of(other)), guessed_hours(point))
        for history, other, point in zip(variants(course, map(values_of, others)), others, drawn, strict=True)
    )
    try:
        return Ignorance.of(runs, people, len(names))
    except InterruptedRunError:  # the run itself was complete
        raise InterruptedRunError(scenario.days) from None


def course_of(scenario: Scenario, replicates: int = 1, progress: Progress = tell_nobody) -> Course:
    """Everything the engine needs to run a scenario; draws the population."""
    population = build(spec_of(scenario), scenario.people, scenario.seed)
    return _course(scenario, assembly_of(scenario), population, replicates, progress)


def _course(
    scenario: Scenario,
    assembly: Assembly,
    population: Population,
    replicates: int,
    progress: Progress,
    devices: Devices = ONE,
) -> Course:
    keep_pages()
    keep_compiled()
    setting = _setting(population, scenario.seed, devices)
    changes = frozenset(patch.day for patch in scenario.patches)

    def told(text: str, done: int, total: int) -> None:
        progress(Stage(text, done, total))

    return Course(assembly, setting, scenario.days, scenario.seed, replicates, values_of(scenario), changes, told,
                  nights=nightly(scenario, assembly))  # fmt: skip


def values_of(scenario: Scenario) -> Callable[[int], Callable[[str], float | Mapping[str, float]]]:
    """Day -> path of a parameter -> its value."""
    return lambda day: scenario.parameters_on(day).__getitem__


def _setting(population: Population, seed: int, devices: Devices) -> Setting:
    ties = Topology(population.block_place, population.places)
    friends = Friends(ties.partner, ties.masks, ties.thresholds)
    return prepare(
        population.columns, population.places, population.block_place, friends, seed, devices, population.ground
    )


def cache_folder() -> Path | None:
    """Where things are kept between runs: below the user's cache folder, or SOUSVEIL_CACHE ("" to keep none)."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = os.environ.get("SOUSVEIL_CACHE", str(Path(home) / "sousveil"))
    return Path(folder) if folder else None


def keep_compiled() -> None:
    """Keep compiled kernels between processes."""
    folder = cache_folder()
    if folder is not None:
        jax.config.update("jax_compilation_cache_dir", str(folder))
        # every kernel is kept, however quickly it compiled: a run has dozens of small ones
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM stop a run as Ctrl-C does, unless somebody listens already. Only the main thread may listen."""
    heard = signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    if heard or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
