"""Who signed, by class of regime: as documented and as simulated, statement by statement."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from sousveil.nations import Nations
from sousveil.nations.columns import DOCUMENTED
from sousveil.world.prediction import LATER, SIDES, Forecast

READ = dict(zip(DOCUMENTED, (27, 28, 31, 32), strict=True))
"""Statement -> the quarter in which it is read, as the parameters of `calendar` have it."""


def signatures(records: xr.Dataset, made: Forecast) -> list[dict[str, Any]]:
    """An entry a statement, side of which the names are known, and class of regime.

    records: of worlds in which nothing is given, which tell the fit up to 2020; later years are those of the forecast.
    """
    classes, entries = np.asarray(records["class_regime"].values, str), []
    for key, quarter in READ.items():
        for side, event in SIDES.items():
            rows = records[f"row_{event}"].isel(arm=0).sel(checked=quarter).values
            entries += _by_class(made.known, key, side, classes, rows, "fitted")
    for year, key in LATER.items():
        for side, event in SIDES.items():
            entries += _by_class(made.known, key, side, classes, made.chances(event, year), "predicted")
    return entries


def _by_class(
    known: Nations, key: str, side: str, classes: npt.NDArray[Any], chances: npt.NDArray[Any], role: str
) -> list[dict[str, Any]]:
    named = known.statements[key].side(side).countries
    if named is None:
        return []
    return [
        {"key": key, "side": side, "regime": regime, "role": role, "countries": int((classes == regime).sum()),
         "documented": int(named[classes == regime].sum()), "simulated": float(chances[classes == regime].sum())}
        for regime in dict.fromkeys(sorted(classes.tolist()))
    ]  # fmt: skip
