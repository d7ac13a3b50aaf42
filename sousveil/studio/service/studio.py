"""The studio as one object: every action that a page or a call of the API may take. Safe to call from any thread."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from sousveil.assess.sheet import Sheet
from sousveil.contract.columns import GROUPS
from sousveil.contract.events import BY_NAME
from sousveil.language import _
from sousveil.needs import needs, seconds_of
from sousveil.records.standing import RUNS
from sousveil.replications import exhibit
from sousveil.report import names
from sousveil.studio.service import drafts, gallery, links, orders
from sousveil.studio.service.jobs import Asked, BusyError, Job, World
from sousveil.studio.service.live import EVENTS, Frames, Scene
from sousveil.studio.service.queue import Queue
from sousveil.studio.service.shelf import Kept, Shelf
from sousveil.studio.service.stages import told
from sousveil.studio.service.translated import translated
from sousveil.trace.query import NAMED
from sousveil.world.needs import worlds_needed, worlds_seconds


class Studio:
    """Everything the pages and the API do. Every method raises RequestError for what is wrong with a request.

    runs: the folder below which everything is kept.
    """

    def __init__(self, runs: Path = RUNS) -> None:
        self.runs = runs.resolve()
        self.shelf = Shelf(self.runs)
        self.queue = Queue(self.runs.parent)
        self.closing = False
        """Whether it is about to end, so that whoever follows a job lets go."""

    def close(self) -> None:
        """Stop what is running, so that it can be gone on with."""
        self.closing = True
        self.queue.close()

    # start and change: nothing of this is kept; a draft is its text

    cards = staticmethod(gallery.cards)
    begin = staticmethod(drafts.begin)
    read = staticmethod(drafts.read)
    change = staticmethod(drafts.change)
    link = staticmethod(links.link)
    open_link = staticmethod(links.opened)

    def estimate(self, text: str, replicates: int = 1) -> dict[str, Any]:
        """Memory and time of a draft before anything starts.

        people, slots, peak (bytes), available (bytes, 0 where unknown), largest (people that fit, 0 where unknown),
        fits (bool), seconds, seconds_are (words), columns (name -> bytes a person).
        """
        scenario = drafts.read(text).scenario
        orders.check_count("replicates", replicates, 1)
        memory = worlds_needed(scenario, replicates) if scenario.of_countries else needs(scenario, replicates)
        seconds = worlds_seconds(scenario, replicates) if scenario.of_countries else seconds_of(scenario, replicates)
        return asdict(memory) | {
            "fits": not memory.available or memory.peak <= memory.available,
            "seconds": round(seconds, 1),
            "seconds_are": _("an estimate for two CPU cores; the first run compiles, too"),
        }

    # jobs

    def ask(self, asked: Asked) -> Job:
        """Put a job at the end of the queue; refuses at once what would be refused later, as far as can be known."""
        made = orders.order(asked, self.shelf)
        return _said(self.queue.add(made.kind, made.title, asked, made.told, made.facts))

    def jobs(self) -> tuple[Job, ...]:
        """Every job of this session, newest first; results left out."""
        return tuple(map(_said, self.queue.jobs()))

    def job(self, number: int) -> Job:
        """One job, with its result."""
        return _said(self.queue.job(number))

    def pause(self, number: int) -> Job:
        """Let the job wait after its day; it goes on with `go_on`."""
        return _said(self.queue.pause(number))

    def go_on(self, number: int) -> Job:
        """Let a paused job go on."""
        return _said(self.queue.go_on(number))

    def stop(self, number: int) -> Job:
        """Stop a job as Ctrl-C does: a run leaves a folder that can be resumed; one that waits is taken out.

        Asked for again while it is stopping: end it at once.
        """
        return _said(self.queue.stop(number))

    def forget(self, number: int) -> None:
        """Take a job that has ended off the list; what it kept stays."""
        self.queue.forget(number)

    def scene(self, number: int) -> Scene | None:
        """What the frames of a run are of; None before the first day."""
        return translated(self.queue.scene(number))

    def frames(self, number: int, after: int = 0) -> Frames:
        """Frames after that of this number: cheap enough to be asked for ten times a second."""
        return self.queue.frames(number, after)

    # kept folders

    def kept(self) -> tuple[Kept, ...]:
        """Every folder below runs/, newest first."""
        return self.shelf.all()

    def one_kept(self, name: str) -> Kept:
        """One of them."""
        return self.shelf.one(name)

    def rename(self, name: str, to: str) -> Kept:
        """Give a folder another name: letters, digits, - _ and ."""
        self._not_in_use(name)
        return self.shelf.rename(name, to)

    def delete(self, name: str, sure: str) -> None:
        """Remove a folder for good; `sure` repeats its name."""
        self._not_in_use(name)
        self.shelf.delete(name, sure)

    def summary(self, name: str) -> dict[str, Any]:
        """summary.json of a run: measures with intervals."""
        return translated(self.shelf.document(name, "summary.json"))

    def document(self, name: str) -> dict[str, Any]:
        """What a comparison, an assessment, a replication or a weighing of safeguards says, as plain values."""
        return translated(self.shelf.document(name))

    def draft_of(self, name: str) -> drafts.Draft:
        """A draft that starts from a kept run."""
        return drafts.read(self.shelf.file(name, "scenario.yaml").read_text(encoding="utf-8"))

    def file(self, name: str, file: str) -> Path:
        """A file of a kept folder that may be shown or downloaded (`files` names them)."""
        return self.shelf.file(name, file)

    def packed(self, name: str) -> Path:
        """A ZIP file of a kept folder, checkpoints left out; whoever asks removes it."""
        return self.shelf.packed(name)

    def _not_in_use(self, name: str) -> None:
        if self.queue.working_on(name):
            raise BusyError("a job needs it", where=name, allowed="wait for the job, or stop it")

    # what can be chosen from

    def exhibits(self) -> list[dict[str, str]]:
        """Published results that can be replicated: name, title, question."""
        return translated(list(_headings()))

    def exhibit(self, name: str) -> dict[str, Any]:
        """One of them: what it is, what it rests on, how often it is run, and the numbers that may be replaced."""
        claim = orders.loaded(name).claim
        numbers = [
            {"name": key, "default": one.default, "unit": one.unit, "within": one.within, "evidence": one.evidence,
             "source": one.source, "doc": one.doc}
            for key, one in claim.parameters.items() if not one.file
        ]  # fmt: skip
        made = {"name": name, "title": claim.title, "question": claim.question, "sources": list(claim.sources),
                "replicates": claim.replicates, "parameters": numbers}  # fmt: skip
        return translated(made)

    def words(self) -> dict[str, Any]:
        """Words of the small language in which lives are searched for: short names, and events with what they are."""
        return {
            "short": dict(NAMED),
            "events": {name: _(event.doc) for name, event in BY_NAME.items()},
            "examples": ["detained and innocent", "the_clip", "times(visit) > 2 and female", "fear > 0.5"],
        }

    def names(self) -> dict[str, dict[str, str]]:
        """What measures, events and groups are called, in the words of the report pages."""
        events = {**EVENTS, **names.EVENTS}
        return {"measures": {name: _(text) for name, text in names.MEASURES.items()},
                "events": {name: _(text) for name, text in events.items()},
                "groups": {group: _(names.group(group)) for group in GROUPS}}  # fmt: skip

    def sheet(self, world: World) -> str:
        """The deployment sheet of a world, to be filled in."""
        scenario = orders.meant(world, self.shelf, "world").scenario
        return Sheet.blank(scenario).to_yaml(scenario)


def _said(job: Job) -> Job:
    """The job in the language spoken; its title stays in the one in which it was asked for."""
    return replace(job, phase=told(job.phase), result=translated(job.result))


@cache
def _headings() -> tuple[dict[str, str], ...]:
    said = ((name, exhibit.heading(name)) for name in exhibit.names())
    return tuple({"name": name, "title": title, "question": question} for name, (title, question) in said)
