"""What a world leaves behind, as an xarray Dataset: arms, replicates, years, groups; and row by row, by quarter."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from sousveil.contract.columns import BY_NAME, SHARED
from sousveil.contract.countries import COUNTRY_GROUPS, REGIMES, REGIONS, VOICES
from sousveil.contract.events import BY_NAME as EVENTS
from sousveil.contract.phases import Phase
from sousveil.nations import Nations
from sousveil.nations.columns import columns
from sousveil.records.history import History
from sousveil.records.meta import LICENCE, SYNTHETIC, Meta
from sousveil.records.provenance import version
from sousveil.world.calendar import CHECKED, FIRST_YEAR, QUARTERS
from sousveil.world.changes import CHANGES

GUESSED, CHANGED = "guessed_", "changed_"
Variable = tuple[tuple[str, ...], Any, dict[str, Any]]


def is_state(event: str) -> bool:
    """Whether an event says what is so in a quarter, and not what happens in it."""
    known = EVENTS[event]
    return known.phase is Phase.TURN and not known.case


def dataset(
    lived: Mapping[str, History], guessed: Mapping[str, History], known: Nations, meta: Meta, words: Mapping[str, str]
) -> xr.Dataset:
    """The records of a run of worlds.

    lived, guessed: arm -> its history, and that of the same arm under other guesses. An event is counted in countries:
    over a year, or at its end where it says what is so (`counted`). `row_*`: share of replicates; `level_*`: means.
    words: arm -> what it is, in words.
    """
    first = next(iter(lived.values()))
    quarters = np.asarray(first.time, np.int32)
    variables = {
        **_counts("", list(lived.values()), "replicate"),
        **_counts(GUESSED, list(guessed.values()), "guess"),
        **_polity(list(lived.values())), **_rows(list(lived.values())), **_means("", list(lived.values()), "replicate"),
        **_means(GUESSED, list(guessed.values()), "guess"), **_changed("", list(lived.values()), "replicate"),
        **_changed(GUESSED, list(guessed.values()), "guess"), **_followed(first), **_known(known),
        "countries": (("group",), first.people[0], {"long_name": "countries of each group", "units": "countries"}),
    }  # fmt: skip
    coordinates = {
        "arm": (("arm",), _text(lived), {"long_name": "what is otherwise, everything else being the same"}),
        "arm_words": (("arm",), _text([words.get(name, name) for name in lived]), {"long_name": "the same in words"}),
        "group": (("group",), _text(first.groups), {"long_name": "class of countries"}),
        "quarter": (("quarter",), quarters, {"long_name": f"quarters from the first of {FIRST_YEAR} on, 1-based"}),
        "checked": (("checked",), quarters[:CHECKED], {"long_name": "quarters that are checked against the record"}),
        "year": (("year",), FIRST_YEAR + np.arange(len(quarters) // QUARTERS), {"long_name": "calendar year"}),
        "country": (("country",), _text(known.codes), {"long_name": "ISO 3166-1 alpha-3 code"}),
    }
    attributes = {
        "title": f"Records of the scenario {meta.scenario}: {meta.title}".removesuffix(": "),
        "scenario": meta.scenario, "scenario_digest": meta.digest, "seed": meta.seed, "countries": meta.people,
        "quarters": meta.days, "mechanisms": " ".join(meta.mechanisms), "parameters": json.dumps(dict(meta.parameters)),
        "version": version(), "state_hash": first.state_hash, "case_entries": len(first.case.get("person", ())),
        "regimes": known.fallback, "licence": LICENCE,
        "conventions": "forward results are told by class of country; rows are for the documented past and for checks",
        "synthetic": SYNTHETIC,
    }  # fmt: skip
    return xr.Dataset(variables, coordinates, attributes)


def _counts(prefix: str, arms: Sequence[History], draws: str) -> dict[str, Variable]:
    if not arms:
        return {}
    made: dict[str, Variable] = {}
    for i, name in enumerate(arms[0].events):
        counts = np.stack([by_year(arm.counts[:, :, i, 0], state=is_state(name)) for arm in arms])
        counted = "at the end of the year" if is_state(name) else "over the year"
        said = {
            "long_name": EVENTS[name].doc,
            "units": "countries",
            "counted": counted,
            "phase": EVENTS[name].phase.name,
        }
        made[prefix + name] = (("arm", draws, "year", "group"), counts.astype(np.int16), said)
    return made


def by_year(counts: npt.NDArray[Any], *, state: bool) -> npt.NDArray[Any]:
    """(replicate, quarter, ...) counts by year: the last quarter's where they say what is so, sums elsewhere."""
    years = counts.shape[1] // QUARTERS
    whole = counts[:, : years * QUARTERS].reshape(counts.shape[0], years, QUARTERS, *counts.shape[2:])
    return np.asarray(whole[:, :, -1] if state else whole.sum(axis=2))


