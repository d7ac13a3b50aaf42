"""What is known of the countries -> the first values of their columns, and the webs of ties between them.

What is not documented and has to be something is the middle of what is; every rule here is stated in `RULES`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.contract.countries import (
    REGIMES,
    SIGNED_CRITICISM,
    SIGNED_NOTHING,
    SIGNED_SUPPORT,
    SIGNED_UNKNOWN,
    STATEMENTS,
    VOICES,
)
from sousveil.contract.ground import WEIGHT, Web
from sousveil.contract.quantity import Share
from sousveil.nations.nation import CRITICISES, SUPPORTS, UNKNOWN, Nations

Integers = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]

EXPORTER, LEADER, PACT = "CHN", "USA", "IND"
ALLIED = ("nato", "us_treaty_ally_asia", "five_eyes")
DOCUMENTED = ("xinjiang_2019_07", "xinjiang_2019_10", "hong_kong_2020_07", "xinjiang_2020_10")
"""Statements up to the year in which the source was written; the later ones are for prediction."""
STEADY = 2
"""Statements of one side that a country signed whose voice is told as steady."""
INDEXED = 176
FIRST_YEAR = 2013
FEW = 0.02
"""Trade with a partner that the tables do not name: the Factbook names partners from about 5 % up."""
RULES: dict[str, str] = {
    "region": "region of the United Nations",
    "regime": "class of regime in 2019",
    "voice": "support or criticism where signed twice or more in the statements of 2019 and 2020 whose signatories are"
    " known, nothing where never, wavered otherwise",
    "exporter": "China", "leader": "the United States", "pact": "India",
    "ally": "members of NATO, treaty allies of the leader in Asia and the Pacific, Five Eyes",
    "council": "members of the Human Rights Council in 2020",
    "counted": f"the {INDEXED} countries with most people: which ones the index of 2019 looked at is not known here"
    " (assumed)",
    "alignment": "agreement with China in the General Assembly 2017 to 2019; the middle where unknown",
    "kinship": "agreement with the United States, likewise",
    "strategic": "half of whether it joined the Belt and Road by 2020 (assumed: list from memory), a quarter each of"
    " the ranks of trade with China and of people (assumed weights)",
    "dependence": f"mean of the shares of exports and imports with China; {FEW:g} where the tables name no such share"
    " (assumed)",
    "wealth": "rank of product a head in 2019", "crime": "rank of homicides a head in 2019",
    "connected": "people online, percent, as a share",
    "slump": "growth in 2020, on the scale of growth",
    "openness": f"openness in {FIRST_YEAR}, on a line between 2010 and 2015",
}  # fmt: skip
"""Column or field -> where its first value comes from."""


def columns(known: Nations) -> dict[str, Integers]:
    """(countries,) the first stored value of every column that is documented."""
    trade = np.nanmean(np.stack([_with(known.exports, known), _with(known.imports, known)]), axis=0) / 100
    regime = np.where(known.openness.regime[:, 2] == UNKNOWN, 0, known.openness.regime[:, 2])
    strategic = 0.5 * (known.belt_road == 1) + 0.25 * _rank(trade) + 0.25 * _rank(known.people)
    made: dict[str, Integers] = {
        "traits": np.full(len(known.codes), sum(1 << BY_NAME["traits"].shifts[f][0] for f in ("present", "head"))),
        "region": _regions(known), "regime": np.minimum(regime, len(REGIMES) - 1), "voice": voices(known),
        "role": _roles(known), "signed": _signed(known),
    }  # fmt: skip
    shares = {
        "alignment": _filled(known.votes_china), "kinship": _filled(known.votes_usa), "strategic": strategic,
        "dependence": trade, "wealth": _rank(known.gdp / known.people), "crime": _rank(known.homicides),
        "connected": _filled(known.online / 100), "slump": 0.5 + _filled(known.growth_2020) / 100,
        "openness": _openness(known),
    }  # fmt: skip
    made |= {name: stored(name, share) for name, share in shares.items()}
    return {name: column.astype(BY_NAME[name].dtype) for name, column in made.items()}


def stored(name: str, share: Floats) -> Integers:
    """Shares as a column stores them."""
    column = BY_NAME[name]
    assert column.quantity is Share
    top = 1 << 8 * column.bytes
    return np.clip(np.rint(share * top), 0, top - 1).astype(column.dtype)


def voices(known: Nations) -> Integers:
    """(countries,) what each signed in the documented past, as numbers in `VOICES`."""
    said = np.stack([known.stances[key] for key in DOCUMENTED])
    for_, against = (said == SUPPORTS).sum(axis=0), (said == CRITICISES).sum(axis=0)
    steady = np.where(for_ >= STEADY, "said_support", np.where(against >= STEADY, "said_criticism", "wavered"))
    names = np.where(for_ + against == 0, "said_nothing", np.where((for_ > 0) & (against > 0), "wavered", steady))
    return np.array([VOICES.index(str(name)) for name in names])


def webs(known: Nations) -> Web:
    """The webs of ties: borders, languages, blocs, all three together, and either model's shop window."""
    blocs = sum(np.outer(b.members, b.members).astype(np.float64) for b in known.blocs.values())
    ties = {"borders": known.borders * 1.0, "languages": known.shared_language * 1.0, "blocs": np.asarray(blocs)}
    whole = {name: _weighed(tie) for name, tie in ties.items()}
    windows = {"closed_window": _window(known, known.codes.index(EXPORTER)), "open_window": _open_window(known)}
    made = {**whole, "kin": _weighed(sum(web / WEIGHT for web in whole.values()))} | windows
    return Web(made)


