"""Through what a life parted: the changed rule itself, what it keeps of people, ties to others, or what all share."""

from __future__ import annotations

from typing import Literal

from sousveil.contract.columns import READABLE
from sousveil.contract.events import BY_NAME
from sousveil.contract.registry import mechanism
from sousveil.scenario import Scenario
from sousveil.scenario.scorer import MECHANISM as MODEL

Through = Literal["rule", "state", "ties", "shared"]
WORDS: dict[Through, str] = {
    "rule": "the changed rule itself",
    "state": "what a changed rule keeps of people",
    "ties": "somebody they are tied to",
    "shared": "capacity or climate that all share: displaced, though no changed rule touched them",
}


def changed(baseline: Scenario, reform: Scenario) -> frozenset[str]:
    """Mechanisms that are on one side only, or whose parameters, or model, differ on some day."""
    one, other = set(baseline.mechanisms), set(reform.mechanisms)
    days = {1, *(patch.day for side in (baseline, reform) for patch in side.patches)}
    found = one ^ other
    for day in days:
        before, after = baseline.parameters_on(day), reform.parameters_on(day)
        found |= {path.partition(".")[0] for path in before.keys() & after.keys() if before[path] != after[path]}
    if baseline.model != reform.model:
        found.add(MODEL)
    return frozenset(found)


def through(event: str, rule: str, touched: frozenset[str]) -> Through:
    """Through what somebody's life parted with this event, of which `rule` is the mechanism that emits it."""
    if BY_NAME[event].echo:
        return "ties"
    if rule in touched:
        return "rule"
    read = {READABLE[name] for name in mechanism(rule).reads}
    kept = {column for name in touched for column in mechanism(name).owns}
    return "state" if read & kept else "shared"
