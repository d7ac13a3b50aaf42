"""Cells of a small world: what may stand in them, and what the population makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sousveil.contract.column import Column, stored_range
from sousveil.contract.columns import AVERAGED, BY_NAME, COUNTED, READABLE
from sousveil.contract.errors import RequestError, unknown
from sousveil.contract.ground import Graph, Grid
from sousveil.contract.quantity import Share
from sousveil.scenario.model import Bell, Cell, PopulationChoice, Range

if TYPE_CHECKING:
    from sousveil.population import PopulationSpec  # needs NumPy, which most questions do not

Where = Callable[..., str]
OWN = ("present", "head", "abroad", "foreign_account")
"""Fields that the world itself fills."""
BEGINNERS = sorted(name for name in READABLE if name not in {*AVERAGED, *COUNTED, *OWN})


def spec_of(population: PopulationChoice) -> PopulationSpec:
    """What the population is built from."""
    from sousveil.population import PopulationSpec
    from sousveil.population.worlds import Cell as Made

    if population.cells is None:
        return PopulationSpec(table=population.table, abroad=population.abroad)
    cells = tuple(
        Made(cell.place, cell.count, {name: _first(value) for name, value in cell.begin.items()}, cell.household)
        for cell in population.cells
    )
    return PopulationSpec(abroad=0, cells=cells, ground=ground_of(population))


def ground_of(population: PopulationChoice) -> Graph | Grid | None:
    """Who is near whom, where the small world says so; raises RequestError for a grid that cannot be."""
    if population.graph is not None:
        return Graph(population.graph.degree)
    grid = population.grid
    return None if grid is None else Grid(grid.width, grid.height, grid.vision)


def _first(value: Any) -> Any:
    from sousveil.population import worlds

    if isinstance(value, Range):
        return worlds.Range(value.low, value.high)
    return worlds.Bell(value.mean, value.sd) if isinstance(value, Bell) else value


def check_cells(cells: list[Cell], where: Where) -> None:
    """Every first value is one that its column can hold; raises RequestError."""
    for i, cell in enumerate(cells):
        for name, value in cell.begin.items():
            _check(name, value, where("population", "cells", i, "begin", name))


def _check(name: str, value: Any, where: str) -> None:
    if name not in BEGINNERS:
        raise unknown("column or field", name, BEGINNERS, where=where)
    column = BY_NAME[READABLE[name]]
    if name in column.values:
        raise unknown("column or field", name, BEGINNERS, where=where)
    if column.quantity == "code":
        if value not in column.values:
            raise RequestError(f"{name!r} cannot be this", where=where, found=repr(value),
                               allowed=", ".join(column.values))  # fmt: skip
        return
    numbers = _numbers(value)
    low, high, allowed = _bounds(column, name)
    yes_or_no = allowed == YES_OR_NO
    if numbers is None or yes_or_no != isinstance(value, bool) or not all(low <= n <= high for n in numbers):
        raise RequestError(f"{name!r} cannot begin like this", where=where, found=repr(value), allowed=allowed)


YES_OR_NO = "true or false"


def _numbers(value: Any) -> tuple[float, ...] | None:
    if isinstance(value, Range):
        return value.low, value.high
    if isinstance(value, Bell):
        return (value.mean,)
    return None if isinstance(value, str) else (float(value),)


def _bounds(column: Column, name: str) -> tuple[float, float, str]:
    if column.quantity == "fields":
        if name == column.name:
            return 1, 0, f"its fields one by one: {', '.join(field.name for field in column.fields)}"
        width = column.shifts[name][1]
        top = (1 << width) - 1
        return 0, top, YES_OR_NO if width == 1 else f"a whole number from 0 to {top}, or a spread of them"
    if column.quantity is Share:
        return 0, 1, "a share from 0 to 1, {from: 0, to: 1} or {mean: 0.25, sd: 0.1}"
    return 0, stored_range(column), f"a number of {column.unit} from 0 to {stored_range(column)}, or a spread of them"
