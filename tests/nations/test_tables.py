"""The shipped tables against totals that were published, and against each other."""

from __future__ import annotations

import ast
import csv
import sys
from functools import cache

import numpy as np
import pytest

from sousveil.nations import CRITICISES, SILENT, SUPPORTS, TABLES, UNKNOWN, Nations, load


@cache
def known() -> Nations:
    return load()


def of(*codes: str) -> list[int]:
    return [known().number(code) for code in codes]


def test_the_countries_are_the_members_of_the_united_nations_and_three_more() -> None:
    beside = {"XKX", "PSE", "TWN"}
    assert beside <= set(known().codes)
    assert len(set(known().codes) - beside) == 193
    assert list(known().codes) == sorted(set(known().codes))


def test_the_world_adds_up() -> None:
    # World Population Prospects 2019: 7,795 million, less 29.3 million by which it exceeds China's census, less the
    # territories that have no row (7.5 million in Hong Kong, 0.65 in Macao, 2.86 in Puerto Rico and some small ones);
    # rounding to three digits moves the 14 largest by at most 5 million each
    assert known().people.sum() == pytest.approx(7795 - 29.3 - 11, abs=14 * 5)
    china, usa = of("CHN", "USA")
    at = known().weight_years.index(2019)
    share = dict(zip(known().economies, known().weights[at], strict=True))
    world = np.nansum(known().gdp)
    # the sum lacks Hong Kong, Macao, Puerto Rico and smaller territories, about 0.6 percent of the world
    assert 100 * known().gdp[china] / world == pytest.approx(share["china"], abs=0.2)
    assert 100 * known().gdp[usa] / world == pytest.approx(share["usa"], abs=0.3)


def test_china_grew_from_a_fortieth_to_a_sixth_of_the_world() -> None:
    shares = known().weights[:, known().economies.index("china")]
    assert known().weight_years == tuple(range(1995, 2021))
    assert shares[0] == 2.4
    assert 16 < shares[known().weight_years.index(2019)] < 17
    assert (known().weights.sum(axis=1) < 100).all()


def test_lists_from_memory_are_as_long_as_published() -> None:
    # 138 partners of the Belt and Road less Niue and the Cook Islands; 75 watched less Hong Kong; China is not its own
    assert (known().belt_road == 1).sum() == 138 - 2
    assert known().belt_road[of("CHN")] == UNKNOWN
    assert (known().watched_2019 == 1).sum() == 75 - 1
    assert (known().council_2020 == 1).sum() == 47
    assert known().sources["countries.belt_road"].evidence == "assumed"
    assert known().sources["countries.watched_2019"].evidence == "assumed"
    assert np.isnan(known().belt_road_year[known().belt_road != 1]).all()


@pytest.mark.parametrize(
    ("key", "critics", "supporters"),
    [
        ("xinjiang_2019_07", 22, 50),
        ("xinjiang_2019_10", 23, 54),
        ("hong_kong_2020_07", 27, 53),
        ("xinjiang_2020_10", 39, 45),
        ("xinjiang_2021_10", 43, 62),
        ("xinjiang_2022_10", 50, 66),
        ("debate_2022_10", 17, 19),
    ],
)
def test_statements_have_the_published_numbers(key: str, critics: int, supporters: int) -> None:
    statement, stance = known().statements[key], known().stance(key)
    assert statement.side("criticises").published == critics == (stance == CRITICISES).sum()
    assert statement.side("supports").published == supporters
    named = statement.side("supports").countries is not None
    assert (stance == SUPPORTS).sum() == (supporters if named else 0)
    # whoever neither signs nor is known to have signed is silent only where both lists are known
    assert (stance == SILENT).any() == (named or statement.vote)


def test_the_vote_of_october_2022_is_that_of_47_members() -> None:
    stance = known().stance("debate_2022_10")
    assert (stance == SILENT).sum() == known().statements["debate_2022_10"].side("silent").published == 11
    assert (stance != UNKNOWN).sum() == 47
    # who asked for the debate: the United Kingdom and the United States; Ukraine and India abstained
    assert (stance[of("GBR", "USA", "SOM", "HND")] == CRITICISES).all()
    assert (stance[of("UKR", "IND", "MEX")] == SILENT).all()
    assert (stance[of("CHN", "NPL", "QAT")] == SUPPORTS).all()
    # members of 2020 with terms to 2022 sat in both councils
    assert (known().council_2020[of("DEU", "JPN", "NLD", "SDN", "VEN", "KOR")] == 1).all()


def test_nobody_who_signed_for_china_in_2020_had_signed_against_it() -> None:
    for key in ("xinjiang_2019_07", "hong_kong_2020_07", "xinjiang_2020_10"):
        for other in ("xinjiang_2019_07", "hong_kong_2020_07", "xinjiang_2020_10"):
            both = (known().stance(key) == SUPPORTS) & (known().stance(other) == CRITICISES)
            assert [known().codes[number] for number in np.flatnonzero(both)] == []


def test_silence_is_the_commonest_stance() -> None:
    for key in ("xinjiang_2019_07", "hong_kong_2020_07", "xinjiang_2020_10"):
        assert 0.55 < (known().stance(key) == SILENT).mean() < 0.66


def test_agreement_is_with_oneself_complete() -> None:
    china, usa = of("CHN", "USA")
    assert known().votes_china[china] == known().rights_china[china] == 1
    assert known().votes_usa[usa] == known().rights_usa[usa] == 1
    # agreement is symmetric
    assert known().votes_china[usa] == known().votes_usa[china]
    assert known().rights_china[usa] == known().rights_usa[china]
    assert np.isnan(known().votes_china[of("TWN", "XKX", "PSE")]).all()
    assert np.isfinite(known().votes_china).sum() == 193


