"""History -> xarray Dataset: a variable an event, labelled and with units, so that a table explains itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from sousveil.contract import columns, events
from sousveil.contract.column import is_count, stored_range
from sousveil.contract.quantity import Share
from sousveil.records.history import POINTS_A_BIN, History
from sousveil.records.meta import LICENCE, SYNTHETIC, Meta
from sousveil.records.provenance import version

PERSON_DAYS = "person-days"

Variable = tuple[tuple[str, ...], Any, dict[str, Any]]


def dataset(history: History, meta: Meta) -> xr.Dataset:
    """The records of a run: counts by event, shared numbers, histograms and head counts, with units and docs."""
    variables = {
        **_counts(history),
        **_polity(history, meta),
        **_histograms(history, meta),
        "people": (
            ("place", "group"),
            history.people,
            {"long_name": "people who live here, by group", "units": "persons"},
        ),
    }
    if history.adults is not None:
        said = {"long_name": "people of 15 and more who live here, by group", "units": "persons"}
        variables["adults"] = (("place", "group"), history.adults, said)
    attributes = {
        "title": f"Records of the scenario {meta.scenario}: {meta.title}".removesuffix(": "),
        "scenario": meta.scenario,
        "scenario_digest": meta.digest,
        "seed": meta.seed,
        "people": meta.people,
        "days": meta.days,
        "mechanisms": " ".join(meta.mechanisms),
        "omniscient": int(meta.omniscient),
        "parameters": json.dumps(dict(meta.parameters)),
        "version": version(),
        "state_hash": history.state_hash,
        "case_entries": len(history.case.get("person", ())),
        "case_entries_left_out": history.cases_left_out,
        "licence": LICENCE,
        "conventions": "dims replicate, time, place, group; an event counts persons times days within the bin",
        "synthetic": SYNTHETIC,
    }
    return xr.Dataset(variables, _coordinates(history), attributes)


def _coordinates(history: History) -> dict[str, Variable]:
    time = np.asarray(history.time, np.int32)
    return {
        "replicate": (("replicate",), np.arange(history.counts.shape[0], dtype=np.int32), {"long_name": "replicate"}),
        "time": (
            ("time",),
            time,
            {"long_name": "days since start, 1-based, end of bin", "units": "day number"},
        ),
        "days": (
            ("time",),
            np.diff(time, prepend=0).astype(np.int32),
            {"long_name": "length of the bin", "units": "day"},
        ),
        "place": (("place",), _text([p.label for p in history.places]), {"long_name": "place (synthetic label)"}),
        "place_kind": (
            ("place",),
            _text([p.kind for p in history.places]),
            {"long_name": "urban, rural or abroad"},
        ),
        "region": (("place",), _text([p.region for p in history.places]), {"long_name": "region (synthetic label)"}),
        "group": (
            ("group",),
            _text(history.groups),
            {"long_name": "group; all but 'abroad' count people at home"},
        ),
        "snapshot": (
            ("snapshot",),
            np.asarray(history.snapshots, np.int32),
            {"long_name": "day of the picture; 0 is the start", "units": "day number"},
        ),
    }


def _counts(history: History) -> dict[str, Variable]:
    dims = ("replicate", "time", "place", "group")
    return {
        name: (dims, history.counts[:, :, i], event_attributes(name, history.mechanisms.get(name, "")))
        for i, name in enumerate(history.events)
    }


def event_attributes(name: str, emitted_by: str) -> dict[str, Any]:
    """The attributes of an event's variable; an event of another package has its name for a doc."""
    event = events.BY_NAME.get(name)
    known = {"long_name": name.replace("_", " "), "units": PERSON_DAYS, "emitted_by": emitted_by}
    if event is None:
        return known
    return known | {
        "long_name": event.doc,
        "phase": event.phase.name,
        "rights": f"ICCPR {', '.join(map(str, event.rights))}" if event.rights else "",
        "case": int(event.case),
    }


def _polity(history: History, meta: Meta) -> dict[str, Variable]:
    made: dict[str, Variable] = {}
    for name, values in history.polity.items():
        shared = columns.SHARED.get(name)
        attributes = {
            "long_name": shared.doc if shared else name,
            "units": shared.unit if shared else "",
            "settled_by": meta.settlers.get(name, ""),
        }
        made[name] = (("replicate", "time", "place"), values, attributes)
    return made


def _histograms(history: History, meta: Meta) -> dict[str, Variable]:
    made: dict[str, Variable] = {}
    for name, values in history.histograms.items():
        column, bins = columns.BY_NAME[name], values.shape[-1]
        edges = lower_edges(name, bins)
        made[f"hist_{name}"] = (
            ("replicate", "snapshot", "group", "bin"),
            values,
            {
                "long_name": f"persons by {column.doc}",
                "units": "persons",
                "of": name,
                "owned_by": meta.owners.get(name, ""),
            },
        )
        made[f"edge_{name}"] = (
            ("bin",),
            edges,
            {
                "long_name": f"lower edge of the bin of {name}; the last bin holds everything above",
                "units": column.unit,
                "width": float(edges[1] - edges[0]),
            },
        )
    return made


def lower_edges(column: str, bins: int) -> Any:
    """Lower edges of a column's bins in natural units, shape (bins,), float64."""
    spec = columns.BY_NAME[column]
    if is_count(spec):
        return np.arange(bins) * float(POINTS_A_BIN)
    top = stored_range(spec) + 1
    scale = top if spec.quantity is Share else 1
    return np.arange(bins) * (top / bins) / scale


def _text(words: Sequence[str]) -> Any:
    # variable-length strings have a place in the zarr specification, fixed-length ones have none yet
    return np.array(words, dtype=object)
