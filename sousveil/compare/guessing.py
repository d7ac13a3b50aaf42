"""Effects under other guesses: how far not knowing moves the difference that a reform makes. Kept apart from luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sousveil import simulate
from sousveil.engine.course import variants
from sousveil.measures.ignorance import Ignorance
from sousveil.measures.officers import assumed_hours, guessed_hours
from sousveil.measures.paired import effects
from sousveil.progress import Stage
from sousveil.records.dataset import dataset
from sousveil.records.meta import Meta
from sousveil.scenario import Scenario
from sousveil.scenario.guesses import assumed_parameters, guessed, points


def guessed_effects(
    baseline: Scenario, reform: Scenario, draws: int, progress: Callable[[Stage], None] = simulate.tell_nobody
) -> Ignorance:
    """Lowest and highest effect of `draws` pairs in which all that is assumed is guessed otherwise, the same twice.

    People and luck are the same in all of them, at most simulate.GUESSED_PEOPLE of them. A number that the reform
    changes is guessed around what each side says.
    """
    people = min(baseline.people, simulate.GUESSED_PEOPLE)
    sides = [side.model_copy(update={"people": people}) for side in (baseline, reform)]
    names = sorted({*assumed_parameters(baseline), *assumed_parameters(reform), *assumed_hours()})
    drawn = points(names, draws, baseline.seed)
    days, done = baseline.days * draws * len(sides), iter(range(1, len(sides) * draws + 1))

    def told(stage: Stage) -> None:
        if stage.total and stage.done % baseline.days == 0 and stage.done:
            progress(Stage("trying other guesses", next(done, draws) * baseline.days, days))

    records = [_records(side, [guessed(side, point) for point in drawn], told) for side in sides]
    runs = (
        _valued(effects(one, other, guessed_hours(point))) for one, other, point in zip(*records, drawn, strict=True)
    )
    return Ignorance.of(runs, people, len(names))


def _records(side: Scenario, others: Sequence[Scenario], told: Callable[[Stage], None]) -> Iterator[Any]:
    course = simulate.course_of(side, progress=told)
    for other, history in zip(others, variants(course, map(simulate.values_of, others)), strict=True):
        yield dataset(history, Meta.of(other))


def _valued(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"name": entry["name"], "group": entry["group"], "value": entry["effect"]} for entry in entries]
