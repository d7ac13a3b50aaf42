"""Small worlds of cells: who stands where, with what, and what is refused."""

from __future__ import annotations

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from sousveil.contract.errors import RequestError
from sousveil.population import PopulationSpec, blocks_needed, build, places
from sousveil.population.worlds import Bell, Cell, Range
from sousveil.scenario import load
from sousveil.simulate import course_of, run

WORLD = """\
schema: 1
name: two-towns
people: {people}
days: 3
mechanisms: [conduct, patrol, fear]
population:
  cells:
    - {{place: A, count: 300, begin: {{minority: true, conduct: {{from: 0.2, to: 0.8}}}}}}
    - {{place: B, count: 100, begin: {first}}}
"""


def world(tmp_path: Path, people: int = 400, first: str = "{age: age_25_34}") -> Path:
    path = tmp_path / "world.yaml"
    path.write_text(WORLD.format(people=people, first=first))
    return path


def test_people_are_those_of_the_cells(tmp_path: Path) -> None:
    course = course_of(load(str(world(tmp_path))))
    people = dict(zip(("A", "B"), course.setting.people.tolist(), strict=True))
    assert [people[label][0] for label in "AB"] == [300, 100]
    assert course.setting.people[:, 6].tolist() == [300, 0]  # the minority
    assert len(course.setting.layout.places) == 2  # nobody lives abroad


def test_counts_are_parts_of_the_people_there_are(tmp_path: Path) -> None:
    course = course_of(load(str(world(tmp_path, people=80_000))))
    assert course.setting.people[:, 0].tolist() == [60_000, 20_000]


def test_a_range_includes_both_ends_and_a_bell_holds_equal_shares() -> None:
    assert Range(0.2, 0.8).values(4).tolist() == pytest.approx([0.2, 0.4, 0.6, 0.8])
    law, drawn = NormalDist(0.25, 0.1), Bell(0.25, 0.1).values(1000)
    assert [law.cdf(value) for value in drawn] == pytest.approx([(i + 0.5) / 1000 for i in range(1000)])
    assert Bell(0.3, 0).values(3).tolist() == [0.3] * 3


def test_a_share_is_never_rounded_up() -> None:
    """Of 100 people with thresholds 0, 1/100, ... each stands at a level that so many of 100 reach."""
    spec = PopulationSpec(abroad=0, cells=(Cell("A", 100, {"fear": Range(0, 0.99)}),))
    fear = build(spec, 100, 1).columns["fear"].ravel()[:100].astype(int)
    reached = np.arange(100) * 65536 // 100
    assert (fear <= reached).all()
    assert (fear[1:] > reached[:-1]).all()


def test_households_are_as_large_as_said() -> None:
    spec = PopulationSpec(abroad=0, cells=(Cell("A", 64, {"age": "age_35_44"}, household=4),))
    traits = build(spec, 64, 1).columns["traits"].ravel()[:64]
    assert (traits >> 4 & 1).tolist() == [1, 0, 0, 0] * 16


def test_blocks_are_foreseen_and_places_in_the_order_they_are_named() -> None:
    spec = PopulationSpec(abroad=0, cells=(Cell("B", 5_000), Cell("A", 300), Cell("B", 700)))
    assert [place.label for place in places(spec)] == ["B", "A"]
    assert len(build(spec, 6_000, 1).block_place) <= blocks_needed(spec, 6_000)


def test_a_world_is_written_out_and_read_back(tmp_path: Path) -> None:
    made = load(str(world(tmp_path)))
    path = tmp_path / "again.yaml"
    path.write_text(made.to_yaml(full=True))
    assert load(str(path)) == made
    assert load(str(path)).digest == made.digest
    assert run(made, keep=False).summary["state_hash"] == run(load(str(path)), keep=False).summary["state_hash"]


def test_a_scenario_without_cells_says_nothing_of_them() -> None:
    assert "cells" not in load("all-off").to_yaml(full=True)


@pytest.mark.parametrize(
    ("first", "problem"),
    [
        ("{conduct: 2}", "cannot begin like this"),
        ("{conduct: {from: 0, till: 1}}", "cannot begin like this"),
        ("{condct: 1}", "unknown column or field"),
        ("{free: true}", "unknown column or field"),
        ("{present: true}", "unknown column or field"),
        ("{female: 3}", "cannot begin like this"),
        ("{female: {from: 0, to: 1}}", "cannot begin like this"),
        ("{habit: 9}", "cannot begin like this"),
        ("{age: old}", "cannot be this"),
        ("{traits: 3}", "cannot begin like this"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(tmp_path: Path, first: str, problem: str) -> None:
    with pytest.raises(RequestError, match=problem) as refused:
        load(str(world(tmp_path, first=first)))
    assert "world.yaml:9" in refused.value.where


@pytest.mark.parametrize("key", ["table: china-2020", "abroad: 0.02"])
def test_a_world_of_cells_has_no_table_and_nobody_abroad(tmp_path: Path, key: str) -> None:
    path = world(tmp_path)
    path.write_text(path.read_text() + f"  {key}\n")
    with pytest.raises(RequestError, match="a world of cells has no"):
        load(str(path))
