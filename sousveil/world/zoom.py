"""A class of countries as one stylised society of full size: its policy is the mean of its class's, year by year."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import xarray as xr

from sousveil.contract.errors import RequestError, unknown
from sousveil.scenario import Scenario, load
from sousveil.world.policy import SOCIETY, policy
from sousveil.world.question import NOW
from sousveil.world.societies import DAYS

QUARTERS = 4
PEOPLE = 200_000


def levels(records: xr.Dataset, group: str) -> tuple[list[float], list[float]]:
    """Year after year, the share of a class that runs a system, and that has copied a law: means over replicates."""
    if group not in records["group"].values:
        raise unknown("class of countries", group, records["group"].values.tolist(), where="--zoom")
    mine = records.sel(arm=NOW, group=group)
    size = float(mine["countries"])
    if not size:
        raise RequestError("no country is of this class", where="--zoom", found=group)
    system, law = (mine[name].mean("replicate").values / size for name in ("runs_system", "has_copied"))
    return np.round(system, 3).tolist(), np.round(law, 3).tolist()


def zoomed(records: xr.Dataset, group: str, people: int = PEOPLE, seed: int = 1) -> Scenario:
    """The scenario of a society of this class: policy changes at the beginning of every year."""
    system, law = levels(records, group)
    # what held at the end of a year is the policy of the next, and of the first year what held at its end
    years = [(system[0], law[0]), *zip(system[:-1], law[:-1], strict=True)]
    made = load(SOCIETY, people=people, days=len(years) * QUARTERS * DAYS, seed=seed)
    made = made.patch(policy(*years[0]), name=f"{SOCIETY}-{group}".replace("_", "-"))
    for year, (of_system, of_law) in enumerate(years[1:], start=1):
        if (of_system, of_law) != years[year - 1]:
            made = made.patch(policy(of_system, of_law), day=1 + year * QUARTERS * DAYS)
    return made


def beside(folder: Path | None, group: str) -> Path | None:
    """Where the run of the class goes: beside the world's."""
    return None if folder is None else folder.with_name(f"{folder.name}-{group.replace('_', '-')}")