def test_borders_are_symmetric_and_nobody_borders_itself() -> None:
    borders = known().borders
    assert (borders == borders.T).all()
    assert not borders.diagonal().any()
    # 14 neighbours of China and of Russia; none of an island
    assert borders[of("CHN", "RUS")].sum(axis=1).tolist() == [14, 14]
    assert not borders[of("ISL", "JPN", "FJI", "AUS", "MDG")].any()
    assert known().shared_language[of("BRA"), of("MOZ")].all()
    assert not known().shared_language.diagonal().any()


def test_trade_that_nobody_names_is_unknown_and_not_nothing() -> None:
    for shares in (known().exports, known().imports):
        assert np.isnan(shares.diagonal()).all()
        assert np.isnan(shares).mean() > 0.9
        assert np.nanmin(shares) > 0
    mongolia, china = of("MNG", "CHN")
    assert known().exports[mongolia, china] > 50


def test_groups_have_the_members_they_had_in_2020() -> None:
    sizes = {"eu": 27, "nato": 30, "asean": 10, "oecd": 37, "g7": 7, "gcc": 6, "sco": 8, "five_eyes": 5, "brics": 5}
    assert {key: known().bloc(key).members.sum() for key in sizes} == sizes
    assert known().bloc("five_eyes").evidence == "assumed"
    assert known().bloc("nato").from_memory == ("MNE",)


def test_every_country_has_a_tile_of_its_own_near_its_neighbours() -> None:
    tiles = known().tiles
    assert len({tuple(tile) for tile in tiles.tolist()}) == len(known().codes)
    apart = np.abs(tiles[:, None] - tiles[None]).max(axis=2)[known().borders]
    # neighbours touch in about three cases of four, and are within two tiles but for Russia's and a few more
    assert (apart == 1).mean() > 0.74
    assert (apart <= 2).mean() > 0.95


@pytest.mark.parametrize(
    ("west", "east"), [("USA", "FRA"), ("BRA", "KEN"), ("KEN", "IND"), ("FRA", "MNG"), ("MNG", "JPN"), ("IDN", "FJI")]
)
def test_the_map_has_east_on_the_right(west: str, east: str) -> None:
    left, right = known().tiles[of(west, east)]
    assert left[1] < right[1]


def test_projection_and_report_are_kept_apart() -> None:
    found = {(row.area, row.year, row.kind): row.percent for row in known().growth}
    projected = {
        "USA": (-4.3, 3.1),
        "euro_area": (-8.3, 5.2),
        "IND": (-10.3, 8.8),
        "CHN": (1.9, 8.2),
        "GBR": (-9.8, 5.9),
    }
    for area, (now, then) in projected.items():
        assert found[area, 2020, "projected"] == now
        assert found[area, 2021, "projected"] == then
    assert {year for area, year, kind in found if kind == "reported" and area == "CHN"} == {2019, 2020, 2021}
    for area in ("USA", "IND", "CHN"):
        assert found[area, 2020, "reported"] == known().growth_2020[of(area)[0]]
    # what could not be read anywhere says so
    assumed = {(row.area, row.year) for row in known().growth if row.evidence == "assumed"}
    assert assumed == {("euro_area", 2020), ("IND", 2021)}


def test_every_column_says_where_it_comes_from_and_nothing_share_alike_is_in_the_tables() -> None:
    for path in TABLES.glob("*.csv"):
        header = next(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert [f"{path.stem}.{name}" for name in header] == [
            key for key in known().sources if key.startswith(f"{path.stem}.")
        ]
    assert {key for key, source in known().sources.items() if "BY-SA" in source.licence} == {
        key for key in known().sources if key.startswith("vdem.")
    }


def test_what_is_from_memory_is_assumed() -> None:
    remembered = {key for key, source in known().sources.items() if "memory" in source.source}
    # these two say in each row which of their names are from memory
    assert {"blocs.members", "statements.countries"} <= remembered
    for key in remembered - {"blocs.members", "statements.countries"}:
        assert known().sources[key].evidence == "assumed", key
    sides = [side for each in known().statements.values() for side in each.sides]
    assert [side.published for side in sides if "memory" in side.source] == [43]
    assert all(side.evidence == "assumed" for side in sides if "memory" in side.source)
    assert all(row.evidence == "assumed" for row in known().growth if "memory" in row.source)


def test_the_lists_from_memory_fit_what_was_read() -> None:
    # these signed in 2021 or later (China Radio International, December 2021), so not by 2020
    later = of("CAF", "GNB", "ERI", "BFA", "STP")
    assert (known().belt_road[later] == 0).all()
    # a list from memory need not be right: it has two more in Africa than were listed in April 2020, and says so
    african = np.array([region == "Africa" for region in known().regions])
    assert (known().belt_road[african] == 1).sum() == 44
    assert "44 of them in Africa, where the portal listed 42" in known().sources["countries.belt_road"].doc


def test_it_needs_nothing_but_numpy_and_the_contract() -> None:
    found = set()
    for path in (TABLES.parent).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module))
    ours = {name for name in found if name.startswith("sousveil") and not name.startswith("sousveil.nations")}
    assert {name.rpartition(".")[0] for name in ours} == {"sousveil.contract"}
    others = {name.partition(".")[0] for name in found - ours if not name.startswith("sousveil")}
    assert others - set(sys.stdlib_module_names) == {"numpy"}


def test_what_is_known_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        known().people[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        known().stance("xinjiang_2020_10")[0] = 1
