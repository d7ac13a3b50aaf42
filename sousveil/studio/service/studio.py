"""The studio as one object: every action that a page or a call of the API may take. Safe to call from any thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sousveil.studio.service import drafts, gallery, links
from sousveil.studio.service.jobs import Asked, Job
from sousveil.studio.service.live import Frames, Scene
from sousveil.studio.service.shelf import Kept


class Studio:
    """Everything the pages and the API do. Every method raises RequestError for what is wrong with a request.

    runs: the folder below which everything is kept.
    """

    def __init__(self, runs: Path = Path("runs")) -> None:
        self.runs = runs.resolve()

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
        raise NotImplementedError

    # jobs

    def ask(self, asked: Asked) -> Job:
        """Put a job at the end of the queue; refuses at once what would be refused later, as far as can be known."""
        raise NotImplementedError

    def jobs(self) -> tuple[Job, ...]:
        """Every job of this session, newest first; results left out."""
        raise NotImplementedError

    def job(self, number: int) -> Job:
        """One job, with its result."""
        raise NotImplementedError

    def pause(self, number: int) -> Job:
        """Let the job wait after its day; it goes on with `go_on`."""
        raise NotImplementedError

    def go_on(self, number: int) -> Job:
        """Let a paused job go on."""
        raise NotImplementedError

    def stop(self, number: int) -> Job:
        """Stop a job as Ctrl-C does: a run leaves a folder that can be resumed; one that waits is taken out."""
        raise NotImplementedError

    def forget(self, number: int) -> None:
        """Take a job that has ended off the list; what it kept stays."""
        raise NotImplementedError

    def scene(self, number: int) -> Scene | None:
        """What the frames of a run are of; None before the first day."""
        raise NotImplementedError

    def frames(self, number: int, after: int = 0) -> Frames:
        """Frames after that of this number: cheap enough to be asked for ten times a second."""
        raise NotImplementedError

    # kept folders

    def kept(self) -> tuple[Kept, ...]:
        """Every folder below runs/, newest first."""
        raise NotImplementedError

    def one_kept(self, name: str) -> Kept:
        """One of them."""
        raise NotImplementedError

    def rename(self, name: str, to: str) -> Kept:
        """Give a folder another name: letters, digits, - _ and ."""
        raise NotImplementedError

    def delete(self, name: str, sure: str) -> None:
        """Remove a folder for good; `sure` repeats its name."""
        raise NotImplementedError

    def summary(self, name: str) -> dict[str, Any]:
        """summary.json of a run: measures with intervals."""
        raise NotImplementedError

    def document(self, name: str) -> dict[str, Any]:
        """What a comparison, an assessment, a replication or a weighing of safeguards says, as plain values."""
        raise NotImplementedError

    def draft_of(self, name: str) -> drafts.Draft:
        """A draft that starts from a kept run."""
        raise NotImplementedError

    def file(self, name: str, file: str) -> Path:
        """A file of a kept folder that may be shown or downloaded (`files` names them)."""
        raise NotImplementedError

    # what can be chosen from

    def exhibits(self) -> list[dict[str, Any]]:
        """Published results that can be replicated: name, title, question, parameters."""
        raise NotImplementedError

    def words(self) -> dict[str, Any]:
        """Words of the small language in which lives are searched for: events, groups, short names, examples."""
        raise NotImplementedError

    def sheet(self, text_or_name: str) -> str:
        """The deployment sheet of a scenario, to be filled in."""
        raise NotImplementedError
