"""What a reform says otherwise than its baseline."""

from __future__ import annotations

from typing import Any

from sousveil.scenario import Scenario


def differences(baseline: Scenario, reform: Scenario) -> list[dict[str, Any]]:
    """What the reform says otherwise: mechanisms taken out or put in, and parameters, by the day from which."""
    one, other = set(baseline.mechanisms), set(reform.mechanisms)
    rows: list[dict[str, Any]] = [
        {"what": name, "baseline": "in" if name in one else "out", "reform": "in" if name in other else "out", "day": 1}
        for name in sorted(one ^ other)
    ]
    known: dict[str, tuple[Any, Any]] = {}
    for day in sorted({1, *(patch.day for side in (baseline, reform) for patch in side.patches)}):
        before, after = baseline.parameters_on(day), reform.parameters_on(day)
        for path in sorted(before.keys() & after.keys()):
            now = (before[path], after[path])
            if now[0] != now[1] and known.get(path) != now:
                rows.append({"what": path, "baseline": now[0], "reform": now[1], "day": day})
            known[path] = now
    return rows
