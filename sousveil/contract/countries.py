"""The table of countries: what can be known of one, of those near it, and of all of them together."""

from __future__ import annotations

from typing import Any, Literal

from sousveil.contract.column import Column, Field, Kind, Nearby, Shared
from sousveil.contract.quantity import ONE, Count, Share

REGIONS = ("africa", "asia", "europe", "latin_america", "northern_america", "oceania")
REGIMES = ("closed_autocracy", "electoral_autocracy", "electoral_democracy", "liberal_democracy")
VOICES = ("said_support", "said_nothing", "wavered", "said_criticism")
STANCES = ("silent", "supporting", "opposing")
AGENCIES = 15
"""Specialised agencies of the United Nations."""
STATEMENTS = ("july_2019", "october_2019", "july_2020", "october_2020")
"""The statements of which it may be documented who signed what, in order."""
SIGNED_NOTHING, SIGNED_SUPPORT, SIGNED_CRITICISM, SIGNED_UNKNOWN = range(4)
"""What a field of `signed` can hold; unknown: no criticism, and the names of supporters were not published."""
NO_GROWTH = Share(ONE >> 1)
"""Where the scale of `growth` has its nothing."""


def _of_country(
    name: str, dtype: Literal["uint8", "uint16"], kind: Kind, quantity: Any, unit: str, doc: str, **more: Any
) -> Column:
    return Column(name, dtype, kind, quantity, unit, doc, table="countries", **more)


COUNTRY_COLUMNS: tuple[Column, ...] = (
    # truth: what the country is, and how it fares
    _of_country("region", "uint8", "truth", "code", "region", "part of the world", values=REGIONS),
    _of_country("regime", "uint8", "truth", "code", "class", "class of regime, as documented for 2019", values=REGIMES),
    _of_country("voice", "uint8", "truth", "code", "class", "what it signed up to 2020, as documented", values=VOICES, absent=1),
    _of_country(
        "role", "uint8", "truth", "fields", "yes/no", "its part in the story",
        fields=(Field("exporter", doc="sells the closed model: systems, seminars, ideas"), Field("leader", doc="the great power of the open, which can withdraw"),
                Field("ally", doc="bound to the leader by treaty or bloc"), Field("pact", doc="would join the coalition of the open by a new pact"),
                Field("council", doc="sits on the Human Rights Council"), Field("counted", doc="among the countries that the index of 2019 looked at")),
    ),
    _of_country("alignment", "uint8", "truth", Share, "share", "votes shared with the exporter in the General Assembly", absent=200),
    _of_country("kinship", "uint8", "truth", Share, "share", "votes shared with the leader of the open", absent=80),
    _of_country("strategic", "uint8", "truth", Share, "share", "weight in the exporter's strategy", absent=64),
    _of_country("dependence", "uint8", "truth", Share, "share", "trade with the exporter, of all trade", absent=16),
    _of_country("wealth", "uint8", "truth", Share, "rank", "income a head, as a rank", absent=128),
    _of_country("crime", "uint8", "truth", Share, "rank", "homicide, as a rank", absent=128),
    _of_country("connected", "uint8", "truth", Share, "share", "people who use the internet", absent=128),
    _of_country("slump", "uint8", "truth", Share, "share", "growth in the year of the shock, on the scale of `growth`", absent=118),
    _of_country("openness", "uint16", "truth", Share, "share", "how open the regime is", absent=26214),
    _of_country("growth", "uint8", "truth", Share, "share", "economic growth as it is: 0.5 is none, one is 50 % a year", absent=135),
    _of_country("health", "uint8", "truth", Share, "share", "public health as it is: one is the best", absent=230),
    _of_country("unrest", "uint8", "truth", Share, "share", "how far people are in the street", absent=24),
    # truth as well, made by its own society where there is one
    _of_country("home_fear", "uint8", "truth", Share, "share", "fear in its society, beyond that of one that nobody watches"),
    _of_country("home_mistrust", "uint8", "truth", Share, "share", "trust lost in its society, beyond the same"),
    _of_country("home_unrest", "uint8", "truth", Share, "share", "how far people are in the street in its society, beyond the same"),
    _of_country("home_order", "uint8", "truth", Share, "share", "incidents prevented in its society, of those there would be"),
    _of_country("home_blind", "uint8", "truth", Share, "share", "how far its ruler errs about support"),
    _of_country(
        "signed", "uint8", "truth", "fields", "0 nothing, 1 support, 2 criticism, 3 no criticism and otherwise unknown", "what it is documented to have signed",
        fields=tuple(Field(statement, 2, doc=f"in {statement.replace('_', ' ').capitalize()}") for statement in STATEMENTS),
    ),
    # mind: what is thought there of either model of government, on separate axes
    _of_country("seen_closed", "uint8", "mind", Share, "share", "performance of the closed model as seen", absent=128),
    _of_country("seen_open", "uint8", "mind", Share, "share", "performance of the open model as seen", absent=128),
    _of_country("felt_closed", "uint8", "mind", Share, "share", "favour for the closed model as felt", absent=96),
    _of_country("felt_open", "uint8", "mind", Share, "share", "favour for the open model as felt", absent=144),
    _of_country("doubt", "uint8", "mind", Share, "share", "how much of what the closed model reports is taken off as too good"),
    _of_country("view", "uint8", "mind", "fields", "yes/no", "which model it thinks better of", fields=(Field("leaning", doc="thinks better of the closed model"),)),
    # dossier: what is on record
    _of_country("growth_told", "uint8", "dossier", Share, "share", "economic growth as reported, on the scale of `growth`", absent=135),
    _of_country("health_told", "uint8", "dossier", Share, "share", "public health as reported", absent=230),
    # state: what the country has done, and what binds it
    _of_country("system", "uint8", "state", "code", "stage", "the surveillance system it runs", values=("no_system", "partial_system", "full_system")),
    _of_country(
        "supply", "uint8", "state", "fields", "yes/no", "who supplied it",
        fields=(Field("running", doc="runs a system"), Field("from_exporter", doc="with supply from the exporter"),
                Field("from_rival", doc="with supply from elsewhere"), Field("reachable", doc="the exporter can reach the data"),
                Field("dropped", doc="had a system and dropped it")),
    ),
    _of_country(
        "law", "uint8", "state", "fields", "yes/no", "how it legislates on data and speech",
        fields=(Field("trained", doc="officials attended seminars"), Field("copied", doc="has copied such a law"),
                Field("drafting", 4, doc="quarters until what they learnt can become law")),
    ),
    _of_country("stance", "uint8", "state", "code", "stance", "what it says of the exporter's conduct", values=STANCES),
)  # fmt: skip

