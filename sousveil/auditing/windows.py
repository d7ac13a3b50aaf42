"""Stretches of a run that are audited: the start, each year, and the end."""

from __future__ import annotations

from dataclasses import dataclass

EDGE, YEAR = 90, 365
"""Days of the start and of the end, and of a year."""


@dataclass(frozen=True)
class Window:
    """Days first to last, both included."""

    name: str
    first: int
    last: int

    @property
    def days(self) -> int:
        """How many."""
        return self.last - self.first + 1


def windows(days: int) -> tuple[Window, ...]:
    """Start, years and end of so many days; start and end are 90 days each, or half of what there is.

    What is left of a last year counts as one where it is longer than the end.
    """
    edge = max(1, min(EDGE, days // 2))
    years = [
        Window(f"year {number}", first, min(first + YEAR - 1, days))
        for number, first in enumerate(range(1, days + 1, YEAR), start=1)
    ]
    kept = [year for year in years if year.days > edge] if days > YEAR else []
    return (Window("start", 1, edge), *kept, Window("end", days - edge + 1, days))
