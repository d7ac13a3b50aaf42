"""What calls take and answer, where that is not a value of the service as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Strict

from sousveil.studio.service import Board, Change, Draft, World
from sousveil.studio.service.jobs import Asking, Whole
from sousveil.studio.service.links import link
from sousveil.studio.service.stages import noted
from sousveil.studio.service.translated import translated


@dataclass(frozen=True)
class Changing(Asking):
    """What is to be different. values: path -> value, None for what the base says; the rest: name -> in or out."""

    values: dict[str, Any] = field(default_factory=dict)
    mechanisms: dict[str, Annotated[bool, Strict()]] = field(default_factory=dict)
    safeguards: dict[str, dict[str, Any] | None] = field(default_factory=dict)

    @property
    def change(self) -> Change:
        """As the service takes it."""
        return Change(self.values, self.mechanisms, self.safeguards)


@dataclass(frozen=True)
class DraftAsked(Asking):
    """A text to be read, and what a control does to it, if anything."""

    text: str
    change: Changing | None = None


@dataclass(frozen=True)
class EstimateAsked(Asking):
    """A text, and how often it is to be run."""

    text: str
    replicates: Whole = 1


@dataclass(frozen=True)
class SheetAsked(Asking):
    """Whose deployment sheet."""

    world: World


@dataclass(frozen=True)
class RenameAsked(Asking):
    """The new name."""

    name: str


@dataclass(frozen=True)
class DeleteAsked(Asking):
    """Its name once more, from somebody who is sure."""

    sure: str


@dataclass(frozen=True)
class SessionAsked(Asking):
    """The token given at the start."""

    token: str


@dataclass(frozen=True)
class DraftView:
    """A draft that was read. changed: path -> [in the base, here]; link: the query of a link that reproduces it."""

    text: str
    base: str | None
    name: str
    title: str
    label: str
    about: str
    people: int
    days: int
    seed: int
    mechanisms: tuple[str, ...]
    board: Board
    changed: dict[str, tuple[Any, Any]]
    notes: tuple[str, ...]
    link: str
    of_countries: bool

    @classmethod
    def of(cls, draft: Draft) -> DraftView:
        """The draft, and what its scenario says of itself."""
        one = draft.scenario
        made = cls(draft.text, draft.base, one.name, one.title, one.label, one.about, one.people, one.days, one.seed,
                   one.mechanisms, draft.board, dict(draft.changed), tuple(map(noted, draft.notes)), link(draft),
                   one.of_countries)  # fmt: skip
        return translated(made)


@dataclass(frozen=True)
class SheetView:
    """A deployment sheet to fill in, as YAML."""

    sheet: str


@dataclass(frozen=True)
class EstimateView:
    """Memory and time of a run, before anything starts. Sizes in bytes; available and largest are 0 where unknown."""

    people: int
    slots: int
    columns: dict[str, int]
    working: int
    together: int
    peak: int
    available: int
    largest: int
    fits: bool
    seconds: float
    seconds_are: str
