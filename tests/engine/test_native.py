"""Phases in the processor's own code give what XLA's kernels give, bit for bit, and step aside where they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest

from hamlet import course as hamlet_course
from sousveil import simulate
from sousveil.bench import chilling, jobs
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Share
from sousveil.engine import homes
from sousveil.engine.assemble import Word
from sousveil.engine.course import Course
from sousveil.engine.layout import LANES, WIDTH
from sousveil.engine.loop import Suppressed, World
from sousveil.engine.machine import DAY, Machine
from sousveil.engine.native import building
from sousveil.engine.native.arguments import Phase as NativePhase
from sousveil.engine.native.arguments import Size
from sousveil.engine.native.homes import mean_job
from sousveil.engine.native.phases import code_of, phase_job
from sousveil.engine.processor import SWITCH
from sousveil.engine.recorder import Recorder
from sousveil.engine.setting import replicate_seed
from sousveil.scenario import load

pytestmark = pytest.mark.skipif(not building.available(), reason="there is no compiler for it here")


@pytest.fixture(scope="module")
def town() -> Course:
    return simulate.course_of(load("everything-app").patch({"people": 30_000}))


def lived(course: Course, *, at_once: bool, days: int = 3, seeds: int = 1, points: int = 1, **more: Any) -> World:
    machine = Machine(
        course.assembly, course.setting, [replicate_seed(7, r) for r in range(seeds)], points=points, at_once=at_once
    )
    machine.build()
    values = course.values(1)
    sets = values if points == 1 else tuple(shifted(values, point) for point in range(points))
    world = World(machine, sets)
    for name, value in more.items():
        setattr(world, name, value)
    world.begin()
    for day in range(1, days + 1):
        world.step(day)
    return world


def shifted(values: Any, point: int) -> Any:
    """Other values of a parameter for everybody, and of one by place, at each point."""
    moved = {"scoring.penalty": 5.0 * (point + 1), "sensing.coverage": 0.1 * (point + 1)}
    return lambda path: moved.get(path, values(path))


def numbers_of(world: World) -> dict[str, Any]:
    """Everything a day leaves behind."""
    columns: Mapping[str, Any] = {f"column {k}": v for k, v in world.columns.items()}
    counts = {f"counts {k}": world.counts[k] for k in world.counts}
    rows = {f"rows {k}": v for k, v in world.rows.items()}
    polity = {f"polity {k}": v for k, v in world.polity.items()}
    return {k: np.asarray(v) for k, v in {**columns, **counts, **rows, **polity}.items()}


def assert_same(one: World, other: World) -> None:
    first, second = numbers_of(one), numbers_of(other)
    assert first.keys() == second.keys()
    assert [k for k in first if not np.array_equal(first[k], second[k])] == []


@pytest.mark.parametrize(("seeds", "points"), [(1, 1), (3, 1), (4, 2)])
def test_the_same_numbers(town: Course, seeds: int, points: int) -> None:
    own = lived(town, at_once=True, seeds=seeds, points=points)
    assert {phase for phase, hook in own.machine.kernels if hook == DAY} >= {Phase.LIVE, Phase.ENFORCE, Phase.BELIEVE}
    assert_same(own, lived(town, at_once=False, seeds=seeds, points=points))


def test_a_mean_that_a_phase_makes_on_its_way() -> None:
    """Opinions drift towards the household's mean while they are being written over."""
    luck = np.random.default_rng(3)
    people = jobs.people(6_000, 1)
    made = chilling.assembly()
    setting = chilling.setting(people["age"], people["female"], people["minority"], people["opinion"], 1)
    values = chilling.parameters(made)
    course = Course(made, setting, 3, 1, 1, lambda day: values.__getitem__)
    setting.columns["trust"][...] = luck.integers(0, 2**16, setting.columns["trust"].shape)
    own = lived(course, at_once=True, seeds=2)
    assert own.machine.natives[Phase.BELIEVE].averaged == ("home_trust",)
    assert_same(own, lived(course, at_once=False, seeds=2))


def test_taking_back_and_watching(town: Course) -> None:
    """A day with something taken back goes kernel by kernel, and a watcher is shown every word as it would be."""
    gone = {2: (Suppressed("chat", 0, 3, 5), Suppressed("struck", 0, 1, 7))}
    seen: dict[bool, list[tuple[str, bytes]]] = {True: [], False: []}

    def world(at_once: bool) -> World:
        def watch(word: Word, packed: Any) -> None:
            seen[at_once].append((word.key, np.asarray(packed).tobytes()))

        return lived(town, at_once=at_once, suppressed=gone, watchers=[watch])

    assert_same(world(True), world(False))
    # echoes and events of a phase may be shown in another order
    assert sorted(seen[True]) == sorted(seen[False])
    assert len(seen[True]) == 3 * len(town.assembly.words)