def _polity(arms: Sequence[History]) -> dict[str, Variable]:
    made: dict[str, Variable] = {}
    for name in arms[0].polity:
        values = np.stack([arm.polity[name][:, :, 0].mean(axis=0) for arm in arms])
        said = {"long_name": SHARED[name].doc, "units": SHARED[name].unit}
        made[name] = (("arm", "quarter"), values, said)
        ends = np.stack([arm.polity[name][:, QUARTERS - 1 :: QUARTERS, 0] for arm in arms]).astype(np.float32)
        made[f"end_{name}"] = (("arm", "replicate", "year"), ends, said | {"counted": "at the end of the year"})
    return made


def _rows(arms: Sequence[History]) -> dict[str, Variable]:
    panels = [arm.panel for arm in arms if arm.panel is not None]
    made: dict[str, Variable] = {}
    for i, name in enumerate(panels[0].events):
        shares = np.stack([panel.befell[:CHECKED, i] / panel.replicates for panel in panels]).astype(np.float32)
        said = {"long_name": EVENTS[name].doc, "units": "share of replicates"}
        made[f"row_{name}"] = (("arm", "checked", "country"), shares, said)
    for name in panels[0].levels:
        levels = np.stack([panel.levels[name][:CHECKED] for panel in panels]).astype(np.float32)
        said = {"long_name": BY_NAME[name].doc, "units": BY_NAME[name].unit}
        made[f"level_{name}"] = (("arm", "checked", "country"), levels, said)
    return made


def _means(prefix: str, arms: Sequence[History], draws: str) -> dict[str, Variable]:
    panels = [arm.panel for arm in arms if arm.panel is not None]
    if not panels:
        return {}
    made: dict[str, Variable] = {}
    for name in panels[0].means:
        values = np.stack([panel.means[name][:, QUARTERS - 1 :: QUARTERS] for panel in panels]).astype(np.float32)
        said = {"long_name": f"mean over countries: {BY_NAME[name].doc}", "units": BY_NAME[name].unit}
        made[f"{prefix}mean_{name}"] = (("arm", draws, "year", "group"), values, said)
    return made


def _changed(prefix: str, arms: Sequence[History], draws: str) -> dict[str, Variable]:
    """Countries that have become so since the end of 2020, at the end of each later year."""
    panels = [arm.panel for arm in arms if arm.panel is not None]
    docs = {one.name: one.doc for one in CHANGES}
    return {
        f"{prefix}{CHANGED}{name}": (
            ("arm", draws, "year", "group"), np.stack([panel.changed[name] for panel in panels]),
            {"long_name": docs[name], "units": "countries"},
        )
        for name in (panels[0].changed if panels else {})
    }  # fmt: skip


def _followed(first: History) -> dict[str, Variable]:
    """When something first befell each country, and how often, in every world of the first arm."""
    assert first.panel is not None
    made: dict[str, Variable] = {}
    for word, kept, unit in (("first", first.panel.first, "quarter, 0: not up to 2022"),
                             ("times", first.panel.times, "times up to the end of 2020")):  # fmt: skip
        for name, values in kept.items():
            said = {"long_name": f"{word}: {EVENTS[name].doc}", "units": unit}
            made[f"{word}_{name}"] = (("replicate", "country"), values, said)
    return made


def _known(known: Nations) -> dict[str, Variable]:
    first = columns(known)
    classes = {"region": REGIONS, "regime": REGIMES, "voice": VOICES}
    return {
        "name": (("country",), _text(known.names), {"long_name": "name", "units": "name"}),
        "tile_row": (("country",), known.tiles[:, 0], {"long_name": "row on the tile map", "units": "tiles"}),
        "tile_column": (("country",), known.tiles[:, 1], {"long_name": "column on the tile map", "units": "tiles"}),
        **{
            f"class_{name}": (
                ("country",), _text(values[code] for code in first[name]),
                {"long_name": BY_NAME[name].doc, "units": "class"},
            )
            for name, values in classes.items()
        },
        "group_words": (
            ("group",), _text(COUNTRY_GROUPS.values()),
            {"long_name": "class of countries, in words", "units": "name"},
        ),
    }  # fmt: skip


def _text(words: Any) -> Any:
    return np.array(list(words), dtype=object)
