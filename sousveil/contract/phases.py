"""The order of the day, and of a quarter among countries, in plain words."""

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

    # a quarter among countries
    FARE = 8  # economies and epidemics run their course, and are reported; unrest breaks out
    OFFER = 9  # suppliers offer systems, exporters invite officials to seminars
    CHOOSE = 10  # countries buy, complete or drop a system, and copy laws
    SPEAK = 11  # they sign statements, vote and elect the heads of agencies
    SEE = 12  # what they saw and felt of either model of government moves
    TURN = 13  # openness moves; what a country became shows


DESCRIPTIONS = {
    Phase.LIVE: "people post, pay, travel, break rules, keep silent",
    Phase.WATCH: "channels are screened, faces are searched, records are linked, neighbours report",
    Phase.JUDGE: "suspicion, lists and scores are computed, from the dossier only",
    Phase.ENFORCE: "officers review, visit and detain; courts charge, try and sentence",
    Phase.SUFFER: "doors open and close, households share the consequences, means move",
    Phase.BELIEVE: "fear, trust and climate move; people adapt, speak up or fall silent",
    Phase.GOVERN: "the ruler reads the reports and allocates for tomorrow",
    Phase.OBSERVE: "probes count what happened; nothing changes and nothing is drawn",
    Phase.FARE: "economies and epidemics run their course and are reported; unrest breaks out",
    Phase.OFFER: "suppliers offer systems, exporters invite officials to seminars",
    Phase.CHOOSE: "countries buy, complete or drop a system, and copy laws",
    Phase.SPEAK: "countries sign statements, vote, and elect the heads of agencies",
    Phase.SEE: "what countries see and feel of either model of government moves",
    Phase.TURN: "openness moves, and shows",
}

PEOPLE: tuple[Phase, ...] = tuple(phase for phase in Phase if phase <= Phase.OBSERVE)
"""The phases of the table of people, whose step is a day."""
COUNTRIES: tuple[Phase, ...] = tuple(phase for phase in Phase if phase > Phase.OBSERVE)
"""The phases of the table of countries, whose step is a quarter."""
