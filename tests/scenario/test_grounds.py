"""A graph or a grid in a scenario: what it reads as, what it goes with, and what is refused before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil import simulate
from sousveil.contract.errors import RequestError
from sousveil.contract.ground import Graph, Grid
from sousveil.scenario import Scenario, load
from sousveil.scenario.cells import spec_of

WORLD = """\
schema: 1
name: hamlet
people: 400
days: 2
mechanisms: [contagion]
population:
  {ground}
  cells:
    - {{count: 1, begin: {{active: true, threshold: 0.1}}}}
    - {{count: 399, begin: {{threshold: 0.1}}}}
"""
GRAPH, GRID = "graph: {degree: 3.5}", "grid: {width: 20, height: 30, vision: 2}"


def world(folder: Path, ground: str = GRAPH, name: str = "hamlet.yaml") -> Path:
    path = folder / name
    path.write_text(WORLD.format(ground=ground))
    return path


@pytest.mark.parametrize(("said", "meant"), [(GRAPH, Graph(3.5)), (GRID, Grid(20, 30, 2))])
def test_the_ground_reaches_the_engine_and_is_written_out(tmp_path: Path, said: str, meant: Graph | Grid) -> None:
    made = load(world(tmp_path, said))
    assert spec_of(made.population).ground == meant
    assert simulate.course_of(made).setting.ground == meant
    (tmp_path / "again.yaml").write_text(made.to_yaml(full=True))
    again = load(tmp_path / "again.yaml")
    assert again == made and again.digest == made.digest


def test_another_ground_is_another_scenario(tmp_path: Path) -> None:
    one, other = load(world(tmp_path, GRAPH)), load(world(tmp_path, GRID, "other.yaml"))
    assert one.digest != other.digest
    assert load(tmp_path / "hamlet.yaml", ("population.graph.degree=4",)).population.graph.degree == 4  # type: ignore[union-attr]


def test_a_variant_changes_the_ground_and_keeps_the_people(tmp_path: Path) -> None:
    world(tmp_path)
    path = tmp_path / "variant.yaml"
    path.write_text(f"schema: 1\nname: variant\nbase: ./hamlet.yaml\npopulation: {{{GRID}}}\n")
    made: Scenario = load(path)
    assert spec_of(made.population).ground == Grid(20, 30, 2)
    assert made.population.cells == load(tmp_path / "hamlet.yaml").population.cells
    assert set(made.differences()) == {"population.graph", "population.grid"}


@pytest.mark.parametrize(("ground", "problem"), [
    ("graph: {degre: 3}", "unknown key 'degre'"), ("graph: {degree: -1}", "'degree' cannot be this"),
    ("grid: {width: 20, height: 30}", "the key 'vision' is missing"),
    (f"{GRAPH}\n  {GRID}", "not both"), ("grid: {width: 20, height: 30, vision: 10}", "sight out of range"),
])  # fmt: skip
def test_grounds_that_make_no_sense_are_refused_with_their_line(tmp_path: Path, ground: str, problem: str) -> None:
    with pytest.raises(RequestError, match=problem) as error:
        load(world(tmp_path, ground))
    assert "hamlet.yaml:" in error.value.where


def test_a_nation_has_no_ground(tmp_path: Path) -> None:
    path = tmp_path / "nation.yaml"
    path.write_text(f"schema: 1\nname: nation\nbase: all-off\npopulation: {{{GRAPH}}}\n")
    with pytest.raises(RequestError, match="small world"):
        load(path)


def test_nobody_is_near_anybody_without_a_ground_and_this_is_said_before_anything_runs(tmp_path: Path) -> None:
    text = WORLD.format(ground="#")
    (tmp_path / "hamlet.yaml").write_text(text)
    with pytest.raises(RequestError, match="nobody is near anybody"):
        simulate.run(tmp_path / "hamlet.yaml", out=tmp_path / "run")
    with pytest.raises(RequestError, match="small worlds"):
        simulate.run(world(tmp_path), people=1_000_001, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_small_world_is_estimated_with_its_columns_and_a_nation_without(tmp_path: Path) -> None:
    small, nation = simulate.needs(load(world(tmp_path))), simulate.needs(load("everything-app"))
    assert set(small.columns) - set(nation.columns) == {"street", "threshold"}
