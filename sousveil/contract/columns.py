"""The one table of everything the lab can know of a person or a country.

A new column of people is a budget decision: 1.3 GiB a byte a nation.
"""

from __future__ import annotations

from sousveil.contract.column import Average, Column, Field, Nearby, Shared
from sousveil.contract.countries import COUNTRY_COLUMNS, COUNTRY_NEARBY, COUNTRY_POLITY
from sousveil.contract.quantity import Count, Rate, Share

AGE_BANDS = ("age_0_14", "age_15_24", "age_25_34", "age_35_44", "age_45_54", "age_55_64", "age_65_plus")
STATUSES = (
    "free",
    "summoned",
    "held_administratively",
    "held_criminally",
    "charged",
    "imprisoned",
    "interned",
    "released",
)

PEOPLE_COLUMNS: tuple[Column, ...] = (
    # truth: what the person is and does
    Column("age", "uint8", "truth", "code", "band", "age band", values=AGE_BANDS),
    Column(
        "traits", "uint8", "truth", "fields", "yes/no", "what a census or a register would show",
        fields=(
            Field("female"), Field("urban"), Field("minority", doc="belongs to the synthetic minority group"),
            Field("party", doc="member of the ruling party"), Field("head", doc="first member of the household"),
            Field("abroad", doc="lives abroad: relative, exile or other foreign user"),
            Field("kin_abroad", doc="has relatives or friends abroad"), Field("present", doc="the slot holds a person"),
        ),
    ),
    Column(
        "account", "uint8", "truth", "fields", "yes/no", "the account on the app of everything",
        fields=(
            Field("on_app", doc="has an account"), Field("foreign_account", doc="registered outside the country"),
            Field("exile", doc="an exile or activist abroad, whose account is watched"),
            Field("habit", 3, doc="how much of daily life runs through the app, 0 to 7"),
        ),
    ),
    Column("support", "uint8", "truth", Share, "share", "private support for the ruler", absent=128),
    Column("boldness", "uint8", "truth", Share, "share", "fear at which the person falls silent; higher is bolder", absent=128),
    Column("activity", "uint8", "truth", Share, "share", "how active the person is, relative to the most active", absent=128),
    Column("conduct", "uint8", "truth", Share, "share", "inclination to break rules, relative to the most inclined", absent=16),
    Column("means", "uint8", "truth", Share, "share", "economic means, as a rank", absent=128),
    Column(
        "deeds", "uint8", "truth", "fields", "steps left", "what the person did within the memory of the audit (about 90 days)",
        fields=(Field("offence", 4, doc="did something unprotected: an offence or incident"),
                Field("dissent", 4, doc="did something protected that the system targets: spoke, petitioned, lived differently")),
    ),
    Column("threshold", "uint16", "truth", Share, "share", "share of those seen who must be in the street before the person joins",
           absent=0xFFFF, small_world=True),
    Column("solvency", "uint16", "truth", Share, "chance", "chance that a loan taken today is paid back", absent=0xFFFF, small_world=True),
    # mind: what the person believes
    Column("fear", "uint16", "mind", Share, "share", "fear of the system"),
    Column("trust", "uint16", "mind", Share, "share", "trust in other people and institutions", absent=32768),
    Column("climate", "uint8", "mind", Share, "share", "perceived share of others who openly support the ruler", absent=128),
    Column(
        "adaptation", "uint8", "mind", "fields", "yes/no", "what the person has learnt",
        fields=(Field("aware", doc="knows that the system watches"), Field("vpn", doc="uses a VPN"),
                Field("sealed", doc="uses end-to-end encryption outside the app"), Field("coded", doc="speaks in code")),
    ),
    # dossier: what the system holds
    Column("score", "uint16", "dossier", Count, "points", "the one number"),
    Column("suspicion", "uint16", "dossier", Share, "share of full suspicion", "fused evidence, decaying"),
    Column(
        "identity", "uint8", "dossier", "fields", "class", "the portrait",
        fields=(Field("lookalike", 4, doc="how easily this face is mistaken for a listed one, 0 to 15"),
                Field("portrait", 4, doc="how much of the portrait is filled, 0 to 15")),
    ),
    Column(
        "marks", "uint16", "dossier", "fields", "count", "what was recorded and not yet forgotten",
        fields=(Field("content_marks", 3), Field("face_marks", 3), Field("contact_marks", 3), Field("oddity_marks", 3),
                Field("report_marks", 2), Field("merged", 1, doc="carries somebody else's record"), Field("kin_marks", 1)),
    ),
    Column(
        "lists", "uint8", "dossier", "fields", "yes/no", "membership of lists",
        fields=(Field("suspect", doc="on the pre-emptive list"), Field("defaulter", doc="on the judgment-defaulter list"),
                Field("redlist", doc="on the list of the praised"), Field("tier", 3, doc="score tier, 0 the lowest"),
                Field("first_notice", doc="warned once")),
    ),
    Column(
        "credit_file", "uint16", "dossier", "fields", "count", "what a credit bureau holds, and a bank sees", small_world=True,
        fields=(Field("repaid_on_file", 4, doc="loans paid back, up to 15"), Field("missed_on_file", 3, doc="loans missed and not yet forgotten, up to 7"),
                Field("refused_on_file", 3, doc="refusals not yet forgotten, up to 7"),
                Field("clean_quarters", 4, doc="quarters since a loan was last missed, or since there is a file, up to 15"),
                Field("has_file", doc="there is a file at all")),
    ),
    # state: what has been done to the person
    Column("status", "uint8", "state", "code", "status", "liberty", values=STATUSES),
    Column("days_left", "uint16", "state", Count, "days", "days until the status ends"),
    Column(
        "sanctions", "uint8", "state", "fields", "yes/no", "doors closed and opened",
        fields=(Field("no_travel"), Field("no_credit"), Field("no_school"), Field("no_work"), Field("suspended", doc="account cut"),
                Field("privileged"), Field("kin_sanctioned", doc="a household member is on a list")),
    ),
    Column(
        "street", "uint8", "state", "fields", "yes/no", "who does what in the street of a small world", small_world=True,
        fields=(Field("active", doc="is in the street"), Field("officer", doc="is a police officer")),
    ),
    Column(
        "credit_past", "uint8", "state", "fields", "yes/no", "what a bank did to the person", small_world=True,
        fields=(Field("early_refusal", doc="was refused a loan early on"), Field("lent_since", doc="and got one later")),
    ),
    Column("site", "uint16", "state", Count, "site", "where the person stands on a grid: row times width, plus column", small_world=True),
)  # fmt: skip


