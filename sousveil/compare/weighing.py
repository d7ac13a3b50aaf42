"""Safeguards weighed: each alone and the best few together, on named measures, never on one index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sousveil import simulate
from sousveil.compare.card import weighing_card
from sousveil.compare.pareto import Option, best_pairs, front
from sousveil.contract.errors import RequestError
from sousveil.engine.course import live
from sousveil.language import N_
from sousveil.measures.paired import Values, between, said, values
from sousveil.measures.registry import MEASURES, measure
from sousveil.progress import Stage
from sousveil.records.dataset import dataset
from sousveil.records.meta import Meta
from sousveil.records.provenance import version
from sousveil.safeguards import SAFEGUARDS, safeguard
from sousveil.scenario import Scenario
from sousveil.scenario.guarding import idle
from sousveil.shown import plural

HARMS = ("wrongful_detentions", "liberty_days_lost_innocent", "messages_not_sent", "wrongful_exclusion")
GOALS = ("incidents", "incidents_unseen", "officer_hours")
"""What the operator wanted little of. All measures weighed here are better where they are smaller."""
REPLICATES, PEOPLE, DAYS = 4, 50_000, 180
"""What is run unless asked otherwise: minutes rather than hours."""
Numbers = Mapping[str, Mapping[str, float]]
NOTHING: Numbers = MappingProxyType({})


@dataclass(frozen=True, repr=False)
class Weighing:
    """What came out. idle: safeguards that change nothing here, and why; refused: pairs that contradict each other."""

    scenario: Scenario
    replicates: int
    harms: tuple[str, ...]
    goals: tuple[str, ...]
    options: tuple[Option, ...]
    front: frozenset[tuple[str, ...]]
    idle: Mapping[str, str]
    refused: Mapping[str, str]
    numbers: Numbers
    """name -> every number of it, as it was weighed"""

    def __repr__(self) -> str:
        measures = plural(len(self.harms) + len(self.goals), "measure")
        said = f"{plural(len(self.options), 'option')} on {measures}"
        return f"Weighing({self.scenario.name!r}, {said}, replicates {self.replicates:,})"

    def _repr_html_(self) -> str:
        return weighing_card(document(self))


def weigh(
    scenario: Scenario,
    names: Sequence[str] = (),
    *,
    harms: Sequence[str] = HARMS,
    goals: Sequence[str] = GOALS,
    numbers: Numbers = NOTHING,
    replicates: int = REPLICATES,
    progress: Callable[[Stage], None] = simulate.tell_nobody,
) -> Weighing:
    """Each safeguard alone against the scenario without it, then pairs of the best: the same people, the same luck.

    names: which safeguards, all of them if none are named; numbers: name -> its numbers where not the defaults. Raises
    RequestError for names that are not known, and for fewer than two replicates, since nothing could be told.
    """
    measured = _measures((*harms, *goals))
    if replicates < 2:
        raise RequestError("effects need an interval to be weighed", where="--replicates", found=str(replicates),
                           allowed="2 or more")  # fmt: skip
    chosen, useless = _chosen(scenario, names, numbers)
    baseline = _lived(scenario, measured, replicates, _told(progress, "the baseline", 0, len(chosen)))
    options, refused = [Option((), tuple(between(baseline, baseline)), baseline)], {}
    for done, name in enumerate(chosen, 1):
        tell = _told(progress, name.replace("_", " "), done, len(chosen))
        options.append(_option(scenario, (name,), numbers, baseline, replicates, tell))
    pairs = best_pairs(options, front(options, measured), harms)
    for done, pair in enumerate(pairs, 1):
        tell = _told(progress, " and ".join(pair).replace("_", " "), done, len(pairs))
        try:
            options.append(_option(scenario, pair, numbers, baseline, replicates, tell))
        except RequestError as error:
            refused[" + ".join(pair)] = error.problem
    return Weighing(scenario, replicates, tuple(harms), tuple(goals), tuple(options[1:]), front(options, measured),
                    useless, refused, _complete(chosen, numbers))  # fmt: skip


def _complete(names: Iterable[str], numbers: Numbers) -> Numbers:
    return {
        name: {key: numbers.get(name, {}).get(key, one.default) for key, one in safeguard(name).parameters.items()}
        for name in names
    }


def _measures(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(measure(name).name for name in names))


def _chosen(scenario: Scenario, names: Sequence[str], numbers: Numbers) -> tuple[list[str], dict[str, str]]:
    """The safeguards that can change something here, and why the others cannot."""
    chosen, useless = [], {}
    for name in names or SAFEGUARDS:
        safeguard(name)  # refuses what is none
        if name in scenario.mechanisms:
            useless[name] = N_("it takes part already")
        elif why := idle([name], scenario.mechanisms):
            useless[name] = why[0].partition(": ")[2]
        elif _same(scenario, _with(scenario, (name,), numbers)):
            useless[name] = N_("its bounds are kept already")
        else:
            chosen.append(name)
    return chosen, useless


def _same(one: Scenario, other: Scenario) -> bool:
    return (one.mechanisms, one.parameters, one.patches) == (other.mechanisms, other.parameters, other.patches)


def _with(scenario: Scenario, names: Iterable[str], numbers: Numbers) -> Scenario:
    return scenario.guarded({name: dict(numbers.get(name, {})) for name in names})


def _option(
    scenario: Scenario, names: tuple[str, ...], numbers: Numbers, baseline: Mapping[str, Values], replicates: int,
    tell: Callable[[Stage], None],
) -> Option:  # fmt: skip
    kept = _lived(_with(scenario, names, numbers), tuple(baseline), replicates, tell)
    return Option(names, tuple(between(baseline, kept)), kept)


def _lived(
    scenario: Scenario, measured: Iterable[str], replicates: int, tell: Callable[[Stage], None]
) -> dict[str, Values]:
    """The measures of a run, of which nothing else is kept: records of many runs would not fit."""
    simulate.check(simulate.Plan(scenario, scenario.to_yaml(full=True), replicates))
    history = live(simulate.course_of(scenario, replicates, tell), last=True)
    return values(dataset(history, Meta.of(scenario)), measured)


def _told(progress: Callable[[Stage], None], what: str, number: int, of: int) -> Callable[[Stage], None]:
    return lambda stage: progress(Stage(f"{what} ({number} of {of}): {stage.phase}", stage.done, stage.total))


def document(made: Weighing) -> dict[str, Any]:
    """The weighing as plain values: what `safeguards --json` prints, and what its page shows."""
    scenario = made.scenario
    return {
        "schema": 1, "version": version(),
        "scenario": {"name": scenario.name, "title": scenario.title, "label": scenario.label},
        "people": scenario.people, "days": scenario.days, "seed": scenario.seed, "replicates": made.replicates,
        "harms": list(made.harms), "goals": list(made.goals),
        "measures": {name: {"unit": MEASURES[name].unit, "per": MEASURES[name].per, "doc": MEASURES[name].doc}
                     for name in dict.fromkeys((*made.harms, *made.goals))},
        "options": [
            {"names": list(option.names), "pareto": option.names in made.front,
             "numbers": {name: dict(made.numbers[name]) for name in option.names},
             "effects": [entry | {"says": said(entry)} for entry in option.entries]}
            for option in made.options
        ],
        "nothing_is_pareto": () in made.front, "idle": dict(made.idle), "refused": dict(made.refused),
    }  # fmt: skip
