"""Options beside each other on several measures: who is nowhere worse, and what is worth putting together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sousveil.measures.paired import Entry, Values, between, said

ALL = "all"
PAIRS = 3
"""Pairs of safeguards that are tried, at most."""


@dataclass(frozen=True)
class Option:
    """One safeguard, two together, or none. entries: effects against the baseline; kept: its own values."""

    names: tuple[str, ...]
    entries: tuple[Entry, ...]
    kept: Mapping[str, Values] = field(repr=False)

    def effect(self, measure: str) -> Entry:
        """The effect on everybody."""
        return next(entry for entry in self.entries if entry["name"] == measure and entry["group"] == ALL)

    def told(self, measure: str) -> float:
        """The effect where these runs tell it from none, and nothing where they do not."""
        entry = self.effect(measure)
        return float(entry["effect"]) if said(entry) in ("rises", "falls") else 0.0


def dominates(one: Option, other: Option, measured: Sequence[str]) -> bool:
    """Whether one option is nowhere worse than another, and better somewhere by more than these runs leave to luck.

    Effects that cannot be told from none count as none. That alone orders options without circles; that the two are
    told apart directly, pair by pair, on a measure where one is better, keeps luck from throwing an option out.
    """
    if any(one.told(name) > other.told(name) for name in measured):
        return False
    better = [name for name in measured if one.told(name) < other.told(name)]
    if not better:
        return False
    apart = {entry["name"]: said(entry) for entry in between(other.kept, one.kept) if entry["group"] == ALL}
    return any(apart[name] == "falls" for name in better)


def front(options: Sequence[Option], measured: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The Pareto set: options that no other dominates."""
    known = [name for name in measured if all(option.effect(name)["effect"] is not None for option in options)]
    return frozenset(
        option.names for option in options if not any(dominates(other, option, known) for other in options)
    )


def best_pairs(
    options: Sequence[Option], front: frozenset[tuple[str, ...]], harms: Sequence[str]
) -> list[tuple[str, ...]]:
    """Pairs to try: of the Pareto set, who lowers each harm most, harm by harm, two by two; three at most."""
    free = [option for option in options if option.names in front]
    best: dict[str, None] = {}
    for rank in range(2):  # the best of each harm, then the second best
        for harm in harms:
            lower = sorted((one.told(harm), one.names) for one in free if one.told(harm) < 0)
            if rank < len(lower):
                best.setdefault(lower[rank][1][0])
    pairs: list[tuple[str, ...]] = list(combinations(best, 2))
    return pairs[:PAIRS]
