"""A run folder, read for the page. Every number on the page comes through here, and none is made here."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import xarray as xr

from sousveil.contract.errors import RequestError
from sousveil.language import N_, _
from sousveil.measures.measure import Measure
from sousveil.measures.registry import MEASURES
from sousveil.records import archive, store
from sousveil.records.provenance import RUN_FILE
from sousveil.report import names, reasons, words
from sousveil.scenario import Scenario, load

POINTS = "percentage points"
UNASSESSED = N_("not assessed")


@dataclass(frozen=True)
class Entry:
    """One measure of one group, as summary.json gives it."""

    name: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    per: str
    reason: str = ""
    assumed_low: float | None = None
    assumed_high: float | None = None

    @property
    def is_share(self) -> bool:
        """True where the value is a share of a whole."""
        return self.unit == "share"

    @property
    def say(self) -> Callable[[float], str]:
        """How the page prints a number of this unit."""
        return words.percent if self.is_share else words.tenths if self.unit == POINTS else words.number

    @property
    def text(self) -> str:
        """The value as the page prints it; the reason where there is none."""
        if self.value is None:
            return _("none: {reason}", reason=reasons.told(self.reason or words.NONE))
        return self.say(self.value)

    @property
    def span(self) -> str:
        """The interval over replicates, '110 to 130' or 'not assessed'."""
        return words.interval(self.low, self.high, self.say) or _(UNASSESSED)

    @property
    def units(self) -> str:
        """'alerts per 100,000 people a year'; nothing for a share, whose sign says it."""
        unit = "" if self.is_share else self.unit
        return names.unit(f"{unit} per {self.per}" if self.per else unit)

    @property
    def luck(self) -> str:
        """The interval over replicates in words."""
        if self.low is None or self.high is None:
            return _("interval: not assessed (one replicate)")
        return _("interval of luck (95%): {span}", span=self.span)

    @property
    def ignorance(self) -> str:
        """The range over what was assumed, in words."""
        return _("range over assumptions: {span}", span=self.guesses)

    @property
    def guesses(self) -> str:
        """The range over what was assumed, '80 to 240' or 'not assessed'."""
        return words.interval(self.assumed_low, self.assumed_high, self.say) or _(UNASSESSED)


class Reading:
    """What the page is made from: scenario, run.json, summary.json and the records."""

    def __init__(self, folder: Path) -> None:
        place = store.staging(folder)
        self.folder = folder
        self.info = _json(place / RUN_FILE, folder)
        self.summary = _json(place / "summary.json", folder)
        self.records: xr.Dataset = archive.read(place / archive.FOLDER)
        self.scenario: Scenario = load(str(place / store.SCENARIO_FILE))
        self.files = sorted(path.name for path in place.iterdir())

    @cached_property
    def entries(self) -> Mapping[tuple[str, str], Entry]:
        """(measure, group) -> entry."""
        known = Entry.__dataclass_fields__
        made = [Entry(**{key: value for key, value in row.items() if key in known}) for row in self.summary["measures"]]
        return {(entry.name, entry.group): entry for entry in made}

    def entry(self, name: str, group: str = "all") -> Entry:
        """A measure of a group; without a value and with a reason where the run has none."""
        missing = Entry(name, group, None, None, None, "", "", N_("this run did not measure it"))
        return self.entries.get((name, group), missing)

    def value(self, name: str, group: str = "all") -> float | None:
        """The value alone."""
        return self.entry(name, group).value

    def by_group(self, name: str) -> Iterator[Entry]:
        """The entries of a measure for every group that has one, everybody first."""
        return (
            entry for (measure, _group), entry in self.entries.items() if measure == name and entry.value is not None
        )

    def definition(self, name: str) -> Measure | None:
        """The declaration of a measure."""
        return MEASURES.get(name)

    @property
    def replicates(self) -> int:
        """How often the run was repeated with other luck."""
        return int(self.records.sizes["replicate"])

    @property
    def ignorance(self) -> Mapping[str, int] | None:
        """Runs with other guesses: draws, people of each, parameters drawn; None where there were none."""
        return self.summary.get("ignorance")

    @property
    def cases_left_out(self) -> int:
        """Entries that the case file does not hold because it was full."""
        return int(self.summary.get("case_file", {}).get("left_out", 0))

    @property
    def version(self) -> str:
        """The version of the lab that ran it."""
        said = str(self.summary.get("version") or self.info.get("versions", {}).get("sousveil") or _("unknown"))
        return _("(development copy)") if said == "not installed" else said

    @property
    def state_hash(self) -> str:
        """The hash of everybody's last state."""
        return str(self.summary.get("state_hash", ""))

    @property
    def folder_name(self) -> str:
        """The name of the run folder, as one types it in a shell."""
        return shlex.quote(self.folder.name)

    @property
    def date(self) -> str:
        """The day on which the run was made, as YYYY-MM-DD."""
        return str(self.info.get("finished") or self.info.get("started") or "")[:10]

    @property
    def badge(self) -> str:
        """The small print under every chart."""
        return _(
            "Sousveil {version} · scenario {name} · seed {seed} · synthetic people",
            version=self.version, name=self.scenario.name, seed=self.scenario.seed,
        )  # fmt: skip


def _json(path: Path, folder: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise RequestError(
            f"there is no {path.name}, so there is nothing to show",
            where=str(folder),
            allowed="a folder that `sousveil run` has written",
        ) from None
    except ValueError:
        raise RequestError(f"{path.name} cannot be read", where=str(folder), found="not JSON") from None
    return dict(content)
