"""Published figures beside simulated ones. Only predictions earn a verdict; an input that comes out proves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import xarray as xr

from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.measures.counts import ALL, Counts
from sousveil.measures.quantities import figure
from sousveil.measures.quantity import Figure

Verdict = Literal["kept", "broken", "unstated"]
ERRORS = 2  # standard errors within which a figure still agrees with a published number
PERCENT = ("%", "percent", "percentage points")


def evaluate(facts: Iterable[Mapping[str, Any]], records: xr.Dataset) -> list[dict[str, Any]]:
    """A row a fact: its own keys, and simulated, standard_error, verdict, reason.

    A fact has id, claim, source, role ("input", "calibrated" or "predicted"), free (parameters fitted to it), published
    (a number, or [low, high]), unit and measure (a quantity, or a measure of the `group`, everybody unless given).
    Raises RequestError for an unknown measure or group.
    """
    counts = Counts(records)
    return [_row(fact, counts) for fact in facts]


def _row(fact: Mapping[str, Any], counts: Counts) -> dict[str, Any]:
    group = str(fact.get("group") or ALL)
    if group not in counts.groups:
        raise RequestError("unknown group", where=f"facts.{fact['id']}", found=group, allowed=", ".join(counts.groups))
    found, unit = figure(str(fact["measure"]), counts, group)
    scale = 100.0 if unit == "share" and str(fact.get("unit", "")) in PERCENT else 1.0
    simulated = None if found.value is None else found.value * scale
    error = None if found.standard_error is None else found.standard_error * scale
    verdict, reason = judge(fact, Figure(simulated, error, found.reason))
    return {
        "id": fact["id"],
        "claim": fact.get("claim", ""),
        "source": fact.get("source", ""),
        "role": fact["role"],
        "free": fact.get("free") or 0,
        "published": published(fact),
        "unit": fact.get("unit") or unit,
        "measure": fact["measure"],
        "group": group,
        "tolerance": fact.get("tolerance"),
        "simulated": simulated,
        "standard_error": error,
        "verdict": verdict,
        "reason": reason,
    }


def judge(fact: Mapping[str, Any], found: Figure) -> tuple[Verdict, str]:
    """Kept or broken, for a prediction that can be judged; otherwise "unstated" and why.

    A published range is kept from inside. A published number is kept within two standard errors of the simulated
    figure; without a standard error only an equal one is.
    """
    if found.value is None:
        return "unstated", found.reason
    if fact["role"] != "predicted":
        return "unstated", N_("set by the scenario") if fact["role"] == "input" else N_("fitted, so no test")
    number = published(fact)
    if number is None:
        return "unstated", N_("nothing is published")
    if isinstance(number, list):
        return ("kept" if number[0] <= found.value <= number[1] else "broken"), ""
    if found.standard_error is None and found.value != number:
        return "unstated", N_("one replicate has no standard error")
    kept = abs(found.value - number) <= ERRORS * (found.standard_error or 0.0)
    return ("kept" if kept else "broken"), ""


def published(fact: Mapping[str, Any]) -> float | list[float] | None:
    """The published number, or [low, high]; None where there is none."""
    value = fact.get("published")
    if value is None:
        return None
    return [float(end) for end in value] if isinstance(value, list | tuple) else float(value)
