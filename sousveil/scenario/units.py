"""Values as people write them: `5 %`, `1 in 6000`, `3/year`, `2 weeks`, turned into the parameter's own unit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sousveil.contract.errors import RequestError, nearest
from sousveil.contract.parameter import Parameter
from sousveil.contract.quantity import SCALES, Count, Factor, to_fixed

DAYS_IN = {"day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
_NUMBER = r"[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_WRITTEN = re.compile(rf"\s*({_NUMBER})\s*(.*?)\s*")
_ONE_IN = re.compile(rf"in\s+({_NUMBER})\s*(.*)")


def number(value: object, parameter: Parameter, where: str) -> float:
    """A value as written, as a number in the parameter's unit; raises RequestError that says what is allowed."""
    converted = _converted(value, parameter, where) if isinstance(value, str) else value
    checked = parameter.check(converted, where)
    if parameter.kind is Count:
        return _whole(checked, parameter, where, was_converted=isinstance(value, str))
    if checked > 0 and to_fixed(checked, parameter.kind) == 0:
        raise RequestError(
            "too small to be told from nothing",
            where=where,
            found=f"{checked:g}",
            allowed=f"0, or more than {0.5 / SCALES[parameter.kind]:.1e}",
        )
    return checked + 0.0  # no minus nought


def _whole(checked: float, parameter: Parameter, where: str, *, was_converted: bool) -> float:
    if was_converted:  # a month is 30.4 days
        return float(round(checked))
    if not checked.is_integer():
        raise RequestError("not a whole number", where=where, found=f"{checked:g}", allowed=f"whole {parameter.unit}")
    return checked + 0.0  # no minus nought


def _converted(text: str, parameter: Parameter, where: str) -> float:
    units = scales(parameter)
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise RequestError("not a number", where=where, found=repr(text), allowed=_allowed(parameter, units))
    amount, unit = float(match[1].replace("_", "")), _spelt(match[2])
    one_in = _ONE_IN.fullmatch(unit)
    if one_in is not None and "in" in units:
        amount, unit = amount / (float(one_in[1].replace("_", "")) or float("nan")), _spelt(one_in[2])
    if unit in ("", _spelt(parameter.unit)):
        return amount
    if unit not in units:
        raise RequestError(
            f"unknown unit {match[2]!r}",
            where=where,
            found=repr(text),
            allowed=_allowed(parameter, units),
            nearest=nearest(unit, units),
        )
    return amount * units[unit]


def _spelt(unit: str) -> str:
    """`% a year`, `%/year`, `% per year` -> `%/year`; `weeks` -> `week`."""
    plain = re.sub(r"\s*(?:/|\bper\b|\ba\b)\s*", "/", unit.strip())
    return re.sub(r"\b(day|week|month|year|time)s\b", r"\1", plain)


def scales(parameter: Parameter) -> Mapping[str, float]:
    """Units besides its own in which a parameter may be written, and what one of them is in its own."""
    if parameter.kind is Count:
        return DAYS_IN if parameter.unit.startswith("day") else {}
    if parameter.kind is Factor:
        return {"x": 1.0, "time": 1.0, "%": 0.01}
    made = {"%": 0.01, "in": 1.0}
    if re.search(r"(/|\b(a|per) )day$", parameter.unit):
        made |= {f"/{period}": 1 / days for period, days in DAYS_IN.items()}
        made |= {f"%/{period}": 0.01 / days for period, days in DAYS_IN.items()}
    return made


def _allowed(parameter: Parameter, units: Mapping[str, float]) -> str:
    words = {"in": "1 in N", "time": "times", "/day": "3/day", "%/day": "% a day"} | {p: p + "s" for p in DAYS_IN}
    shown = [f"'{words.get(unit, unit)}'" for unit in units]
    low, high = parameter.within
    return f"a number from {low:g} to {high:g} ({parameter.unit})" + (f"; also {', '.join(shown)}" if shown else "")
