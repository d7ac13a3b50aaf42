"""Ignorance: how far a measure moves when what was assumed is guessed otherwise. Kept apart from luck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Entry = Mapping[str, Any]
Key = tuple[str, str]


@dataclass(frozen=True)
class Ignorance:
    """What runs with other guesses gave.

    draws: how many such runs; people: of each, at home; parameters: assumed numbers that were drawn, all of them in
    every run; spans: (measure, group) -> its lowest and highest value over those runs that have one.
    """

    draws: int
    people: int
    parameters: int
    spans: Mapping[Key, tuple[float, float]]

    @classmethod
    def of(cls, runs: Iterable[Sequence[Entry]], people: int, parameters: int) -> Ignorance:
        """The lowest and highest of the entries (see `summary.measured`) of each run."""
        spans: dict[Key, tuple[float, float]] = {}
        draws = 0
        for entries in runs:
            draws += 1
            for entry in entries:
                key, value = (entry["name"], entry["group"]), entry["value"]
                if value is not None:
                    low, high = spans.get(key, (value, value))
                    spans[key] = (min(low, value), max(high, value))
        return cls(draws, people, parameters, spans)

    def beside(self, entries: Iterable[Entry]) -> list[dict[str, Any]]:
        """The entries of the run itself with their ranges, which hold its own value too: it is one of the guesses."""
        return [self._widened(entry) for entry in entries]

    def _widened(self, entry: Entry) -> dict[str, Any]:
        span, value = self.spans.get((entry["name"], entry["group"])), entry["value"]
        if span is None or value is None:
            return dict(entry)
        return {**entry, "assumed_low": min(value, span[0]), "assumed_high": max(value, span[1])}

    def document(self) -> dict[str, int]:
        """What was done, for summary.json."""
        return {"draws": self.draws, "people": self.people, "parameters": self.parameters}