COUNTRY_NEARBY: tuple[Nearby, ...] = (
    Nearby("running_next_door", ("running",), "neighbours over land that run a system", "borders"),
    Nearby("running_same_tongue", ("running",), "countries of one's languages that run a system", "languages"),
    Nearby("running_same_bloc", ("running",), "countries of one's blocs that run a system", "blocs"),
    Nearby("kin_copied", ("copied",), "countries near in any way that have copied a law", "kin"),
    Nearby("kin_supporting", ("supporting",), "countries near in any way that support the exporter", "kin"),
    Nearby("kin_opposing", ("opposing",), "countries near in any way that oppose it", "kin"),
    Nearby("kin_openness", ("openness",), "openness of countries near in any way", "kin"),
    Nearby("fear_next_door", ("home_fear",), "fear in the societies of neighbours over land", "borders"),
    Nearby("mistrust_next_door", ("home_mistrust",), "trust lost in the societies of neighbours over land", "borders"),
    Nearby(
        "order_next_door", ("home_order",), "incidents prevented in the societies of neighbours over land", "borders"
    ),
    Nearby("closed_growth", ("growth_told",), "growth of the closed model's shop window, as reported", "closed_window"),
    Nearby("closed_health", ("health_told",), "health there, as reported", "closed_window"),
    Nearby("closed_growth_true", ("growth",), "growth there, as it is", "closed_window"),
    Nearby("closed_health_true", ("health",), "health there, as it is", "closed_window"),
    Nearby("open_growth", ("growth_told",), "growth of the open model's shop window, as reported", "open_window"),
    Nearby("open_health", ("health_told",), "health there, as reported", "open_window"),
)

COUNTRY_POLITY: tuple[Shared, ...] = (
    Shared("running_share", Share, "share", "share of countries that run a system"),
    Shared("exporter_share", Share, "share", "share of those that run one, with supply from the exporter"),
    Shared("copied_share", Share, "share", "share of countries that have copied a law"),
    Shared("presence", Share, "share", "how far the leader of the open is present in institutions", 1.0),
    Shared("coalition", Share, "share", "pressure of the coalition of the open"),
    Shared("agencies", Count, "agencies", "agencies, of fifteen, that the exporter's nationals head"),
    Shared("standards", Share, "share", "standards in force that the exporter proposed, of those proposed in all"),
    Shared(
        "statement_due",
        Count,
        "number",
        "which statements on the exporter are read this quarter: nothing where none are",
    ),
)

WAVERING = ("said_nothing", "wavered")
"""What those did who were silent in the documented past, or signed once and not again, or on both sides."""
COUNTRY_GROUPS: dict[str, str] = {
    "all": "all countries", **{name: name.replace("_", " ") for name in (*REGIONS, *REGIMES, *VOICES)},
    "wavering": "silent or wavering in the documented past", "counted": "countries that the index of 2019 looked at",
}  # fmt: skip
"""The groups every tally of countries is split by."""
COUNTRY_MEMBERS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in COUNTRY_GROUPS}, "all": ("present",), "wavering": WAVERING,
}  # fmt: skip
"""Group -> the fields and values any of which makes a country one of it."""