class Beyond(Mechanism):
    """A rule that looks beyond its slot, in one way or another."""

    phase = Phase.LIVE
    reads = ("fear",)
    emits = ("chat",)
    most = param(0.5, Share, unit="share", within=(0, 1), evidence="assumed", doc="threshold")

    def __init__(self, look: Any) -> None:
        super().__init__()
        self.look = look

    def bind(self, values: Any) -> Any:
        bound = super().bind(values)
        object.__setattr__(bound, "look", self.look)
        return bound

    def decide(self, people: Any, events: Any, polity: Any, draws: Any, day: Any) -> Mapping[str, Any]:
        return {"chat": (self.look(people.fear.q) & 0xFFFF) < self.most.q}


@pytest.mark.parametrize(
    "look",
    [
        lambda fear: fear.cumsum(axis=2),
        lambda fear: fear[:, :1] + fear * 0,  # what the first of each word feels
        lambda fear: (fear + 1)[:, 3:4] + fear * 0,
        lambda fear: fear[:, ::-1] + 0,
        lambda fear: fear.swapaxes(0, 1).reshape(fear.shape),
        lambda fear: fear.sum(axis=2, keepdims=True) + fear * 0,
    ],
)
def test_what_looks_beyond_a_slot_is_left_to_xla(look: Any) -> None:
    one = hamlet_course([Beyond(look)], 600, None, fear=np.arange(600) % 251)
    own = lived(one, at_once=True)
    assert (Phase.LIVE, DAY) not in own.machine.kernels
    assert_same(own, lived(one, at_once=False))


def test_the_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "0")
    assert not building.available()


def phase_of(course: Course, which: Phase) -> NativePhase:
    machine = Machine(course.assembly, course.setting, [1])
    machine.build()
    return NativePhase(
        machine.kernels[which, DAY], course.assembly, machine.kept, course.assembly.word(f"{which.name}.echo")
    )


def test_one_code_for_every_size(town: Course) -> None:
    """Compiled code is kept by its text, so it must not hang on how many people, places or replicates there are."""
    phase = phase_of(town, Phase.ENFORCE)
    assert code_of(phase, Size(4, 65, 9)) == code_of(phase, Size(1_000, 2, 9))
    assert code_of(phase, Size(4, 65, 9, 2)) == code_of(phase, Size(8, 65, 9, 30))


@pytest.mark.parametrize("which", [Phase.LIVE, Phase.JUDGE, Phase.BELIEVE])
def test_columns_are_written_over_where_they_are(town: Course, which: Phase) -> None:
    """A column that the compiler copies first costs as much as reading it again."""
    job = phase_job(phase_of(town, which), Size(4, 65, town.setting.group_masks.shape[1]))
    made = jax.jit(job.function, donate_argnums=job.donate, keep_unused=True).lower(*job.shapes).compile()
    assert " copy(" not in made.as_text()


@pytest.mark.parametrize("steps", [1, 3, 7])
@pytest.mark.parametrize("replicates", [None, 2])
def test_means_over_households(steps: int, replicates: int | None) -> None:
    luck = np.random.default_rng(steps)
    heads = luck.integers(0, 2**32, (2, WIDTH), np.uint32)
    mates = homes.housemates(heads, luck.integers(0, 2**32, (2, WIDTH), np.uint32))[:, :steps]
    mates = np.pad(mates, ((0, 0), (0, steps - mates.shape[1]), (0, 0)))
    stored = luck.integers(0, 2**16, ((replicates or 1) * 2, LANES, WIDTH), np.uint16)
    stored[0, :, :16] = 2**16 - 1  # the largest sums
    job = mean_job("mean", steps, Size(2, 1, 1, replicates))
    given = stored.reshape(replicates, 2, LANES, WIDTH) if replicates else stored
    made = np.asarray(jax.jit(job.function)(given, mates)).reshape(stored.shape)
    assert np.array_equal(
        made, np.concatenate([homes.mean(part, mates) for part in np.split(stored, len(stored) // 2)])
    )


@pytest.mark.parametrize("seeds", [1, 2])
def test_pictures_of_columns(town: Course, seeds: int) -> None:
    """Histograms made in one pass are those that NumPy counts."""
    made: dict[bool, dict[str, Any]] = {}
    for at_once in (True, False):
        recorder = Recorder(lived(town, at_once=at_once, seeds=seeds), 365)
        recorder.picture(recorder.snapshots[1])
        made[at_once] = recorder.pictures
    assert "score" in made[True] and made[True]["score"][:, 1].sum() > 30_000 * seeds  # people stand in several groups
    assert [k for k in made[True] if not np.array_equal(made[True][k], made[False][k])] == []


def test_kept_code_that_was_altered_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def registered() -> None:
        monkeypatch.setattr(building, "_built", {})  # as in another process
        monkeypatch.setattr(jax.ffi, "register_ffi_target", lambda *_, **__: None)
        building.register(building.NOTHING, tmp_path)

    registered()
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for broken in (whole[:40], whole[:-1] + bytes([whole[-1] ^ 1]), b""):
        file.write_bytes(broken)
        registered()
        assert file.read_bytes() == whole