COLUMNS: tuple[Column, ...] = PEOPLE_COLUMNS + COUNTRY_COLUMNS
BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
SMALL_WORLD: frozenset[str] = frozenset(column.name for column in PEOPLE_COLUMNS if column.small_world)
BYTES_A_PERSON: int = sum(column.bytes for column in PEOPLE_COLUMNS if not column.small_world)
ROUNDED: frozenset[str] = frozenset(c.name for c in COLUMNS if c.quantity is Share and c.bytes == 1)
"""Columns that are written by stochastic rounding."""


AVERAGES: tuple[Average, ...] = (Average("home_trust", "trust", "mean trust in the household, oneself included"),)
AVERAGED: dict[str, str] = {average.name: average.column for average in AVERAGES}

# what is stored of a person under which name: column, field of a column or value of a code
_STORED: dict[str, str] = {
    name: column.name
    for column in COLUMNS
    for name in (column.name, *(field.name for field in column.fields), *column.values)
}


NEARBY: tuple[Nearby, ...] = (
    Nearby("near", ("present",), "people near"),
    Nearby("active_near", ("active", "free"), "people near who are in the street, and at liberty"),
    Nearby("officers_near", ("officer",), "police officers near"),
)
COUNTED: dict[str, Nearby] = {nearby.name: nearby for nearby in (*NEARBY, *COUNTRY_NEARBY)}
STANDS_AT = "site"
"""The column that says where on a grid a person stands."""


def made_of(nearby: Nearby) -> tuple[str, ...]:
    """The columns that a count of those near, or a mean over them, is made of."""
    return tuple(dict.fromkeys(_STORED[name] for name in nearby.of))


def is_mean(nearby: Nearby) -> bool:
    """Whether a column of shares is averaged, and not people counted."""
    return nearby.of[0] in BY_NAME and BY_NAME[nearby.of[0]].quantity is Share


