"""Labels of the places and regions that parameters may name."""

from __future__ import annotations

from sousveil.contract.errors import RequestError
from sousveil.scenario.cells import spec_of
from sousveil.scenario.model import PopulationChoice


def labels_of(population: PopulationChoice, where: str) -> frozenset[str]:
    """Labels of every place and region of a population; raises RequestError where its table cannot be read."""
    if population.countries is not None:
        return frozenset()  # parameters hold for all countries alike
    from sousveil.population import places  # needs NumPy, which most questions do not

    try:
        found = places(spec_of(population))
    except RequestError as error:
        at = error.where if population.table in error.where else f"{where}, {error.where}".strip(", ")
        raise RequestError(
            error.problem, where=at, found=error.found, allowed=error.allowed, nearest=error.nearest
        ) from None
    return frozenset(label for place in found for label in (place.label, place.region))
