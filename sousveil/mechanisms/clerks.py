"""JUDGE: officers who are busy for a while with each alert that they take."""

from __future__ import annotations

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import Count, Share
from sousveil.contract.views import Folded, Polity, Tally

MOST = 64
"""Officers of a place, at most: each has a draw."""


class Clerks(Mechanism):
    """An officer takes an alert and is busy until the reading ends; what comes while all are busy is lost.

    The loss system of Erlang, in steps of a day. An alternative to `desk`, which pools the alerts of a day and the
    hours of its officers, whenever in the day they come.
    """

    phase = Phase.JUDGE
    hears = ("flag", "suspect_listed")
    settles = ("review_share", "officer_load", "officers_busy")

    officers = param(
        2, Count, unit="officers", within=(0, MOST), evidence="assumed", doc="officers of the place who read alerts",
    )  # fmt: skip
    ending = param(
        0.5, Share, unit="1/day", within=(0, 1), evidence="assumed",
        doc="chance that a reading ends by tomorrow; its inverse is the mean time of a reading",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Today's alerts find the officers who are free; then readings end, each by its own luck."""
        alerts, busy, officers = tally("flag") + tally("suspect_listed"), polity.officers_busy.q, self.officers.q
        xp = alerts.__array_namespace__()
        busy = xp.minimum(busy, officers)
        taken = xp.minimum(alerts, officers - busy)
        working = busy + taken
        ended = 0 * working
        for officer in range(int(officers.max())):
            luck = draws(f"reading{officer}").word >> 16
            ended = ended + ((luck < self.ending.q) & (officer < working))
        return {
            "review_share": Share.ratio(taken, alerts),
            "officer_load": Share.ratio(working, officers + (officers == 0)),
            "officers_busy": Count(working - ended),
        }  # fmt: skip
