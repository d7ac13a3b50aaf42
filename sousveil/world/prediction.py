"""Out of sample: given who signed what up to the end of 2020, who criticises later, and how the Council votes.

Beside it stands persistence: everybody repeats their last stance, that of October 2020.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import BY_NAME
from sousveil.contract.countries import STATEMENTS
from sousveil.measures.interval import LEVEL
from sousveil.nations import CRITICISES, SUPPORTS, Nations
from sousveil.nations.columns import DOCUMENTED, EXPORTER
from sousveil.records.history import Panel
from sousveil.scenario import Scenario
from sousveil.world.arm import Arm, nations_of
from sousveil.world.calendar import CHECKED, last_quarter
from sousveil.world.globe import Globe
from sousveil.world.scores import Floats, Score, compared

LAST, VOTE = DOCUMENTED[-1], "debate_2022_10"
LATER = {2021: "xinjiang_2021_10", 2022: "xinjiang_2022_10"}
SIDES = {"supports": "signs_support", "criticises": "signs_criticism"}
VOTES = {"criticises": "votes_for_debate", "supports": "votes_against_debate", "silent": "abstains"}
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Forecast:
    """What was simulated of the years after the fit. panel: of all worlds; counts: event -> (world, quarter)."""

    known: Nations
    panel: Panel
    counts: Mapping[str, npt.NDArray[Any]]

    def chances(self, event: str, year: int) -> Floats:
        """(country,) share of worlds in which it befell them in the last quarter of a year."""
        befell: npt.NDArray[np.int32] = self.panel.befell[last_quarter(year) - 1, self.panel.events.index(event)]
        return np.asarray(befell / self.panel.replicates, np.float64)

    def number(self, event: str, year: int) -> dict[str, float]:
        """How many countries: the mean over worlds, and where 19 of 20 single worlds lie."""
        counts = self.counts[event][:, last_quarter(year) - 1]
        low, high = np.quantile(counts, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
        return {"value": float(counts.mean()), "world_low": float(low), "world_high": float(high)}


def forecast(scenario: Scenario, worlds: int) -> Forecast:
    """Live worlds to the end of 2022 in which the statements up to 2020 are signed as documented.

    The Council is that of 2022 from the start; nothing but its vote depends on who sits on it.
    """
    given = scenario.patch({"statements.given": len(STATEMENTS), "quarters": CHECKED})
    known = nations_of(given)
    globe = Globe(given, known, [Arm("given", worlds)])
    globe.write("role", _seated(globe.columns_at("role")["role"], council(known)))
    for quarter in range(1, CHECKED + 1):
        globe.quarter(quarter)
    history = globe.histories(0.0)["given"]
    assert history.panel is not None
    everybody = history.groups.index("all")
    wanted = (*SIDES.values(), *VOTES.values())
    counts = {name: history.counts[:, :, history.events.index(name), 0, everybody] for name in wanted}
    return Forecast(known, history.panel, counts)


def council(known: Nations) -> Bools:
    """(country,) who voted in the Council in October 2022, on any side."""
    return np.asarray(np.any([_named(known, VOTE, side) for side in VOTES], axis=0))


def _named(known: Nations, key: str, side: str) -> Bools:
    """(country,) who took a side; only for occasions of which the names are known."""
    countries = known.statements[key].side(side).countries
    assert countries is not None
    return countries


def _seated(role: npt.NDArray[Any], members: Bools) -> npt.NDArray[Any]:
    bit = 1 << BY_NAME["role"].shifts["council"][0]
    return np.where(members, role | bit, role & ~np.asarray(bit, role.dtype)).astype(role.dtype)


def scores(made: Forecast) -> list[dict[str, Any]]:
    """An entry an occasion of which it is known who took which side: the scores, and what the names rest on."""
    known, others = made.known, np.array([code != EXPORTER for code in made.known.codes])
    last = known.stances[LAST]
    found = []
    for year, key in LATER.items():
        chance = made.chances("signs_criticism", year)
        habit = _either((last == CRITICISES) * 1.0)
        happened = _either(_named(known, key, "criticises") * 1.0)
        score = compared(_either(chance)[others], habit[others], happened[others])
        softer = compared(_either(chance)[others], _either(_habit(known))[others], happened[others])
        found.append(
            _entry(key, "criticises or not", others, score, softer, known.statements[key].side("criticises").evidence)
        )
    members = council(known)
    happened = np.stack([_named(known, VOTE, side) * 1.0 for side in VOTES], axis=1)
    habit = np.stack([last == CRITICISES, last == SUPPORTS, (last != CRITICISES) & (last != SUPPORTS)], axis=1) * 1.0
    chances = np.stack([made.chances(event, 2022) for event in VOTES.values()], axis=1)
    score = compared(chances[members], habit[members], happened[members])
    found.append(_entry(VOTE, "for, against or abstaining", members, score, None, "measured"))
    return found


def _entry(key: str, outcomes: str, rows: Bools, score: Score, softer: Score | None, evidence: str) -> dict[str, Any]:
    return {
        "key": key, "outcomes": outcomes, "countries": int(rows.sum()), "evidence": evidence,
        "persistence": asdict(score), "frequencies": None if softer is None else asdict(softer),
    }  # fmt: skip


def _either(chance: npt.NDArray[np.floating[Any]]) -> Floats:
    return np.stack([chance, 1 - chance], axis=1).astype(np.float64)


def _habit(known: Nations) -> Floats:
    """(country,) chance to criticise by who did last: as often as in the two pairs of statements up to 2020.

    The second of each pair is of October and the first of July, of 2019 and of 2020.
    """
    july_2019, october_2019, july_2020, october_2020 = (_named(known, key, "criticises") for key in DOCUMENTED)
    before, after = np.stack([july_2019, july_2020]), np.stack([october_2019, october_2020])
    again, newly = after[before].mean(), after[~before].mean()
    return np.asarray(np.where(known.stances[LAST] == CRITICISES, again, newly), np.float64)


def counts(made: Forecast) -> list[dict[str, Any]]:
    """An entry an occasion and side: how many were published, and how many are simulated."""
    asked = [(key, year, side, event) for year, key in LATER.items() for side, event in SIDES.items()]
    asked += [(VOTE, 2022, side, event) for side, event in VOTES.items()]
    entries = []
    for key, year, side, event in asked:
        number, published = made.number(event, year), made.known.statements[key].side(side)
        entries.append(
            {"key": key, "side": side, "published": published.published, "source": published.source, **number}
        )
    return entries
