"""One level of fear, fitted to a published fall of traffic; what it then says of four other studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.replications.drivers import Driven
from sousveil.replications.play import Play
from sousveil.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr

Floats = npt.NDArray[np.float64]
MONTH = 30
FIRST_GUESS, STEPS, FITTED_ON = 0.2, 8, 8
"""Of fitting: the fear it begins with, the most guesses, and replicates of each."""
CLOSE = 0.01
"""What may be missed, as a share of the target: about the standard error of the fall in so many replicates."""
INNER = (0.05, 0.95)
"""The middle nine tenths of replicates, shown around a line."""


def drive(play: Play) -> Driven:
    """The fitted fear; the fall, the break of an interrupted time series, and who fell silent, by replicate."""
    day, window = round(play.values["revealed"]), round(play.values["window"])
    days = play.scenario("revealed").days
    if day + window > days + 1:
        raise RequestError("the days after do not end before the run does", where=play.exhibit.name,
                           found=f"{window} days from day {day} on", allowed=f"up to day {days}")  # fmt: skip
    fear = fitted(play, play.values["target"], window)
    play.told(f"{play.exhibit.name}: {play.exhibit.claim.arms['revealed'].title}, fear {fear:.3f}")
    records = play.live(_scenario(play, "revealed", fear, day))
    unaware = play.live(_scenario(play, "unaware", fear, 2, days=window + 1))
    months, first = by_month(_daily(records, "criticism"), day)
    foreseen, level, trend = broken_line(months, first)
    after = slice(day - 1, day - 1 + window)
    figures: dict[str, npt.ArrayLike] = {
        "fear": fear,
        "fall": silence(records, after),
        "fall_at_last": silence(records, slice(-MONTH, None)),
        "level": -level / foreseen,
        "trend": trend / foreseen,
        "trend_falls": (trend < 0).astype(np.float64),
        "approvers_to_others": _approvers_to_others(records, after),
        "unaware": silence(unaware, slice(1, None)),
    }
    return Driven(figures, {"months": _rows(N_("what was said"), months, first)})


def fitted(play: Play, target: float, window: int) -> float:
    """The standing fear at which traffic falls by `target` in the days after; raises RequestError where none does."""
    if not target:
        return 0.0
    fear = FIRST_GUESS
    for _ in range(STEPS):
        records = play.live(_scenario(play, "revealed", fear, 2, days=window + 1), replicates=FITTED_ON)
        found = float(silence(records, slice(1, None)).mean())
        if abs(found - target) < CLOSE * target:
            break
        if not found or (fear == 1 and found < target):
            raise RequestError("no fear silences so many in that time", where=play.exhibit.name, found=f"{target:g}",
                               allowed=f"a fall of up to {found:.2f} in {window} days, or a fear that moves faster, "
                               "such as -o fear.fade=0.05")  # fmt: skip
        fear = min(1.0, fear * target / found)
    return fear


def silence(records: xr.Dataset, days: slice) -> Floats:
    """Kept silent, of occasions to speak, (replicate,): the fall of traffic against a world where nothing is known."""
    held, spoke = (_daily(records, name)[:, days].sum(axis=1) for name in ("held_back", "criticism"))
    return np.asarray(held / (held + spoke))


def by_month(daily: Floats, day: int) -> tuple[Floats, int]:
    """(replicate, month) sums over whole months on either side of the day, and which month is the first after it."""
    first = (day - 1) // MONTH
    begins = day - 1 - first * MONTH
    whole = (daily.shape[1] - begins) // MONTH
    kept = daily[:, begins : begins + whole * MONTH]
    return kept.reshape(len(daily), whole, MONTH).sum(axis=2), first


def broken_line(months: Floats, first: int) -> tuple[Floats, Floats, Floats]:
    """Segmented regression, (replicate,): the level foreseen for the first month after, changes of level and of trend.

    With both changes free it is a line before the break and another after it. months: (replicate, month), counts, whose
    sums are exact; the trend is one a month.
    """
    time = np.arange(months.shape[1], dtype=np.float64) - first
    (foreseen, rising), (begins, goes_on) = (_line(months[:, part], time[part]) for part in (time < 0, time >= 0))
    return foreseen, begins - foreseen, goes_on - rising


def _line(values: Floats, time: Floats) -> tuple[Floats, Floats]:
    """Least squares: the value at time 0 and the slope, (replicate,)."""
    around = time - time.mean()
    slope = (values * around).sum(axis=1) / (around**2).sum()
    return values.mean(axis=1) - slope * time.mean(), slope


def _approvers_to_others(records: xr.Dataset, days: slice) -> Floats:
    """Share of occasions on which those kept silent who approve of the ruler, to that of all others."""
    count = {
        name: _daily(records, name)[:, days].sum(axis=1)
        for name in ("held_back", "criticism", "approver_silent", "approver_spoke")
    }
    silent, spoke = count["approver_silent"], count["approver_spoke"]
    held, said = count["held_back"] - silent, count["criticism"] - spoke
    return np.asarray(silent / (silent + spoke) / (held / (held + said)))


def _daily(records: xr.Dataset, event: str) -> Floats:
    counts = records[event].sel(group="all").sum("place").transpose("replicate", "time")
    return np.asarray(counts.values, np.float64)


def _rows(series: str, months: Floats, first: int) -> list[dict[str, Any]]:
    """Rows of the picture: traffic of each month, relative to the months before the break."""
    share = months / months[:, :first].mean()
    low, high = np.quantile(share, INNER, axis=0)
    mean = share.mean(axis=0)
    return [
        {"series": series, "x": month - first, "y": float(y), "low": float(a), "high": float(b)}
        for month, (y, a, b) in enumerate(zip(mean, low, high, strict=True))
    ]


def _scenario(play: Play, arm: str, fear: float, day: int, **header: Any) -> Scenario:
    """The arm under this standing fear of those who know; what is known becomes known on this day."""
    aware = play.values["aware"] if arm == "revealed" else 0
    patches = [{"day": day + n, "set": {"adaptation.told": told}} for n, told in enumerate((aware, 0))]
    return play.scenario(arm, changes={"patches": patches, "set": {"fear.standing": fear}, **header})
