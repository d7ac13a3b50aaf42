"""Which days are audited."""

from __future__ import annotations

import pytest

from sousveil.auditing.windows import windows


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (
            1095,
            [("start", 1, 90), ("year 1", 1, 365), ("year 2", 366, 730), ("year 3", 731, 1095), ("end", 1006, 1095)],
        ),
        (800, [("start", 1, 90), ("year 1", 1, 365), ("year 2", 366, 730), ("end", 711, 800)]),
        (365, [("start", 1, 90), ("end", 276, 365)]),
        (20, [("start", 1, 10), ("end", 11, 20)]),
        (1, [("start", 1, 1), ("end", 1, 1)]),
    ],
)
def test_start_years_and_end(days: int, expected: list[tuple[str, int, int]]) -> None:
    assert [(w.name, w.first, w.last) for w in windows(days)] == expected
