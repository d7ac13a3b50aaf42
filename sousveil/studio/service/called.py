"""What phases, rules and safeguards are called where a reader meets them."""

from __future__ import annotations

from sousveil.contract.phases import Phase
from sousveil.language import N_

PHASES = {
    Phase.LIVE: N_("Live"), Phase.WATCH: N_("Watch"), Phase.JUDGE: N_("Judge"), Phase.ENFORCE: N_("Enforce"),
    Phase.SUFFER: N_("Suffer"), Phase.BELIEVE: N_("Believe"), Phase.GOVERN: N_("Govern"),
    Phase.OBSERVE: N_("Observe"), Phase.FARE: N_("Fare"), Phase.OFFER: N_("Offer"), Phase.CHOOSE: N_("Choose"),
    Phase.SPEAK: N_("Speak"), Phase.SEE: N_("See"), Phase.TURN: N_("Turn"),
}  # fmt: skip


def plain(name: str) -> str:
    """A name of the code as words: `face_search` is 'face search'."""
    return name.replace("_", " ")
