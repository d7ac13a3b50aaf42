"""The wiring of an exhibit: claims -> arms in the ordinary engine -> figures -> rows with verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sousveil.contract.errors import RequestError
from sousveil.language import N_
from sousveil.replications import drivers
from sousveil.replications.check import gap, simulated, verdict
from sousveil.replications.claim import Break, Claim, Picture
from sousveil.replications.exhibit import Exhibit, load
from sousveil.replications.figures import Figures
from sousveil.replications.given import Given, defaults, given
from sousveil.replications.pictures import drawn
from sousveil.replications.play import Play

Document = dict[str, Any]
NEEDED = N_("its figures come from a table of yours: -o {name}=PATH")


def silent(text: str) -> None:
    """Tell nobody."""


def asked(exhibits: Sequence[str], overrides: Sequence[str] = ()) -> list[tuple[Exhibit, Given]]:
    """The exhibits and what each is given; raises RequestError before anything is run."""
    return [(made, given(made, overrides)) for made in map(load, exhibits)]


def replicate(
    exhibit: Exhibit | str,
    overrides: Sequence[str] | Given = (),
    *,
    replicates: int | None = None,
    seed: int = 1,
    told: Callable[[str], None] = silent,
) -> Document:
    """Run an exhibit: {"exhibit", "rows" (one a claim), "breaks", "pictures", "notes", ...} as plain values.

    overrides: "name=value"; with any of them there are no verdicts. replicates: the exhibit's own unless given; one
    where nothing is drawn. Raises RequestError for what is wrong with the exhibit or the overrides.
    """
    exhibit = load(exhibit) if isinstance(exhibit, str) else exhibit
    said = overrides if isinstance(overrides, Given) else given(exhibit, overrides)
    claim = exhibit.claim
    count = (claim.replicates if replicates is None else replicates) if claim.luck else 1
    play = Play(exhibit, {**defaults(exhibit), **said.values}, count, seed, said.files, said.changes, told)
    driven = drivers.Driven({}) if claim.driver is None else drivers.drive(claim.driver, play, exhibit.name)
    figures = _Named(Figures(play, driven.figures), exhibit)
    return {
        "exhibit": exhibit.name,
        "title": claim.title,
        "question": claim.question,
        "sources": claim.sources,
        "level": claim.level,
        "level_reason": claim.level_reason,
        "replicates": count,
        "seed": seed,
        "overrides": said.shown,
        "parameters": {**play.values, **said.files},
        "arms": {name: arm.title for name, arm in claim.arms.items()},
        "rows": [_row(exhibit, one, figures, said) for one in claim.claims],
        "breaks": [_break(one, figures, luck=claim.luck) for one in claim.breaks],
        "pictures": [_picture(one, figures, driven) for one in claim.pictures],
        "notes": exhibit.notes,
    }


def flat(documents: Sequence[Document]) -> Document:
    """The JSON document of `sousveil replicate --json`: one entry a claim."""
    return {"exhibits": [row for document in documents for row in document["rows"]]}


class _Named:
    """Figures of an exhibit by name, computed once."""

    def __init__(self, figures: Figures, exhibit: Exhibit) -> None:
        self.figures, self.exhibit = figures, exhibit
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            where = f"{self.exhibit.name}: figures.{name}"
            made = self.figures.of(self.exhibit.claim.figures[name], where)
            if made.ndim != 1:
                raise RequestError("a figure of a claim is one number", where=where, found="one for each day",
                                   allowed="over: sum, mean, max, median or last")  # fmt: skip
            self._made[name] = made
        return self._made[name]


def _row(exhibit: Exhibit, claim: Claim, figures: _Named, said: Given) -> Document:
    found = simulated(figures[claim.figure], luck=exhibit.claim.luck)
    # a table that only claims on that very table need is no override: these are judged with it, others as without it
    needed = {one.needs for one in exhibit.claim.claims}
    judged, reason = verdict(claim, found, bool(said.shown.keys() - needed))
    if claim.needs is not None and claim.needs not in said.files:
        judged, reason = "unstated", NEEDED.format(name=claim.needs)
    return {
        "name": exhibit.name,
        "source": claim.source,
        "quantity": claim.quantity,
        "published": claim.published,
        "simulated": found.value,
        "standard_error": found.standard_error,
        "unit": claim.unit,
        "kind": claim.kind,
        "role": claim.role,
        "tolerance": claim.tolerance.model_dump(),
        "level": claim.level or exhibit.claim.level,
        "verdict": judged,
        "reason": reason,
        "gap": None if found.value is None or said.shown.keys() - needed else gap(claim, found.value),
        "contested": None if claim.contested is None else claim.contested.model_dump(),
        "note": claim.note,
        "replicates": found.replicates,
        "parameters": said.shown,
    }


def _break(one: Break, figures: _Named, *, luck: bool) -> Document:
    sides = {"broken": one.figure, "held": one.beside}
    made = {side: simulated(figures[name], luck=luck) for side, name in sides.items()}
    return {
        "quantity": one.quantity,
        "unit": one.unit,
        "lesson": one.lesson,
        **{side: found.value for side, found in made.items()},
        **{f"{side}_standard_error": found.standard_error for side, found in made.items()},
    }


def _picture(picture: Picture, figures: _Named, driven: drivers.Driven) -> Document:
    where = f"{figures.exhibit.name}: pictures, {picture.title}"

    def values(figure: Any) -> Any:
        return figures[figure] if isinstance(figure, str) else figures.figures.of(figure, where)

    lines = {name: np.atleast_2d(values(figure)) for name, figure in picture.lines.items()}
    bars = {name: values(figure) for name, figure in picture.bars.items()}
    rows: Sequence[Mapping[str, Any]] = drawn(lines, bars)
    if picture.drawn is not None:
        if picture.drawn not in driven.rows:
            raise RequestError(f"the driver draws no {picture.drawn!r}", where=where, allowed=", ".join(driven.rows))
        rows = driven.rows[picture.drawn]
    return {"title": picture.title, "x": picture.x, "y": picture.y, "share": picture.share,
            "kind": "bars" if bars else "lines", "rows": list(rows)}  # fmt: skip
