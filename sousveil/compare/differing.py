"""What a reform says otherwise than its baseline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.scenario import Scenario


def differences(baseline: Scenario, reform: Scenario) -> list[dict[str, Any]]:
    """What the reform says otherwise: mechanisms taken out or put in, and parameters, by the day from which."""
    one, other = set(baseline.mechanisms), set(reform.mechanisms)
    rows: list[dict[str, Any]] = [
        {"what": name, "baseline": "in" if name in one else "out", "reform": "in" if name in other else "out", "day": 1}
        for name in sorted(one ^ other)
    ]
    rows += _of_models(baseline, reform)
    known: dict[str, tuple[Any, Any]] = {}
    for day in sorted({1, *(patch.day for side in (baseline, reform) for patch in side.patches)}):
        before, after = baseline.parameters_on(day), reform.parameters_on(day)
        for path in sorted(before.keys() & after.keys()):
            now = (before[path], after[path])
            if now[0] != now[1] and known.get(path) != now:
                rows.append({"what": path, "baseline": now[0], "reform": now[1], "day": day})
            known[path] = now
    return rows


def _of_models(baseline: Scenario, reform: Scenario) -> list[dict[str, Any]]:
    """What is otherwise about the scoring models."""
    one, other = ({} if side.model is None else side.model.told() for side in (baseline, reform))
    if bool(one) != bool(other):
        sides = [f"{side['file']}, which sees {_said(side['columns'])}" if side else "none" for side in (one, other)]
        return [{"what": "model", "baseline": sides[0], "reform": sides[1], "day": 1}]
    return [
        {"what": f"model.{key}", "baseline": _said(one.get(key)), "reform": _said(other.get(key)), "day": 1}
        for key in dict.fromkeys([*one, *other])
        if one.get(key) != other.get(key)
    ]


def _said(value: Any) -> Any:
    """A number as it is, everything else as words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(value)
    return "none" if value is None else value
