"""Published figures of the world scenario: computed anew from the tables where they can be, and judged as said."""

from __future__ import annotations

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.measures.facts import ERRORS
from sousveil.nations import load
from sousveil.nations.columns import DOCUMENTED
from sousveil.scenario import load as scenario
from sousveil.world.facts import evaluate
from sousveil.world.figures import FIGURES
from sousveil.world.run import WorldRun

FACTS = {fact.measure: fact for fact in scenario("world-2020").facts}
KNOWN = load()


def published(side: str, *keys: str) -> list[int]:
    return [KNOWN.statements[key].side(side).published for key in keys]


def test_numbers_of_signatories_are_those_of_the_table() -> None:
    support, criticism = published("supports", *DOCUMENTED), published("criticises", *DOCUMENTED)
    assert FACTS["support_2019_2020"].published == sum(support)
    assert FACTS["criticism_2019_2020"].published == sum(criticism)
    silent = [round(1 - (a + b) / 193, 3) for a, b in zip(support, criticism, strict=True)]
    assert FACTS["silent_2019_2020_share"].published == [min(silent), max(silent)]
    for year in (2021, 2022):
        assert [FACTS[f"support_{year}"].published] == published("supports", f"xinjiang_{year}_10")
        assert [FACTS[f"criticism_{year}"].published] == published("criticises", f"xinjiang_{year}_10")


def test_the_rank_correlation_of_who_signed_with_votes_is_that_of_the_tables() -> None:
    sided = np.zeros(len(KNOWN.codes))
    for key in DOCUMENTED:
        for side in KNOWN.statements[key].sides:
            if side.countries is not None:
                sided += side.countries * (1 if side.side == "supports" else -1)
    asked = np.isfinite(KNOWN.votes_china) & (np.array(KNOWN.codes) != "CHN")
    # Pearson's correlation of ranks, with the mean rank for ties
    ranks = [np.array([((v < x).sum() + (v <= x).sum() + 1) / 2 for x in v])
             for v in (sided[asked], KNOWN.votes_china[asked])]  # fmt: skip
    assert FACTS["votes_rank_correlation"].published == round(float(np.corrcoef(ranks)[0, 1]), 2)


def test_two_standard_errors_of_published_shares() -> None:
    def ends(part: int, whole: int, times: int) -> list[float]:
        share = part / whole
        reach = 2 * (share * (1 - share) / whole) ** 0.5
        return [(share - reach) * times, (share + reach) * times]

    assert FACTS["running_2019"].published == [round(end) for end in ends(75, 176, 176)]
    assert FACTS["supplied_2018_share"].published == [round(end, 2) for end in ends(18, 64, 1)]
    assert FACTS["exporter_share_2019"].published == 63 / 75


def test_only_predictions_are_judged_and_against_single_worlds(small: WorldRun) -> None:
    rows = small.summary["facts"]
    assert [row["measure"] for row in rows] == list(FACTS)
    for row in rows:
        assert row["simulated"] is not None
        if row["role"] != "predicted":
            assert row["verdict"] == "unstated"
        elif not isinstance(row["published"], list):
            inside = abs(row["simulated"] - row["published"]) <= ERRORS * row["spread"]
            assert row["verdict"] == ("kept" if inside else "broken")
    assert {row["verdict"] for row in rows} >= {"unstated", "kept"}


def test_figures_are_those_of_the_records(small: WorldRun) -> None:
    rows = {row["measure"]: row["simulated"] for row in small.summary["facts"]}
    counted = small.records.isel(arm=0).sel(year=2019, group="counted")
    assert rows["running_2019"] == pytest.approx(float(counted["runs_system"].mean()))
    shares = counted["runs_exporters"] / counted["runs_system"]
    assert rows["exporter_share_2019"] == pytest.approx(float(shares.mean()))
    agencies = small.records["agencies"].isel(arm=0).sel(quarter=32)
    assert rows["agencies_2020"] == pytest.approx(float(agencies))


def test_a_wrong_name_is_one_clear_error(small: WorldRun) -> None:
    fact = FACTS["running_2019"].model_dump()
    with pytest.raises(RequestError, match="did you mean 'running_2019'"):
        evaluate([fact | {"measure": "runing_2019"}], small.records, small.known)
    with pytest.raises(RequestError, match="unknown group"):
        evaluate([fact | {"group": "waverers"}], small.records, small.known)


def test_what_a_scenario_does_not_tell_is_left_open(small: WorldRun) -> None:
    facts = [fact.model_dump() for fact in FACTS.values()]
    bare = small.records.drop_vars([n for n in small.records.data_vars if str(n).startswith(("first_", "end_"))])
    rows = {row["measure"]: row for row in evaluate(facts, bare, small.known)}
    assert rows["agencies_2020"]["simulated"] is None and rows["agencies_2020"]["verdict"] == "unstated"
    assert rows["running_2019"]["simulated"] is not None
    assert set(FACTS) <= set(FIGURES)
