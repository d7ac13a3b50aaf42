"""One patrol that goes where the record sends it, and the correction that keeps the record honest."""

from __future__ import annotations

from collections.abc import Mapping

from sousveil.contract.draws import Draws
from sousveil.contract.mechanism import Mechanism
from sousveil.contract.parameter import param
from sousveil.contract.phases import Phase
from sousveil.contract.quantity import FACTOR_ONE, ONE, Array, Count, Share, choose
from sousveil.contract.views import Events, Folded, People, Polity, Tally

ENSIGN = "Ensign, Friedler, Neville, Scheidegger and Venkatasubramanian 2018, PMLR 81"


class Dispatch(Mechanism):
    """Every day one patrol goes to one place, by lot: each has the chance of its part of the record.

    The urn of Ensign et al. 2018. What is recorded today, seen or reported, is added to the record of its place; old
    records may fade. The first day only opens the record, at `prior`. An alternative to `patrol`, whose many patrols
    divide themselves in proportion.
    """

    phase = Phase.GOVERN
    hears = ("incident_seen", "incident_reported", "incident_struck_off", "incident_set_aside", "incident_audited")
    settles = ("record", "beat_share", "least_share", "patrol_share")

    prior = param(
        1, Count, unit="offences", within=(0, 1_000_000), evidence="assumed",
        doc="offences on the record of a place before the first day",
    )  # fmt: skip
    fade = param(
        0, Share, unit="share a day", within=(0, 1), evidence="derived",
        source=f"{ENSIGN}: with and without a decay of old records of 1 % a day",
        doc="share of the record that is forgotten every day",
    )  # fmt: skip

    def settle(self, polity: Polity, tally: Tally, draws: Draws, day: int) -> Folded:
        """Tomorrow's place. One draw decides for all places, against the record added up place after place."""
        kept = polity.record.q * (ONE - self.fade.q) >> 16
        new = tally("incident_seen") + tally("incident_reported") - tally("incident_struck_off")
        new = new + tally("incident_audited") - tally("incident_set_aside")
        new = new * (new > 0)  # only what was recorded is struck off or set aside, so that this changes no run
        opened = self.prior.q * FACTOR_ONE
        # what is struck off was recorded, so a record does not fall below nothing
        record = (kept + new * FACTOR_ONE).clip(0) if day > 1 else opened + 0 * kept
        up_to, total = record.cumsum(axis=-1), record.sum(axis=-1, keepdims=True)
        # the upper bits do, and leave room for the record of a nation
        drawn = ((draws("place").word[..., :1] >> 8).astype(record.dtype) * total) >> 24
        here = (up_to > drawn) & (up_to - record <= drawn)
        chance = choose(total > 0, Share.ratio(record, total), Share(0 * record))
        least = Share(chance.q.min(axis=-1, keepdims=True) + 0 * record)
        return {
            "record": Count(record), "beat_share": chance, "least_share": least, "patrol_share": Share(here * ONE)
        }  # fmt: skip


class RecordCorrection(Mechanism):
    """Offences that a patrol saw stay on the record with a chance that falls with how often patrols come.

    The more often a place is visited, the fewer of its discoveries count: as many as in the place visited least
    (Ensign et al. 2018). Then the record follows what happens, not where patrols were. What citizens report stays.
    """

    phase = Phase.WATCH
    after = ("cameras",)
    hears = ("incident_seen",)
    uses = ("beat_share", "least_share")
    emits = ("incident_struck_off",)

    strength = param(
        1, Share, unit="share", within=(0, 1), evidence="derived", source=f"{ENSIGN}: the whole correction",
        doc="how much of the correction is applied; none at nothing",
    )  # fmt: skip

    def decide(self, people: People, events: Events, polity: Polity, draws: Draws, day: Array) -> Mapping[str, Array]:
        """Struck off unless luck lies below least over own share."""
        luck = draws("keep").share()
        # kept where luck < least / own; both sides times own
        excess = luck * polity.beat_share >= polity.least_share
        return {"incident_struck_off": events.incident_seen & excess & draws("applied").below(self.strength)}
