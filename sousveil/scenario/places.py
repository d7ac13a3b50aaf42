"""Labels of the places and regions that parameters may name."""

from __future__ import annotations

from functools import cache

from sousveil.contract.errors import RequestError
from sousveil.scenario.model import PopulationChoice


def labels_of(population: PopulationChoice, where: str) -> frozenset[str]:
    """Labels of every place and region of a population; raises RequestError where its table cannot be read."""
    try:
        return _labels(population.table, population.abroad)
    except RequestError as error:
        raise RequestError(
            error.problem, where=error.where or where, found=error.found, allowed=error.allowed, nearest=error.nearest
        ) from None


@cache
def _labels(table: str, abroad: float) -> frozenset[str]:
    from sousveil import population  # reads a table with NumPy, which a scenario without places does not need

    found = population.places(population.PopulationSpec(table=table, abroad=abroad))
    return frozenset(label for place in found for label in (place.label, place.region))
