"""Who persuades whom: purchases that followed peers, laid on those whose systems weighed in the chance to buy.

A purchase `follows_peers` where the same draw would not have bought without anybody's example. The chance adds up the
systems of all countries, of neighbours, of countries of one's languages and of one's blocs, each with its weight. So
such a purchase is laid on countries in proportion to what they added to that chance. What each country had is taken
as its share of worlds in the quarter before: an account in expectation, not of each world by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

from sousveil.contract.ground import WEIGHT
from sousveil.nations import Nations
from sousveil.nations.columns import webs

Floats = npt.NDArray[np.float64]
EVERYBODY = "pull"
WEBS = {"next_door": "borders", "same_tongue": "languages", "same_bloc": "blocs"}
"""Weight of the rule `procurement` -> the web of ties that it goes along."""
RULE = "procurement"
NEEDED = ("row_follows_peers", "row_runs_system")


@dataclass(frozen=True)
class Peers:
    """weighed: way -> (buyer, peer) purchases a world laid on each; bought: (buyer,) purchases that followed peers."""

    weighed: dict[str, Floats]
    bought: Floats

    @property
    def whole(self) -> Floats:
        """(buyer, peer) over all ways."""
        return np.asarray(sum(self.weighed.values()))


def peers(records: xr.Dataset, known: Nations, arm: int = 0) -> Peers | None:
    """The account of the checked quarters; None where this world has no such purchases."""
    weights = json.loads(str(records.attrs["parameters"]))
    if any(name not in records for name in NEEDED) or f"{RULE}.{EVERYBODY}" not in weights:
        return None
    follows, runs = (np.asarray(records[name].values[arm], np.float64) for name in NEEDED)
    before = np.concatenate([np.zeros((1, runs.shape[1])), runs[:-1]])
    ways = {way: float(weights[f"{RULE}.{way}"]) * tie for way, tie in _ties(known).items()}
    added = np.asarray(sum(ways.values()))  # (buyer, peer) what a system there adds to the chance here
    total = before @ added.T  # (quarter, buyer)
    each = np.divide(follows, total, out=np.zeros_like(total), where=total > 0)
    laid = each.T @ before  # (buyer, peer) before the weight of the tie
    return Peers({way: tie * laid for way, tie in ways.items()}, follows.sum(axis=0))


def _ties(known: Nations) -> dict[str, Floats]:
    """Way -> (buyer, peer) the tie as a share: everybody alike, then the webs."""
    count, made = len(known.codes), webs(known).weights
    everybody = np.full((count, count), 1 / count)
    return {EVERYBODY: everybody} | {way: np.asarray(made[web], np.float64) / WEIGHT for way, web in WEBS.items()}


def by_class(account: Peers, of: npt.NDArray[np.int64], classes: int) -> Floats:
    """(class of buyers, class of peers) purchases a world."""
    sums = np.zeros((classes, classes))
    np.add.at(sums, (of[:, None], of[None, :]), account.whole)
    return sums
