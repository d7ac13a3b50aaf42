"""The order of the day, in plain words."""

from __future__ import annotations

from enum import IntEnum


class Phase(IntEnum):
    """A step of meaning: in each, mechanisms decide, then update, then the tallies are settled."""

    LIVE = 0  # people post, pay, travel, err, keep silent
    WATCH = 1  # channels are screened, faces searched, records linked, neighbours report
    JUDGE = 2  # suspicion, lists and scores are computed from the dossier
    ENFORCE = 3  # officers review, visit, detain; courts charge and sentence
    SUFFER = 4  # doors open and close, households share it, means move
    BELIEVE = 5  # fear, trust, climate, adaptation, expressed support, protest
    GOVERN = 6  # what the ruler sees; allocation and policy for tomorrow
    OBSERVE = 7  # probes count; nothing changes


DESCRIPTIONS = {
    Phase.LIVE: "people post, pay, travel, break rules, keep silent",
    Phase.WATCH: "channels are screened, faces are searched, records are linked, neighbours report",
    Phase.JUDGE: "suspicion, lists and scores are computed, from the dossier only",
    Phase.ENFORCE: "officers review, visit and detain; courts charge, try and sentence",
    Phase.SUFFER: "doors open and close, households share the consequences, means move",
    Phase.BELIEVE: "fear, trust and climate move; people adapt, speak up or fall silent",
    Phase.GOVERN: "the ruler reads the reports and allocates for tomorrow",
    Phase.OBSERVE: "probes count what happened; nothing changes and nothing is drawn",
}
