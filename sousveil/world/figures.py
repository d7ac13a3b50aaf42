"""Simulated figures by name, one for each world of the first condition: what facts of a world scenario refer to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

from sousveil.nations import Nations
from sousveil.nations.columns import EXPORTER
from sousveil.world.calendar import DATE, QUARTERS, last_quarter
from sousveil.world.hazards import hazard_ratio
from sousveil.world.ranks import rank_correlation

Floats = npt.NDArray[np.float64]
MIDDLE_OF_2018 = last_quarter(2018) - QUARTERS // 2
MEMBERS = 193
"""Of the United Nations: what published numbers of signatories are out of."""
DOCUMENTED = 4
"""Statements up to the end of 2020."""


@dataclass(frozen=True)
class Worlds:
    """The worlds of the first condition, of one class of country."""

    records: xr.Dataset
    known: Nations
    group: str

    def yearly(self, variable: str, year: int) -> Floats:
        """(replicate,) a count of countries, or a mean over them, in a year or at its end."""
        return np.asarray(self.records[variable].isel(arm=0).sel(year=year, group=self.group).values, np.float64)

    def shared(self, name: str, year: int) -> Floats:
        """(replicate,) a number that all countries share, at the end of a year."""
        return np.asarray(self.records[f"end_{name}"].isel(arm=0).sel(year=year).values, np.float64)

    def by_country(self, variable: str) -> Floats:
        """(replicate, country) without the exporter."""
        return np.asarray(self.records[variable].values, np.float64)[:, self.others]

    @property
    def others(self) -> npt.NDArray[np.bool_]:
        """(country,) all but the exporter."""
        return np.array([code != EXPORTER for code in self.known.codes])


@dataclass(frozen=True)
class WorldFigure:
    """A figure in its unit. needs: variables of the records without which it cannot be told."""

    unit: str
    doc: str
    needs: tuple[str, ...]
    value: Callable[[Worlds], Floats]


def _count(event: str, year: int, doc: str) -> WorldFigure:
    return WorldFigure("countries", doc, (event,), lambda w: w.yearly(event, year))


def _exporter_share(w: Worlds) -> Floats:
    running = w.yearly("runs_system", 2019)
    return np.where(running > 0, w.yearly("runs_exporters", 2019) / np.maximum(running, 1), np.nan)


def _by(event: str) -> Callable[[Worlds], Floats]:
    """Share of countries that something befell by the middle of 2018."""

    def value(w: Worlds) -> Floats:
        first = w.by_country(f"first_{event}")
        return np.asarray(((first > 0) & (first <= MIDDLE_OF_2018)).mean(axis=1))

    return value


def _signatures(event: str) -> Callable[[Worlds], Floats]:
    return lambda w: w.yearly(event, 2019) + w.yearly(event, 2020)


def _silent(w: Worlds) -> Floats:
    spoke = _signatures("signs_support")(w) + _signatures("signs_criticism")(w)
    return 1 - spoke / (DOCUMENTED * MEMBERS)


def _hazard(w: Worlds) -> Floats:
    return hazard_ratio(w.by_country("first_seminar"), w.by_country("first_copies_law"), DATE)


def _ranks(w: Worlds) -> Floats:
    asked = w.others & np.isfinite(w.known.votes_china)
    sided = w.records["times_signs_support"].values - w.records["times_signs_criticism"].values
    return rank_correlation(sided[:, asked], w.known.votes_china[asked])


def _ahead(kind: str) -> Callable[[Worlds], Floats]:
    """The closed model less the open one, at the end of the year of the shock."""
    return lambda w: w.yearly(f"mean_{kind}_closed", 2020) - w.yearly(f"mean_{kind}_open", 2020)


SIGNED = ("signs_support", "signs_criticism")
FIGURES: dict[str, WorldFigure] = {
    "running_2019": _count("runs_system", 2019, "run a system at the end of 2019"),
    "exporter_share_2019": WorldFigure("share", "of those, with supply from the exporter",
                                       ("runs_system", "runs_exporters"), _exporter_share),
    "supplied_2018_share": WorldFigure("share", "bought from the exporter by the middle of 2018",
                                       ("first_buys_from_exporter",), _by("buys_from_exporter")),
    "trained_2018_share": WorldFigure("share", "sent officials to seminars by the middle of 2018", ("first_seminar",),
                                      _by("seminar")),
    "law_hazard_ratio": WorldFigure("times", "likelier to copy a law in a quarter after a first seminar, to the end of"
                                    " 2020", ("first_seminar", "first_copies_law"), _hazard),
    "votes_rank_correlation": WorldFigure("correlation", "of statements signed in support less those of criticism, to"
                                          " the end of 2020, with votes shared with the exporter",
                                          tuple(f"times_{event}" for event in SIGNED), _ranks),
    "silent_2019_2020_share": WorldFigure("share", "of members of the United Nations that sign neither of two"
                                          " statements, mean of four occasions", SIGNED, _silent),
    "support_2019_2020": WorldFigure("signatures", "in support, of four statements", SIGNED[:1],
                                     _signatures("signs_support")),
    "criticism_2019_2020": WorldFigure("signatures", "in criticism, of four statements", SIGNED[1:],
                                       _signatures("signs_criticism")),
    **{f"support_{year}": _count("signs_support", year, f"sign in support in {year}") for year in (2021, 2022)},
    **{f"criticism_{year}": _count("signs_criticism", year, f"sign the criticism in {year}") for year in (2021, 2022)},
    "agencies_2020": WorldFigure("agencies", "of fifteen, headed by the exporter's nationals at the end of 2020",
                                 ("end_agencies",), lambda w: w.shared("agencies", 2020)),
    "seen_ahead_2020": WorldFigure("share", "performance of the closed model as seen, less that of the open one",
                                   ("mean_seen_closed", "mean_seen_open"), _ahead("seen")),
    "felt_ahead_2020": WorldFigure("share", "favour for the closed model as felt, less that for the open one",
                                   ("mean_felt_closed", "mean_felt_open"), _ahead("felt")),
}  # fmt: skip
