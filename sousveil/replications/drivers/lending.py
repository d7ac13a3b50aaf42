"""Finds the bars of a bank, by policy, from how people stand; then the lab lends, and the driver says who moved.

An arm `parity` or `cautious-parity` is the policy behind the last dash with the bank before it, whose numbers are the
parameters `interest` and `weight_b`, or `cautious_interest` and so on. Everybody of a place has one score, so that what
a place repaid and lost says how far its people moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError
from sousveil.contract.events import CREDIT_BANDS
from sousveil.language import N_
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play
from sousveil.replications.scores import Bar, Group, Policy, bars, read
from sousveil.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr

Floats = npt.NDArray[np.float64]
NAMES = ("a", "b")
FILE, FICO_PEOPLE, FICO_POINTS = "fico", 65_536, {"gain": 75, "loss": 150, "lowest": 300, "highest": 850}
"""People a group, so that rounding to whole people is a hundredth of a per cent; points of Liu et al. 2018."""
POLICIES: tuple[Policy, ...] = ("profit", "parity", "opportunity")
FIGURES = ("change", "lent", "chance", "repays", "bar")
RATES, CURVE_PEOPLE = np.linspace(0, 1, 21), 8_000
"""Shares of a group that get a loan, for the picture, and people of each."""
LOSSES = {1: N_("a lost loan costs one point"), 2: N_("a lost loan costs two")}


def drive(play: Play) -> Driven:
    """Change of score, share that gets a loan and chances of those who would repay, by arm and group."""
    if "days" in play.changes:
        raise RequestError("every loan falls due on the one day there is", where=f"{play.exhibit.name}: -o days")
    figures: dict[str, Any] = {}
    groups = seven(play.values)
    for arm, one in play.exhibit.claim.arms.items():
        play.told(f"{play.exhibit.name}: {one.title}")
        bank, _, policy = arm.rpartition("-")
        found = _bars(play.values, groups, bank if f"{bank}_interest" in play.values else "", cast(Policy, policy))
        scenario = play.scenario(arm, changes={"set": _told(found)})
        figures |= _named(arm, play.live(scenario), groups, scenario, found)
    figures |= _fico(play)
    return Driven(figures, {"curve": _curve(play, groups[1])})


def seven(values: Mapping[str, float]) -> tuple[Group, Group]:
    """The two groups of the exhibit's own numbers."""
    bands = range(CREDIT_BANDS)
    repaid = np.array([values[f"pay_{band}"] for band in bands])
    people = [np.array([values[f"{name}_{band}"] for band in bands]) for name in NAMES]
    a, b = (Group(np.arange(CREDIT_BANDS), count / count.sum(), repaid) for count in people)
    return a, b


def _bars(values: Mapping[str, float], groups: Sequence[Group], bank: str, policy: Policy) -> tuple[Bar, ...]:
    prefix = f"{bank}_" if bank else ""
    weight = values[f"{prefix}weight_b"]
    return bars(groups, (1 - weight, weight), values[f"{prefix}interest"], policy)


def _told(found: Sequence[Bar]) -> dict[str, float]:
    """The bars as parameters of `fixed_bar`."""
    majority, minority = found
    return {
        "fixed_bar.bar_majority": majority.score, "fixed_bar.at_majority": majority.at,
        "fixed_bar.bar_minority": minority.score, "fixed_bar.at_minority": minority.at,
    }  # fmt: skip


def _named(arm: str, records: xr.Dataset, groups: Sequence[Group], scenario: Scenario, found: Sequence[Bar]) -> Any:
    """Figures of an arm, by name."""
    key = arm.replace("-", "_")
    made: dict[str, Any] = {}
    for name, group, bar in zip(NAMES, groups, found, strict=True):
        labels = [f"{name}-{score}" for score in group.score]
        counts = {
            event: _counted(records, event, labels) for event in ("credit_try", "lent", "creditworthy", "loan_repaid")
        }
        total = {event: count.sum(axis=1) for event, count in counts.items()}
        made |= {
            f"{key}_change_{name}": _change(records, labels, group, scenario),
            f"{key}_lent_{name}": total["lent"] / total["credit_try"],
            f"{key}_chance_{name}": total["loan_repaid"] / total["creditworthy"],
            f"{key}_repays_{name}": total["creditworthy"] / total["credit_try"],
            f"{key}_bar_{name}": np.array([bar.score + 1 - bar.at]),
        }
    return made


