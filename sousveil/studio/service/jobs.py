"""Jobs: what was asked for, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Strict

from sousveil.contract.errors import RequestError

JobKind = Literal["run", "resume", "compare", "assess", "replicate", "find", "life", "safeguards", "page", "world"]
Status = Literal["waiting", "running", "paused", "stopping", "done", "stopped", "failed"]
ENDED: tuple[Status, ...] = ("done", "stopped", "failed")


class MissingError(RequestError):
    """What was asked about is not there."""


class BusyError(RequestError):
    """This cannot be done now: somebody else needs it, or the name is taken."""


class FullError(RequestError):
    """Too much waits already."""


Whole = Annotated[int, Strict()]
"""A whole number that is one: true is none, and neither is a text."""


class Asking:
    """What somebody asks for: nothing unknown is passed over."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class World(Asking):
    """Which scenario is meant: one of a draft's text, a shipped scenario's name, or the name of a kept run."""

    text: str | None = None
    scenario: str | None = None
    run: str | None = None


@dataclass(frozen=True)
class RunAsked(Asking):
    """Live a scenario and keep it. ignorance: smaller runs with other guesses; checkpoint_every: days, or by cost."""

    world: World
    replicates: Whole = 1
    ignorance: Whole = 0
    checkpoint_every: Whole | None = None
    name: str | None = None
    """of the folder; <scenario>-<date>-<time> without"""


@dataclass(frozen=True)
class ResumeAsked(Asking):
    """Go on with a kept run that was stopped."""

    run: str


@dataclass(frozen=True)
class CompareAsked(Asking):
    """A baseline beside one reform or several, each pair with the same people and luck; a folder for each pair."""

    baseline: World
    reforms: list[World]
    replicates: Whole = 10
    ignorance: Whole = 0
    people: Whole | None = None
    days: Whole | None = None
    seed: Whole | None = None


@dataclass(frozen=True)
class AssessAsked(Asking):
    """The rights assessment of a scenario, or of a kept run as it is. sheet: the deployment sheet as YAML text."""

    world: World
    replicates: Whole | None = None
    ignorance: Whole | None = None
    people: Whole | None = None
    days: Whole | None = None
    seed: Whole | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class ReplicateAsked(Asking):
    """Published results beside simulated ones. overrides: "name=value"; with any there is no verdict."""

    exhibits: list[str] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)
    replicates: Whole | None = None
    seed: Whole = 1


@dataclass(frozen=True)
class SafeguardsAsked(Asking):
    """Safeguards weighed, each alone and the best few together."""

    world: World
    names: list[str] = field(default_factory=list)
    replicates: Whole = 4
    people: Whole | None = 50_000
    days: Whole | None = 180
    seed: Whole | None = None


@dataclass(frozen=True)
class FindAsked(Asking):
    """How many people of a world a query is true of, who some of them are, and the life of the first."""

    world: World
    query: str
    against: World | None = None


@dataclass(frozen=True)
class LifeAsked(Asking):
    """One synthetic life, day by day; against: the same person in another world of the same people."""

    world: World
    person: Whole
    against: World | None = None


@dataclass(frozen=True)
class WorldAsked(Asking):
    """Live a scenario of countries under every condition of the question. ignorance: worlds with other guesses."""

    world: World
    replicates: Whole = 100
    ignorance: Whole = 48
    name: str | None = None
    """of the folder; <scenario>-<date>-<time> without"""


@dataclass(frozen=True)
class PageAsked(Asking):
    """The page of a kept run, built anew."""

    run: str


Asked = (
    RunAsked | ResumeAsked | CompareAsked | AssessAsked | ReplicateAsked | SafeguardsAsked | FindAsked | LifeAsked
    | PageAsked | WorldAsked
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """What was wrong, as the command line says it. nearest: a name that may have been meant."""

    what: str
    where: str = ""
    found: str = ""
    allowed: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class Job:
    """A job as it stands. id: a number that no other job has had; ahead: jobs that come before it.

    phase: what is going on, in words; done of total: days (over replicates) or steps, and share of one; seconds: worked
    so far, pauses left out; remaining: seconds to go at this pace, None where nothing can be said. kept: names of the
    folders it has written; uses: names of those that it reads or goes on with; result: what a search or a life
    answers, as plain values (found, life, other, parts, and file or page); of other kinds the answer is in the folder.
    """

    id: int
    kind: JobKind
    title: str
    status: Status
    phase: str
    done: int
    total: int
    share: float
    ahead: int
    seconds: float
    remaining: float | None
    kept: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    scenario: str = ""
    people: int = 0
    days: int = 0
    seed: int = 0
    replicates: int = 1
    asked_at: str = ""
    ended_at: str = ""
    has_frames: bool = False
    result: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in ENDED
