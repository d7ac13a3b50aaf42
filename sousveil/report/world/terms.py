"""What measures, conditions and classes of countries are called on the page of a world."""

from __future__ import annotations

from dataclasses import dataclass

from sousveil.contract.countries import REGIMES, REGIONS, VOICES
from sousveil.language import N_, _, _p
from sousveil.report.words import plain

KINDS: dict[str, tuple[str, ...]] = {"regime": REGIMES, "region": REGIONS, "voice": VOICES}
"""The ways in which the page sorts countries into classes."""
FEWEST = 5
"""Countries of a class that is told after the end of the record: with fewer, it would tell of countries by name."""
KIND_WORDS = {
    "regime": N_("class of regime in 2019"),
    "region": N_("region"),
    "voice": N_("what they signed in 2019 and 2020"),
}
CLASSES = {
    "all": N_("all countries"),
    "africa": N_("Africa"),
    "asia": N_("Asia"),
    "europe": N_("Europe"),
    "latin_america": N_("Latin America and the Caribbean"),
    "northern_america": N_("Northern America"),
    "oceania": N_("Oceania"),
    "closed_autocracy": N_("closed autocracies"),
    "electoral_autocracy": N_("electoral autocracies"),
    "electoral_democracy": N_("electoral democracies"),
    "liberal_democracy": N_("liberal democracies"),
    "said_support": N_("supported the exporter twice or more"),
    "said_nothing": N_("signed nothing"),
    "wavered": N_("signed once only, or on both sides"),
    "said_criticism": N_("criticised it twice or more"),
    "wavering": N_("silent or wavering countries"),
    "counted": N_("countries that the index of 2019 looked at"),
}


@dataclass(frozen=True)
class Said:
    """A measure in words: in a table, and in a sentence after a number of countries ("12 of 119 ...")."""

    short: str
    sentence: str


def _same(text: str) -> Said:
    return Said(text, text)


MEASURES = {
    "running": _same(N_("run a surveillance system")),
    "running_exporters": _same(N_("run one with supply from the exporter")),
    "reachable": _same(N_("run one whose data the exporter can reach")),
    "dropped": _same(N_("times a system was dropped since 2013")),
    "laws_copied": _same(N_("have copied a law on data or speech")),
    "supporting": _same(N_("support the exporter's conduct")),
    "opposing": Said(N_("oppose it"), N_("oppose the exporter's conduct")),
    "leaning_closed": Said(N_("think better of the closed model"),
                           N_("think better of the closed model than of the open one")),
    "open_regimes": Said(N_("have an open regime"), N_("have an open regime, with an openness of a half or more")),
    "adopted": Said(N_("adopt a surveillance system"), N_("adopt a surveillance system, having had none")),
    "adopted_exporters": Said(N_("adopt one from the exporter"),
                              N_("buy one from the exporter, having had none from it")),
    "dropped_one": Said(N_("drop a system"), N_("drop a surveillance system")),
    "copied_law": _same(N_("copy a law on data or speech")),
    "turned_to_support": Said(N_("turn to support of the exporter"), N_("turn to support of the exporter's conduct")),
    "turned_to_criticism": Said(N_("turn to criticism of it"), N_("turn to criticism of the exporter's conduct")),
    "fell_silent": Said(N_("fall silent"), N_("fall silent, having signed something last")),
    "opened": Said(N_("open by a step"), N_("open by a step, whatever comes after")),
    "closed": Said(N_("close by a step"), N_("close by a step, whatever comes after")),
    "crossed_to_open": Said(N_("become open"), N_("become open: an openness of a half or more, and less before")),
    "crossed_to_closed": Said(N_("cease to be open"),
                              N_("cease to be open: an openness below a half, and more before")),
    "won_over_since": Said(N_("are won over to the closed model"), N_("come to think better of the closed model")),
    "won_back_since": Said(N_("are won back"), N_("no longer think better of the closed model, and did before")),
}  # fmt: skip


def measure(name: str) -> str:
    """A measure in a few words, with a small first letter."""
    return _(MEASURES[name].short) if name in MEASURES else plain(name)


def does(name: str) -> str:
    """A measure as a sentence has it after a number of countries."""
    return _(MEASURES[name].sentence)


def counted(name: str) -> str:
    """What is counted: 'countries that run a surveillance system', 'times a system was dropped since 2013'."""
    return measure(name) if name == "dropped" else _("countries that {do}", do=measure(name))


def group(name: str) -> str:
    """A class of countries in a few words."""
    return _(CLASSES[name]) if name in CLASSES else plain(name)


def kind(name: str) -> str:
    """A way of sorting countries in a few words."""
    return _(KIND_WORDS[name])


def countries() -> str:
    """What is counted along an axis."""
    return _p("along an axis", "countries")
