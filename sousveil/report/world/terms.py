"""What measures, conditions and classes of countries are called on the page of a world."""

from __future__ import annotations

from dataclasses import dataclass

from sousveil.contract.countries import REGIMES, REGIONS, VOICES
from sousveil.report.words import plain

KINDS: dict[str, tuple[str, ...]] = {"regime": REGIMES, "region": REGIONS, "voice": VOICES}
"""The ways in which the page sorts countries into classes."""
FEWEST = 5
"""Countries of a class that is told after the end of the record: with fewer, it would tell of countries by name."""
KIND_WORDS = {
    "regime": "class of regime in 2019",
    "region": "region",
    "voice": "what they signed in 2019 and 2020",
}
CLASSES = {
    "all": "all countries",
    "africa": "Africa",
    "asia": "Asia",
    "europe": "Europe",
    "latin_america": "Latin America and the Caribbean",
    "northern_america": "Northern America",
    "oceania": "Oceania",
    "closed_autocracy": "closed autocracies",
    "electoral_autocracy": "electoral autocracies",
    "electoral_democracy": "electoral democracies",
    "liberal_democracy": "liberal democracies",
    "said_support": "supported the exporter twice or more",
    "said_nothing": "signed nothing",
    "wavered": "signed once only, or on both sides",
    "said_criticism": "criticised it twice or more",
    "wavering": "silent or wavering countries",
    "counted": "countries that the index of 2019 looked at",
}


@dataclass(frozen=True)
class Said:
    """A measure in words: in a table, and in a sentence after a number of countries ("12 of 119 ...")."""

    short: str
    sentence: str


def _same(text: str) -> Said:
    return Said(text, text)


MEASURES = {
    "running": _same("run a surveillance system"),
    "running_exporters": _same("run one with supply from the exporter"),
    "reachable": _same("run one whose data the exporter can reach"),
    "dropped": _same("times a system was dropped since 2013"),
    "laws_copied": _same("have copied a law on data or speech"),
    "supporting": Said("support the exporter's conduct", "support the exporter's conduct"),
    "opposing": Said("oppose it", "oppose the exporter's conduct"),
    "leaning_closed": Said("think better of the closed model", "think better of the closed model than of the open one"),
    "open_regimes": Said("have an open regime", "have an open regime, with an openness of a half or more"),
    "adopted": Said("adopt a surveillance system", "adopt a surveillance system, having had none"),
    "adopted_exporters": Said("adopt one from the exporter", "buy one from the exporter, having had none from it"),
    "dropped_one": Said("drop a system", "drop a surveillance system"),
    "copied_law": Said("copy a law on data or speech", "copy a law on data or speech"),
    "turned_to_support": Said("turn to support of the exporter", "turn to support of the exporter's conduct"),
    "turned_to_criticism": Said("turn to criticism of it", "turn to criticism of the exporter's conduct"),
    "fell_silent": Said("fall silent", "fall silent, having signed something last"),
    "opened": Said("open by a step", "open by a step, whatever comes after"),
    "closed": Said("close by a step", "close by a step, whatever comes after"),
    "crossed_to_open": Said("become open", "become open: an openness of a half or more, and less before"),
    "crossed_to_closed": Said("cease to be open", "cease to be open: an openness below a half, and more before"),
    "won_over_since": Said("are won over to the closed model", "come to think better of the closed model"),
    "won_back_since": Said("are won back", "no longer think better of the closed model, and did before"),
}


def measure(name: str) -> str:
    """A measure in a few words, with a small first letter."""
    return MEASURES[name].short if name in MEASURES else plain(name)


def counted(name: str) -> str:
    """What is counted: 'countries that run a surveillance system', 'times a system was dropped since 2013'."""
    return measure(name) if name == "dropped" else f"countries that {measure(name)}"


def group(name: str) -> str:
    """A class of countries in a few words."""
    return CLASSES.get(name, plain(name))