def _weighed(ties: Any) -> Integers:
    """Rows of ties as whole numbers that add up to 65536 at most; nobody is tied to themselves."""
    ties = np.asarray(ties, np.float64).copy()
    np.fill_diagonal(ties, 0)
    total = ties.sum(axis=1, keepdims=True)
    return np.asarray(np.floor(ties / np.where(total > 0, total, 1) * WEIGHT).astype(np.int64))


def _window(known: Nations, country: int) -> Integers:
    made = np.zeros((len(known.codes),) * 2, np.int64)
    made[:, country] = WEIGHT
    return made


def _open_window(known: Nations) -> Integers:
    """Everybody sees the leader and its allies, by the size of their economies."""
    size = _filled(known.gdp) * (_allies(known) | _is(known, LEADER))
    made = np.floor(size / size.sum() * WEIGHT).astype(np.int64)
    return np.broadcast_to(made, (len(made), len(made))).copy()


def _roles(known: Nations) -> Integers:
    members = {
        "exporter": _is(known, EXPORTER), "leader": _is(known, LEADER), "ally": _allies(known),
        "pact": _is(known, PACT), "council": known.council_2020 == 1, "counted": _counted(known),
    }  # fmt: skip
    shifts = BY_NAME["role"].shifts
    return np.asarray(sum(mask.astype(np.int64) << shifts[name][0] for name, mask in members.items()))


def _signed(known: Nations) -> Integers:
    """What each is documented to have signed, statement by statement."""
    shifts, made = BY_NAME["signed"].shifts, np.zeros(len(known.codes), np.int64)
    for name, key in zip(STATEMENTS, DOCUMENTED, strict=True):
        said = known.stances[key]
        codes = {SUPPORTS: SIGNED_SUPPORT, CRITICISES: SIGNED_CRITICISM, UNKNOWN: SIGNED_UNKNOWN}
        fields = np.select([said == side for side in codes], list(codes.values()), SIGNED_NOTHING)
        made |= fields << shifts[name][0]
    return made


def _counted(known: Nations) -> npt.NDArray[np.bool_]:
    return np.asarray(np.argsort(np.argsort(-_filled(known.people), kind="stable"), kind="stable") < INDEXED)


def _allies(known: Nations) -> npt.NDArray[np.bool_]:
    allied = np.logical_or.reduce([known.bloc(key).members for key in ALLIED])
    return np.asarray(allied & ~_is(known, LEADER))


def _is(known: Nations, code: str) -> npt.NDArray[np.bool_]:
    return np.array([one == code for one in known.codes])


def _regions(known: Nations) -> Integers:
    order = ("Africa", "Asia", "Europe", "Latin America and the Caribbean", "Northern America", "Oceania")
    return np.array([order.index(region) for region in known.regions])


def _with(shares: Floats, known: Nations) -> Floats:
    """(countries,) percent of trade with the exporter; few where the tables name none."""
    column = shares[:, known.codes.index(EXPORTER)]
    return np.where(np.isnan(column), FEW * 100, column)


def _openness(known: Nations) -> Floats:
    years, share = known.openness.years, known.openness.share
    before, after = years.index(2010), years.index(2015)
    first = np.where(np.isnan(share[:, before]), share[:, after], share[:, before])
    along = (FIRST_YEAR - years[before]) / (years[after] - years[before])
    return _filled(first + (share[:, after] - first) * along)


def _filled(figures: Floats) -> Floats:
    """Unknown figures as the middle of those that are known."""
    return np.where(np.isnan(figures), np.nanmedian(figures), figures)


def _rank(figures: Floats) -> Floats:
    """Ranks from 0 to 1; the middle where unknown."""
    order = np.argsort(np.argsort(_filled(figures), kind="stable"), kind="stable")
    return np.asarray(order / max(len(order) - 1, 1))
