"""Published figures beside those of simulated worlds. Only predictions earn a verdict.

There has been one world. So a published number is kept where it lies within two standard deviations of single worlds,
not of their mean: with many replicates a mean is known so closely that no single world agrees with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import xarray as xr

from sousveil.contract.errors import RequestError, unknown
from sousveil.language import N_
from sousveil.measures.facts import judge, published
from sousveil.measures.quantity import Figure
from sousveil.nations import Nations
from sousveil.world.figures import FIGURES, Worlds


def evaluate(facts: Iterable[Mapping[str, Any]], records: xr.Dataset, known: Nations) -> list[dict[str, Any]]:
    """A row a fact, with the keys that rows of other scenarios have, and `spread`, of single worlds.

    Raises RequestError for an unknown figure or class of country.
    """
    return [_row(fact, records, known) for fact in facts]


def _row(fact: Mapping[str, Any], records: xr.Dataset, known: Nations) -> dict[str, Any]:
    where, group, name = f"facts.{fact['id']}", str(fact.get("group") or "all"), str(fact["measure"])
    groups = records["group"].values.tolist()
    if group not in groups:
        raise RequestError("unknown group", where=where, found=group, allowed=", ".join(groups))
    if name not in FIGURES:
        raise unknown("figure of a world", name, FIGURES, where=where)
    figure = FIGURES[name]
    value, error, spread, reason = _told(name, Worlds(records, known, group))
    verdict, why = judge(fact, Figure(value, spread, reason))
    return {
        "id": fact["id"], "claim": fact.get("claim", ""), "source": fact.get("source", ""), "role": fact["role"],
        "free": fact.get("free") or 0, "published": published(fact), "unit": fact.get("unit") or figure.unit,
        "measure": name, "group": group, "tolerance": fact.get("tolerance"), "simulated": value,
        "standard_error": error, "spread": spread, "verdict": verdict, "reason": why,
    }  # fmt: skip


def _told(name: str, worlds: Worlds) -> tuple[float | None, float | None, float | None, str]:
    """Mean over worlds, its standard error, standard deviation of single worlds, and why there is nothing to tell."""
    figure = FIGURES[name]
    missing = [one for one in figure.needs if one not in worlds.records]
    years = [int(part) for part in name.split("_") if part.isdigit()]
    if missing or any(year not in worlds.records["year"].values for year in years):
        return None, None, None, N_("this scenario does not tell it")
    values = figure.value(worlds)
    values = values[np.isfinite(values)]
    if not len(values):
        return None, None, None, N_("what it is a share of never happened")
    if len(values) == 1:
        return float(values[0]), None, None, ""
    spread = float(values.std(ddof=1))
    return float(values.mean()), spread / float(np.sqrt(len(values))), spread, ""
