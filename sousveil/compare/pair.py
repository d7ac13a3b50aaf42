"""A pair of runs: what the reform changes in every measure, and whose life it changes first where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from sousveil import simulate
from sousveil.compare.card import pair_card
from sousveil.compare.differing import differences
from sousveil.compare.guessing import guessed_effects
from sousveil.compare.through import changed, through
from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.events import BY_NAME, CUSTODY_EVENTS
from sousveil.engine.loop import Suppressed
from sousveil.engine.pair import Parting, live_pair
from sousveil.language import N_
from sousveil.measures.ignorance import Ignorance
from sousveil.measures.paired import effects
from sousveil.progress import Stage
from sousveil.records.dataset import dataset
from sousveil.records.meta import Meta
from sousveil.records.tables import as_pandas
from sousveil.scenario import Model, Scenario, load
from sousveil.scenario.changes import Changes, override, with_mapping
from sousveil.scenario.guarding import idle

if TYPE_CHECKING:
    import pandas as pd

REPLICATES = 10
"""Pairs, unless asked otherwise: an interval of a difference is then 2.26 standard errors wide on each side."""
SAME = ("people", "days", "seed", "population")


@dataclass(frozen=True, repr=False)
class Pair:
    """Two runs of the same people with the same luck. records: of the baseline and of the reform.

    Of the first replicate, person by person: parted, everybody whose life parts, where and through what (person, day,
    event, rule, side on which the event befell them, through); fates, what was done to somebody on one side only
    (person, day, kind, rule, side). fates_left_out: how many more there were.
    """

    baseline: Scenario
    reform: Scenario
    records: tuple[xr.Dataset, xr.Dataset]
    parted: pl.DataFrame
    fates: pl.DataFrame
    hashes: tuple[str, str]
    fates_left_out: int = 0
    ignorance: Ignorance | None = None

    @cached_property
    def entries(self) -> list[dict[str, Any]]:
        """Every measure and group with its paired interval, and its range over assumptions where that was assessed.

        The range holds the effect itself, too: what the scenario says is one of the guesses.
        """
        found = effects(*self.records)
        spans = {} if self.ignorance is None else self.ignorance.spans
        for entry in found:
            span, effect = spans.get((entry["name"], entry["group"])), entry["effect"]
            entry["assumed_low"] = entry["assumed_high"] = None
            if span is not None and effect is not None:
                entry["assumed_low"], entry["assumed_high"] = min(effect, span[0]), max(effect, span[1])
        return found

    @property
    def replicates(self) -> int:
        """Pairs."""
        return int(self.records[0].sizes["replicate"])

    def effects(self, group: str = "all") -> pl.DataFrame:
        """Measures of a group: baseline, reform, effect with its 95 % interval; null where there is nothing to say."""
        known = {entry["group"] for entry in self.entries}
        if group not in known:
            raise unknown("group", group, sorted(known))
        return self.to_polars().filter(pl.col("group") == group)

    def to_polars(self) -> pl.DataFrame:
        """Effects on everybody and on every group, in one table."""
        return pl.DataFrame([{key: entry.get(key) for key in COLUMNS} for entry in self.entries], schema=COLUMNS)

    def to_pandas(self) -> pd.DataFrame:
        """The same table for pandas. Raises RequestError where pandas is not installed."""
        return as_pandas(self.to_polars())

    def __repr__(self) -> str:
        sides = f"{self.baseline.name!r}, {self.reform.name!r}"
        return f"Pair({sides}, {self.baseline.size}, seed {self.baseline.seed}, pairs {self.replicates:,})"

    def _repr_html_(self) -> str:
        lives = {"parted": self.parted.height, "fates": self.fates["person"].n_unique()}
        return pair_card(self.baseline, self.reform, differences(self.baseline, self.reform), self.entries,
                         self.replicates, lives)  # fmt: skip

    def people(self, kind: str | None = None) -> pl.DataFrame:
        """Persons whose fate differs (of a kind: "detained", or an event such as "travel_denied"), and why at first.

        day, event, rule, side, through: where their lives parted; baseline, reform: how often what differs befell them.
        """
        kinds = _kinds(kind)
        found = self.fates if kinds is None else self.fates.filter(pl.col("kind").is_in(kinds))
        counted = found.group_by("person").agg(
            (pl.col("side") == side).sum().cast(pl.Int64).alias(side) for side in ("baseline", "reform")
        )
        return self.parted.join(counted, on="person", how="inner").sort("person")

    def necessary(self, person: int) -> tuple[bool | None, str]:
        """Whether the event where a life parted was necessary for the difference, and what was found.

        Both sides are lived again without that one event: it was necessary if the person's fate is then the same on
        both. None where that cannot be tested. Raises RequestError where the person's life does not part.
        """
        row = self.parted.filter(pl.col("person") == person)
        if row.is_empty():
            raise RequestError("this person's life is the same on both sides", where="person", found=str(person),
                               allowed="somebody of `people()`")  # fmt: skip
        first = row.to_dicts()[0]
        if first["through"] == "ties":
            return None, N_("it followed from what befell somebody else, and cannot be taken back alone")
        one, other = simulate.course_of(self.baseline), simulate.course_of(self.reform)
        at = Suppressed(first["event"], *one.setting.layout.position(person))
        taken = {first["day"]: (at,)}
        *_, parting = live_pair(one, other, ({}, taken) if first["side"] == "reform" else (taken, {}))
        left = int((parting.fate_rows()["person"] == person).sum())
        if left:
            return False, STILL.format(left=left)
        return True, N_("without it, what was done to the person is the same on both sides")


STILL = N_("without it, what was done to the person still differs, {left} times")
FATES = tuple(name for name, event in BY_NAME.items() if event.is_fate)
DETAINED = "detained"


def _kinds(kind: str | None) -> list[str] | None:
    if kind is None:
        return None
    if kind == DETAINED:
        return list(CUSTODY_EVENTS)
    if kind not in FATES:
        raise unknown("kind of fate", kind, [DETAINED, *FATES])
    return [kind]


COLUMNS = {
    "name": pl.String, "group": pl.String, "baseline": pl.Float64, "reform": pl.Float64, "effect": pl.Float64,
    "low": pl.Float64, "high": pl.Float64, "assumed_low": pl.Float64, "assumed_high": pl.Float64,
    "standard_error": pl.Float64, "unit": pl.String, "per": pl.String,
    "reason": pl.String,
}  # fmt: skip


def sides(
    baseline: Scenario | str | Path,
    reform: Scenario | str | Path | None = None,
    *,
    without: Sequence[str] = (),
    with_: Any = (),
    set: Sequence[str] = (),
    model: Model | None = None,
    **sizes: int | None,
) -> tuple[Scenario, Scenario]:
    """Both scenarios. Without a reform, it is the baseline with these changes; sizes hold for both.

    model: what judges in the reform; if it is trusted, so are models that either side has already.
    Raises RequestError where both are the same, or are not about the same people.
    """
    first = baseline if isinstance(baseline, Scenario) else load(baseline, **sizes)  # type: ignore[arg-type]
    given = {key: value for key, value in sizes.items() if value is not None}
    if isinstance(baseline, Scenario) and given:
        first = first.patch(given)
    if reform is None:
        if not (without or with_ or set or (model and model.values)):
            allowed = "a second scenario, or --without, --with, --model or -o for the reform"
            raise RequestError("there is no reform", where="compare", allowed=allowed)
        second = _reformed(first, without, with_, set)
    else:
        second = reform if isinstance(reform, Scenario) else load(reform, **sizes)  # type: ignore[arg-type]
        if isinstance(reform, Scenario) and given:
            second = second.patch(given)
        if without or with_ or set:
            second = _reformed(second, without, with_, set)
    if model is not None:
        first, second = _judged(first, second, model)
    _check(first, second, idle(with_mapping(with_), second.mechanisms))
    return first, second


def _judged(baseline: Scenario, reform: Scenario, model: Model) -> tuple[Scenario, Scenario]:
    """Both sides, the reform judged by this model."""
    if model.trust_pickle:
        baseline = baseline.handing_over(Model.trusted())
    return baseline, reform.scored_by(model)


def _reformed(scenario: Scenario, without: Iterable[str], with_: Any, overrides: Sequence[str]) -> Scenario:
    values, said = {}, {}
    for text in overrides:
        path, value, where = override(text)
        values[path], said[path] = value, where
    changes = Changes(values, tuple(without), with_mapping(with_), None, said)
    return scenario.changed(changes, written=False)


def _check(baseline: Scenario, reform: Scenario, why: Sequence[str] = ()) -> None:
    if baseline.of_countries != reform.of_countries:
        found = ("people and countries", "countries and people")[baseline.of_countries]
        raise RequestError("a world of countries cannot be compared with a society of people", where="compare",
                           found=found, allowed="two scenarios of countries, or two of people")  # fmt: skip
    for key in SAME:
        one, other = getattr(baseline, key), getattr(reform, key)
        if one != other:
            raise RequestError("the two are not about the same people", where=f"compare: {key}",
                               found=f"{one} and {other}", allowed="the same on both sides")  # fmt: skip
    if not changed(baseline, reform) and baseline.omniscient == reform.omniscient:
        raise RequestError("the reform equals the baseline", where="compare", found="; ".join(why) or reform.name,
                           allowed="at least one mechanism or parameter that differs")  # fmt: skip


def compare(
    baseline: Scenario | str | Path,
    reform: Scenario | str | Path | None = None,
    *,
    without: Sequence[str] = (),
    with_: Any = (),
    set: Sequence[str] = (),
    model: Model | None = None,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    replicates: int = REPLICATES,
    ignorance: int = 0,
    progress: Callable[[Stage], None] = simulate.tell_nobody,
) -> Pair:
    """Run baseline and reform with the same people and the same luck.

    compare("everything-app", without=["scoring"]), or two scenarios, names or files. ignorance: how many smaller pairs
    follow in which all that was assumed is guessed otherwise. Raises RequestError for sides that
    are the same or not about the same people, and for what `run` refuses.
    """
    asked = {"people": people, "days": days, "seed": seed}
    first, second = sides(baseline, reform, without=without, with_=with_, set=set, model=model, **asked)
    if first.of_countries:
        raise RequestError("these are worlds of countries, and nobody's life is told there", where=first.name,
                           allowed="sousveil.compare.worlds.compare_worlds, or sousveil compare")  # fmt: skip
    for side in (first, second):
        simulate.check(simulate.Plan(side, side.to_yaml(full=True), replicates, ignorance))
    needed = simulate.needs(first, replicates)
    simulate.check_memory(needed.twice())
    courses = simulate.course_of(first, replicates, progress), simulate.course_of(second, replicates, progress)
    one, other, parting = live_pair(*courses)
    progress(Stage("measuring", 1, 1))
    guesses = guessed_effects(first, second, ignorance, progress) if ignorance else None
    rules = {**other.mechanisms, **one.mechanisms}
    return Pair(
        first, second,
        (dataset(one, Meta.of(first)), dataset(other, Meta.of(second))),
        _parted(parting, changed(first, second), rules), _fates(parting, rules),
        (one.state_hash, other.state_hash), parting.fates_left_out, guesses,
    )  # fmt: skip


def _parted(parting: Parting, touched: frozenset[str], rules: Mapping[str, str]) -> pl.DataFrame:
    found = parting.people()
    ways = [through(name, rules.get(name, ""), touched) for name in parting.events]
    made = _named(found, parting, rules, "event")
    return made.with_columns(through=pl.Series(ways, dtype=pl.String).gather(found["event"].astype(np.int64)))


def _fates(parting: Parting, rules: Mapping[str, str]) -> pl.DataFrame:
    return _named(parting.fate_rows(), parting, rules, "kind").sort("day", "person", maintain_order=True)


def _named(found: Mapping[str, Any], parting: Parting, rules: Mapping[str, str], what: str) -> pl.DataFrame:
    """person, day, the event under the name `what`, rule and side."""
    names = pl.Series(list(parting.events), dtype=pl.String)
    emitters = pl.Series([rules.get(name, "") for name in parting.events], dtype=pl.String)
    at = found["event"].astype(np.int64)
    sides = pl.Series(["baseline", "reform"]).gather(found["only_reform"].astype(np.int64))
    columns = {"person": found["person"].astype(np.int64), "day": found["day"].astype(np.int32),
               what: names.gather(at), "rule": emitters.gather(at), "side": sides}  # fmt: skip
    return pl.DataFrame(columns)
