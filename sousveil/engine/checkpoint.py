"""Between a run after a day and the arrays of a checkpoint: columns, shared numbers, and what is recorded so far.

Columns lie in the order of the population (`engine/order.py`). They are cut into pieces of 2^20 people, so that neither
writing nor reading needs a second copy of a population.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sousveil.contract.column import Column
from sousveil.contract.columns import BY_NAME, SHARED
from sousveil.engine.layout import BLOCK
from sousveil.engine.loop import World
from sousveil.engine.order import in_order, positions, put
from sousveil.engine.recorder import Recorder
from sousveil.records.hashed import Hashed, Sheet, sheet

PEOPLE_A_PIECE = 1 << 20

Integers = npt.NDArray[Any]


def state(world: World) -> Iterator[Sheet]:
    """The columns and the shared numbers, as they are between two days, and what its nights keep."""
    at = positions(world.layout)
    for name, column in world.columns.items():
        yield _column(world, BY_NAME[name], column, at)
    numbers = {name: f"{SHARED[name].doc} [{SHARED[name].quantity.__name__}]" for name in world.polity}
    stored = np.stack(list(world.polity.values()))
    yield sheet("polity", stored, ("name", "replicate", "place"), names=list(numbers), docs=list(numbers.values()))
    yield from world.nights.sheets()


def recorded(recorder: Recorder) -> Iterator[Sheet]:
    """What has been recorded up to now: closed bins, sums of the bin that is open, pictures, the case file."""
    recorder.catch_up()
    done = recorder.bin
    dims = ("replicate", "time", "event", "place", "group")
    said = {
        "events": list(recorder.events),
        "time": list(recorder.time[:done]),
        "groups": list(recorder.grouping.names),
    }
    yield sheet("records/counts", recorder.counts[:, :done], dims, **said)
    yield _stacked("records/polity", {name: kept[:, :done] for name, kept in recorder.polity.items()},
                   ("name", "replicate", "time", "place"))  # fmt: skip
    yield _stacked("records/histograms", recorder.pictures, ("name", "replicate", "snapshot", "group", "bin"))
    for key, kept in recorder.sums.items():
        yield sheet(f"records/open/{key}", kept, ("replicate", "place", "event", "mask"))
    yield from _cases(recorder)


def said(recorder: Recorder) -> dict[str, Any]:
    """The attributes of a checkpoint that `recorded` does not hold as arrays."""
    recorder.catch_up()
    return {"bins_closed": recorder.bin, "cases_left_out": recorder.cases_left_out}


def restore(saved: Hashed, world: World, recorder: Recorder) -> None:
    """Put everything back where it was. What a checkpoint of recorded things alone lacks stays as it is."""
    for name in saved.names:
        if name in world.columns:
            put(world, name, saved.whole(name))
    if "polity" in saved.names:
        for name, kept in zip(world.polity, saved.whole("polity"), strict=True):
            world.polity[name] = kept.copy()
        world.nights.restore(world, saved)
    _restore_records(saved, recorder)


def _column(world: World, column: Column, stored: Any, at: Integers) -> Sheet:
    replicates, view = len(world.machine.seeds), world.devices.whole(stored)

    def piece(first: int, last: int) -> Integers:
        of = view if world.machine.many else view[None]
        blocks = at[first // BLOCK : last // BLOCK]
        return np.stack([in_order(world.layout, one, blocks) for one in of])

    quantity = column.quantity if isinstance(column.quantity, str) else column.quantity.__name__
    return Sheet(
        column.name, (replicates, len(at) * BLOCK), column.dtype, ("replicate", "person"), 1, PEOPLE_A_PIECE, piece,
        {"long_name": column.doc, "units": column.unit, "kind": column.kind, "quantity": quantity,
         "fields": {field.name: list(column.shifts[field.name]) for field in column.fields},
         "values": list(column.values)},
    )  # fmt: skip


def _cases(recorder: Recorder) -> Iterator[Sheet]:
    """The case file as it is kept: persons one after another, and runs of them with the day and the kind of event."""
    runs = [(day, kind, len(people)) for people, day, kind in recorder.cases]
    ends = np.cumsum([0, *(number for _, _, number in runs)])

    def piece(first: int, last: int) -> Integers:
        low, high = np.searchsorted(ends, first, side="right") - 1, np.searchsorted(ends, last)
        some = [people for people, _, _ in recorder.cases[low:high]]
        return np.concatenate(some)[first - ends[low] : last - ends[low]]

    yield Sheet("records/case_person", (int(ends[-1]),), "int64", ("entry",), 0, PEOPLE_A_PIECE, piece)
    stored = np.array(runs, np.int64).reshape(-1, 3)
    yield sheet("records/case_runs", stored, ("run", "what"), what=["day", "event", "entries"])


def _stacked(name: str, arrays: Mapping[str, Integers], dims: tuple[str, ...]) -> Sheet:
    stored = np.stack(list(arrays.values())) if arrays else np.zeros((0,) * len(dims))
    return sheet(name, stored, dims, names=list(arrays))


def _restore_records(saved: Hashed, recorder: Recorder) -> None:
    recorder.bin, recorder.cases_left_out = saved.attributes["bins_closed"], saved.attributes["cases_left_out"]
    recorder.counts[:, : recorder.bin] = saved.whole("records/counts")
    for kept, stored in zip(recorder.polity.values(), saved.whole("records/polity"), strict=True):
        kept[:, : recorder.bin] = stored
    for kept, stored in zip(recorder.pictures.values(), saved.whole("records/histograms"), strict=True):
        kept[:] = stored
    below = "records/open/"
    recorder.sums = {name.removeprefix(below): saved.whole(name) for name in saved.names if name.startswith(below)}
    runs = saved.whole("records/case_runs")
    people = np.split(saved.whole("records/case_person"), np.cumsum(runs[:, 2])[:-1]) if len(runs) else []
    recorder.cases = [(mine, int(day), int(kind)) for mine, (day, kind, _) in zip(people, runs, strict=True)]
    recorder.cases_kept = int(runs[:, 2].sum())
