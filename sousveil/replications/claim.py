"""What an exhibit's claim.yaml may hold: parameters, arms, figures and the published results beside them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from sousveil.scenario.model import Line, Number, Strict

Level = Literal["exact", "distribution", "sign"]
"""How close the lab comes to what was published, after Axtell, Axelrod, Epstein and Cohen 1996: numerically identical,
the same distribution, the same relation."""
Label = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,47}$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
Path = Annotated[str, Field(pattern=r"^[^/]+(/[^/]+)*$")]
Figured = Any
"""A figure in the small language of `figures.py`; checked there, where its words are known."""


class Input(Strict):
    """A number, or a user's file, that the exhibit takes and `-o` overrides."""

    default: Number | None = Field(None, description="its value unless overridden; nothing for a file")
    unit: Line = Field(description="the unit")
    within: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = Field(
        None, description="[lowest, highest] that is allowed"
    )
    evidence: Literal["measured", "derived", "assumed"] = Field(description="measured, derived or assumed")
    source: Line | None = Field(None, description="where it was published; needed unless assumed")
    doc: Line = Field(description="what it is")
    sets: list[Path] = Field(
        [], description="where in scenario.yaml it goes: keys with / between them; +people adds to what stands there"
    )
    times: Number = Field(1, description="factor between its unit and that of the place it goes to")
    file: bool = Field(False, description="true for a table that the user has, as a path")

    @model_validator(mode="after")
    def _consistent(self) -> Input:
        if self.evidence != "assumed" and self.source is None:
            raise ValueError(f"a {self.evidence} number names its source")
        if self.file == (self.default is not None):
            raise ValueError("a number has a default; a file has none")
        if not self.file and self.within is None:
            raise ValueError("a number says what is allowed: within: [lowest, highest]")
        if self.within and self.default is not None and not self.within[0] <= self.default <= self.within[1]:
            raise ValueError(f"the default {self.default:g} lies outside {self.within}")
        return self


class Arm(Strict):
    """A variant of the scenario. broken: whether it takes away what the result rests on."""

    title: Line = Field(description="what is different, in a few words")
    change: dict[str, Any] = Field({}, description="what scenario.yaml says otherwise, key by key")
    broken: bool = Field(False, description="true where the key assumption is taken away")


class Tolerance(Strict):
    """How far a figure may lie from what was published, and why that far."""

    absolute: float = Field(0, ge=0, allow_inf_nan=False, description="in the claim's unit")
    standard_errors: float = Field(0, ge=0, le=5, allow_inf_nan=False, description="of the simulated figure, on top")
    reason: Line = Field(description="why this is close enough")


class Contested(Strict):
    """What others found, where the evidence is disputed."""

    low: Number = Field(description="the lowest published figure")
    high: Number = Field(description="the highest")
    dissent: Line = Field(description="who found otherwise, and what")


class Claim(Strict):
    """One published result and the simulated figure beside it."""

    quantity: Line = Field(description="what is compared, in words")
    figure: Key = Field(description="the simulated figure, by its name below `figures`")
    published: Number | Annotated[list[Number], Field(min_length=2, max_length=2)] = Field(
        description="the published number, or [low, high]"
    )
    unit: Line = Field(description="the unit of both")
    source: Line = Field(description="where it was published")
    kind: Literal["printed", "formula"] = Field(
        description="printed: the number stands in the source; formula: it follows from the source's formula"
    )
    role: Literal["predicted", "calibrated"] = Field(
        "predicted", description="calibrated where a parameter was chosen to meet it: no verdict"
    )
    level: Level | None = Field(None, description="where it differs from the exhibit's")
    needs: Key | None = Field(None, description="the table of the user that the figure is read from, by its parameter")
    tolerance: Tolerance
    contested: Contested | None = None
    note: Line | None = Field(None, description="what explains the gap, where there is one")

    @model_validator(mode="after")
    def _consistent(self) -> Claim:
        if isinstance(self.published, list) and self.published[0] > self.published[1]:
            raise ValueError("`published` is [low, high]")
        return self


class Break(Strict):
    """What becomes of a figure when the key assumption is taken away."""

    quantity: Line = Field(description="what is compared, in words")
    figure: Key = Field(description="the figure of an arm in which the assumption is broken")
    beside: Key = Field(description="the figure in which it holds")
    unit: Line
    lesson: Line = Field(description="what the reader sees: what carries the result")


class Picture(Strict):
    """A picture as the papers show it: lines over days, or bars."""

    title: Line
    y: Line = Field(description="what is up, with its unit")
    x: Line = Field("day", description="what runs to the right, with its unit")
    share: bool = Field(False, description="true where values are shares, shown in per cent")
    lines: dict[str, Figured] = Field({}, max_length=4, description="name -> a figure `over: days`; four at most")
    bars: dict[str, Figured] = Field({}, description="name -> a figure")
    drawn: Key | None = Field(None, description="rows that the driver gives under this name")


class ClaimFile(Strict):
    """claim.yaml: what was published, and how the lab is asked for it."""

    format: Literal[1] = Field(alias="schema", description="the version of this format: 1")
    title: Line = Field(description="a title for pages")
    question: Line = Field(description="the question it answers, in one sentence")
    sources: Annotated[list[Line], Field(min_length=1)] = Field(description="the publications, most important first")
    level: Level = Field(description="exact, distribution or sign")
    level_reason: Line = Field(description="why it reaches that level and no higher")
    replicates: Annotated[int, Field(ge=1, le=10_000)] = Field(description="seeds; at least 30 where luck matters")
    luck: bool = Field(True, description="false where nothing is drawn, so that one replicate is all there is")
    fast: bool = Field(False, description="true where it takes seconds: part of the test command")
    driver: Key | None = Field(None, description="a shipped driver that gives figures no scenario alone can give")
    parameters: dict[Key, Input] = {}
    arms: Annotated[dict[Label, Arm], Field(min_length=1)]
    figures: Annotated[dict[Key, Figured], Field(min_length=1)]
    claims: Annotated[list[Claim], Field(min_length=1)]
    breaks: Annotated[list[Break], Field(min_length=1)] = Field(description="the key assumption, broken")
    pictures: list[Picture] = []

    @model_validator(mode="after")
    def _consistent(self) -> ClaimFile:
        named = [claim.figure for claim in self.claims]
        named += [figure for one in self.breaks for figure in (one.figure, one.beside)]
        tables = {name for name, one in self.parameters.items() if one.file}
        for claim in self.claims:
            if claim.needs not in {None, *tables}:
                raise ValueError(f"no parameter {claim.needs!r} is a file; those are {', '.join(tables) or 'none'}")
        for name in named:
            if name not in self.figures:
                raise ValueError(f"no figure is called {name!r}; there are {', '.join(self.figures)}")
        if self.luck and self.replicates < MOST_SEEDS_NEEDED:
            raise ValueError(f"at least {MOST_SEEDS_NEEDED} replicates where luck matters, or luck: false")
        return self


MOST_SEEDS_NEEDED = 30
"""Fewer seeds carry no stochastic claim."""