READABLE: dict[str, str] = _STORED | AVERAGED | {nearby.name: made_of(nearby)[0] for nearby in COUNTED.values()}
"""Who may be read of a person under which name, and the column that it is made from first."""

REGISTER: frozenset[str] = frozenset({field.name for field in BY_NAME["traits"].fields} | {"age", *AGE_BANDS})
"""What a census or a register shows: readable by everybody, judges included."""


def seen_by_judges(name: str) -> bool:
    """Whether whoever judges or enforces may read this of a person: what is on file, and what a register shows."""
    return BY_NAME[READABLE[name]].kind not in ("truth", "mind") or name in REGISTER


GROUPS: dict[str, str] = {
    "all": "everybody at home", "female": "women and girls", "male": "men and boys", "urban": "urban", "rural": "rural",
    "majority": "majority group", "minority": "minority group", **{band: band.replace("_", " ") for band in AGE_BANDS},
    "abroad": "people abroad",
}  # fmt: skip
"""The groups every tally of people is split by. All but the last count people at home."""


POLITY: tuple[Shared, ...] = (
    Shared("hash_coverage", Share, "share", "share of sensitive files whose hash is already on the block list"),
    Shared("rule_coverage", Share, "share", "share of sensitive wording that the rules catch"),
    Shared("app_share", Share, "share", "share of people who are on the app: the pull of lock-in"),
    Shared("review_share", Share, "share", "share of today's flags that officers have time to look at", 1.0),
    Shared("patrol_share", Share, "share", "patrols allocated here, relative to the busiest place", 1.0),
    Shared("open_climate", Share, "share", "share of people here who openly support the ruler", 0.5),
    Shared("protest_share", Share, "share", "share of people here in the street, in 65536ths"),
    Shared("watch_list", Count, "persons", "persons on the watch list that cameras search for"),
    Shared(
        "search_fpir",
        Rate,
        "probability a search",
        "chance that a search of the whole list mistakes a passer-by",
        1 / 6000,
    ),
    Shared("custody_share", Share, "share", "share of people here who are deprived of liberty"),
    Shared("flood", Share, "share", "how much the feed is flooded with praise and distraction"),
    Shared("ruler_support", Share, "share", "support for the ruler as reported upwards", 0.5),
    Shared("true_support", Share, "share", "support as it is", 0.5),
    Shared("officer_load", Share, "share", "officer hours used, of those there are"),
    Shared("internment_share", Share, "share", "beds free in places of internment, of those there are", 1.0),
    Shared("record", Count, "256ths of an offence", "offences on the record that patrols are sent by"),
    Shared("beat_share", Share, "share", "chance that the one patrol comes here, of all places", 0.0),
    Shared("least_share", Share, "share", "the same of the place where it is least", 0.0),
    Shared("bar_majority", Count, "256ths of a point", "score from which the bank lends to people of the majority"),
    Shared("bar_minority", Count, "256ths of a point", "score from which the bank lends to people of the minority"),
    Shared(
        "alarm_majority",
        Share,
        "share",
        "of people of the majority who will not offend again, those whose test is high",
    ),
    Shared("alarm_minority", Share, "share", "the same of the minority"),
    Shared(
        "incident_rate",
        Rate,
        "probability a day",
        "chance that somebody here causes an incident, where attention moves it",
    ),
    Shared("strength", Count, "units", "units that can be sent anywhere, in all places together"),
    Shared("units_here", Count, "units", "units that are sent here"),
    Shared("hits", Count, "incidents", "incidents that those units found here today, one each at most"),
    Shared("search_share", Share, "share", "the same, of today's incidents here"),
    Shared("units_sent", Count, "256ths of a unit", "units sent here, as far as they are remembered"),
    Shared("days_attended", Count, "256ths of a day", "days on which any were, as far as they are remembered"),
    Shared("expected", Count, "256ths of an incident", "incidents a day that are expected here by whoever sends units"),
    Shared("officers_busy", Count, "officers", "officers who are still reading what they took earlier"),
)

SHARED: dict[str, Shared] = {item.name: item for item in (*POLITY, *COUNTRY_POLITY)}
