"""A pair as plain values: what `compare --json` prints, what its folder keeps, and what its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sousveil.compare.differing import differences as differences
from sousveil.compare.pair import Pair
from sousveil.compare.through import WORDS
from sousveil.language import N_
from sousveil.measures.paired import pairs_needed, said
from sousveil.records.provenance import version
from sousveil.scenario import Scenario

SHOWN = 12
"""Persons whose lives are told one by one."""
Tested = Mapping[int, tuple[bool | None, str]]


def document(pair: Pair, tested: Tested) -> dict[str, Any]:
    """tested: person -> whether the event where their life parted was necessary, and what was found."""
    entries = [
        entry | {"says": said(entry), "pairs_needed": pairs_needed(entry, pair.replicates)} for entry in pair.entries
    ]
    return {
        "schema": 1, "version": version(),
        "baseline": _side(pair.baseline), "reform": _side(pair.reform),
        "people": pair.baseline.people, "days": pair.baseline.days, "seed": pair.baseline.seed,
        "replicates": pair.replicates, "differences": differences(pair.baseline, pair.reform),
        "ignorance": None if pair.ignorance is None else pair.ignorance.document(),
        "effects": entries, "lives": _lives(pair, tested),
        "state_hash": {"baseline": pair.hashes[0], "reform": pair.hashes[1]},
    }  # fmt: skip


def _side(scenario: Scenario) -> dict[str, str]:
    return {"name": scenario.name, "title": scenario.title, "label": scenario.label}


def _lives(pair: Pair, tested: Tested) -> dict[str, Any]:
    """Of the first replicate: how many lives part, through what; whose fate differs; some of them one by one."""
    fated = pair.people()
    by_kind = pair.fates.group_by("kind", "side").agg(
        pl.len().alias("times"), pl.col("person").n_unique().alias("people")
    )
    shown = [*tested, *(person for person in fated["person"].to_list() if person not in tested)][:SHOWN]
    return {
        "parted": pair.parted.height,
        "fates": fated.height,
        "left_out": pair.fates_left_out,
        "through": _ways(pair.parted, fated),
        "first": _first(fated),
        "kinds": by_kind.sort("times", descending=True).to_dicts(),
        "told": [_told(pair, person, tested) for person in shown],
    }


def _ways(parted: pl.DataFrame, fated: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {"through": way, "words": words, "parted": parted.filter(pl.col("through") == way).height,
         "fates": fated.filter(pl.col("through") == way).height}
        for way, words in WORDS.items()
    ]  # fmt: skip


def _first(fated: pl.DataFrame) -> list[dict[str, Any]]:
    """Where the lives of those whose fate differs part, commonest first."""
    found = fated.group_by("event", "rule", "side", "through").len("people")
    return found.sort("people", "event", descending=[True, False]).to_dicts()


def _told(pair: Pair, person: int, tested: Tested) -> dict[str, Any]:
    first = pair.parted.filter(pl.col("person") == person).to_dicts()[0]
    fates: Sequence[dict[str, Any]] = pair.fates.filter(pl.col("person") == person).to_dicts()
    necessary, found = tested.get(person, (None, N_("not tested")))
    return {"person": person, "first": first, "fates": list(fates), "necessary": necessary, "tested": found}