def _counted(records: xr.Dataset, event: str, labels: Sequence[str]) -> Floats:
    """(replicate, place) persons whom an event befell."""
    return np.asarray(records[event].sel(group="all", place=list(labels)).sum("time").values, np.float64)


def _change(records: xr.Dataset, labels: Sequence[str], group: Group, scenario: Scenario) -> Floats:
    """(replicate,) points by which the mean score of the people of these places moved."""
    point = {name: cast(float, scenario.parameters[f"credit_record.{name}"]) for name in FICO_POINTS}
    up = np.minimum(group.score + point["gain"], point["highest"]) - group.score
    down = group.score - np.maximum(group.score - point["loss"], point["lowest"])
    repaid, lost = _counted(records, "loan_repaid", labels), _counted(records, "loan_lost", labels)
    return np.asarray((repaid @ up - lost @ down) / _counted(records, "credit_try", labels).sum(axis=1))


def _fico(play: Play) -> dict[str, Any]:
    """The same with the table of the user, or nothing under the same names."""
    names = [f"{FILE}_{policy}_{what}_{name}" for policy in POLICIES for what in FIGURES for name in NAMES]
    if FILE not in play.files:
        return dict.fromkeys(names, np.nan)
    groups = read(play.files[FILE])
    figures: dict[str, Any] = {}
    for policy in POLICIES:
        play.told(f"{play.exhibit.name}: your table, {policy}")
        found = _bars(play.values, groups, FILE, policy)
        scenario = play.scenario("profit", changes=_world(groups, found))
        figures |= _named(f"{FILE}-{policy}", play.live(scenario), groups, scenario, found)
    return figures


def _world(groups: Sequence[Group], found: Sequence[Bar]) -> dict[str, Any]:
    """People and chances of a table, a place a score."""
    cells, repaid = [], {}
    for name, group in zip(NAMES, groups, strict=True):
        for score, share, chance in zip(group.score.tolist(), group.share, group.repaid, strict=True):
            label = f"{name}-{score}"
            cells.append(_cell(label, round(share * FICO_PEOPLE), minority=name == "b", score=score))
            repaid[label] = float(chance)
    # every score of such a table lies in the highest band, whose chance differs from place to place
    points = {f"credit_record.{key}": value for key, value in FICO_POINTS.items()}
    told = {**_told(found), **points, f"borrowing.pay_{CREDIT_BANDS - 1}": repaid}
    return {"people": sum(cell["count"] for cell in cells), "population": {"cells": cells}, "set": told}


def _cell(place: str, count: int, *, minority: bool, score: int) -> dict[str, Any]:
    return {"place": place, "count": count, "begin": {"minority": minority, "score": score}}


def _curve(play: Play, group: Group) -> list[dict[str, Any]]:
    """Rows of a picture: what becomes of a group by the share of it that gets a loan, at two prices of a lost one."""
    labels = [[f"rate{i}-{score}" for score in group.score] for i in range(len(RATES))]
    cells = [
        _cell(label, round(share * CURVE_PEOPLE), minority=True, score=int(score))
        for row in labels
        for label, share, score in zip(row, group.share, group.score, strict=True)
    ]
    told: dict[str, Any] = {"fixed_bar.bar_minority": {}, "fixed_bar.at_minority": {}}
    for row, rate in zip(labels, RATES, strict=True):
        bar = group.bar("parity", rate)
        told["fixed_bar.bar_minority"] |= dict.fromkeys(row, bar.score)
        told["fixed_bar.at_minority"] |= dict.fromkeys(row, bar.at)
    rows: list[dict[str, Any]] = []
    for loss, series in LOSSES.items():
        changes = {"people": sum(cell["count"] for cell in cells), "population": {"cells": cells}}
        scenario = play.scenario("profit", changes={**changes, "set": {**told, "credit_record.loss": loss}})
        records = play.live(scenario)
        for row, rate in zip(labels, RATES, strict=True):
            change = _change(records, row, group, scenario)
            low, high = np.quantile(change, (0.05, 0.95))
            rows.append(
                {"series": series, "x": float(rate), "y": float(change.mean()), "low": float(low), "high": float(high)}
            )
    return rows
