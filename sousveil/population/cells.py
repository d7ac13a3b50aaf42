"""How many people of which kind live where: the fitted counts from which a population is drawn."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from sousveil.contract.columns import AGE_BANDS
from sousveil.contract.places import Place
from sousveil.population.fitting import fit

Floats = npt.NDArray[np.float64]
SEXES, GROUPS = ("male", "female"), ("majority", "minority")
SHAPE = (len(AGE_BANDS), len(SEXES), len(GROUPS))
CHINA = "china-2020"


@dataclass(frozen=True)
class Cells:
    """counts: (places, ages, sexes, groups) people, in any unit; household: (places,) mean persons a household."""

    places: tuple[Place, ...]
    counts: Floats
    household: Floats


def shipped_rows(name: str) -> list[dict[str, str]]:
    """The rows of a shipped table."""
    text = files("sousveil.population").joinpath("tables", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def size_prior() -> Floats:
    """(8,) households by size in the country."""
    return np.array([float(row["share"]) for row in shipped_rows(f"{CHINA}-households.csv")])


@cache
def china() -> Cells:
    """Region x urban/rural x age x sex x group, fitted to the margins of the census of 2020."""
    regions, ages = shipped_rows(f"{CHINA}-regions.csv"), shipped_rows(f"{CHINA}-ages.csv")
    labels = [row["region"] for row in regions]
    by_age = np.zeros((len(labels), len(AGE_BANDS), len(SEXES)))
    for row in ages:
        at = labels.index(row["region"]), AGE_BANDS.index(row["age"])
        by_age[at] = float(row["male_thousands"]), float(row["female_thousands"])
    people = by_age.sum(axis=(1, 2))
    urban, minority = (np.array([float(row[key]) for row in regions]) for key in ("urban_share", "minority_share"))
    margins = [
        ((0, 2, 3), by_age),
        ((0, 1), np.stack([people * urban, people * (1 - urban)], axis=1)),
        ((0, 4), np.stack([people * (1 - minority), people * minority], axis=1)),
    ]
    fitted = fit(np.ones((len(labels), 2, *SHAPE)), margins)
    kinds = ("urban", "rural")
    places = tuple(Place(f"{label}-{kind}", label, kind) for label in labels for kind in kinds)  # type: ignore[arg-type]
    household = np.repeat([float(row["household_size"]) for row in regions], 2)
    return Cells(places, fitted.reshape(len(places), *SHAPE), household)


def country() -> Floats:
    """(ages, sexes, groups) shares of the whole country: what a user's table does not say."""
    counts = china().counts.sum(axis=0)
    return np.asarray(counts / counts.sum())
