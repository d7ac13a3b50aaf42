"""The queue: jobs one after another, each in a process of its own; what each has said so far."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.language import spoken
from sousveil.studio.service.jobs import Asked, BusyError, FullError, Job, JobKind, MissingError, Problem
from sousveil.studio.service.live import EVENTS, NUMBERS, Frames, Live, Scene
from sousveil.studio.service.process import Message, Process

MOST_WAITING, MOST_KEPT = 100, 100
"""Jobs that may wait, and that are remembered once they have ended."""
SECONDS_TO_STOP = 20.0
"""What a job gets to stop when the studio ends, before it is ended at once."""


@dataclass
class Entry:
    """A job and what belongs to it. told: what its process is told when its turn comes."""

    job: Job
    asked: Asked
    told: Callable[[], dict[str, Any]]
    language: str
    """in which it was asked for, and in which it writes its page"""
    live: Live | None = None
    process: Process | None = None
    since: float | None = None
    """when it began to work again, on a clock of this process; None while it waits or is paused"""
    phase_began: float = 0.0
    """seconds of work at which the phase began"""
    first_done: int = 0
    """what was done when the phase began"""
    gone: bool = False
    """whether its process has ended"""
    notes: list[str] = field(default_factory=list)

    def seconds(self) -> float:
        """Seconds worked so far."""
        return self.job.seconds + (0.0 if self.since is None else time.monotonic() - self.since)


class Queue:
    """Jobs in the order in which they were asked for. Safe to use from any thread."""

    def __init__(self, cwd: Path) -> None:
        self._cwd, self._lock = cwd, threading.RLock()
        self._entries: dict[int, Entry] = {}
        self._numbers = itertools.count(1)
        self._closed = False

    def add(
        self, kind: JobKind, title: str, asked: Asked, told: Callable[[], dict[str, Any]], facts: Mapping[str, Any]
    ) -> Job:
        """Put a job at the end. told: called when its turn comes; facts: fields of the job."""
        with self._lock:
            if sum(entry.job.status == "waiting" for entry in self._entries.values()) >= MOST_WAITING:
                raise FullError("too many jobs are waiting", where="the queue", found=f"{MOST_WAITING}",
                                   allowed="wait, or stop some")  # fmt: skip
            job = Job(next(self._numbers), kind, title, "waiting", "waiting", 0, 0, 0.0, 0, 0.0, None,
                      asked_at=_now(), **facts)  # fmt: skip
            live = Live(job.days, job.replicates) if kind in ("run", "resume") else None
            self._entries[job.id] = Entry(job, asked, told, spoken(), live)
            self._forget_old()
            self._next()
            return self.job(job.id)

    def jobs(self) -> tuple[Job, ...]:
        """Newest first, without results."""
        with self._lock:
            return tuple(replace(self.job(number), result=None) for number in reversed(self._entries))

    def job(self, number: int) -> Job:
        """One job as it stands; raises RequestError."""
        with self._lock:
            entry = self._entry(number)
            job, seconds = entry.job, entry.seconds()
            before = itertools.takewhile(lambda other: other != number, self._entries)
            ahead = sum(not self._entries[other].job.ended for other in before) if job.status == "waiting" else 0
            has_frames = entry.live is not None and entry.live.scene is not None
            return replace(
                job, seconds=round(seconds, 2), ahead=ahead, share=job.done / job.total if job.total else 0.0,
                remaining=self._remaining(entry, seconds), notes=tuple(entry.notes), has_frames=has_frames,
            )  # fmt: skip

    def asked(self, number: int) -> Asked:
        """What a job was asked for."""
        with self._lock:
            return self._entry(number).asked

    def pause(self, number: int) -> Job:
        """Let a job wait after its day; one that has not begun stays where it is."""
        with self._lock:
            entry = self._entry(number)
            self._must_be(entry, "running")
            if entry.process is not None:
                entry.process.pause()
            return self.job(number)

    def go_on(self, number: int) -> Job:
        """Let a paused job go on."""
        with self._lock:
            entry = self._entry(number)
            self._must_be(entry, "paused", "running")
            if entry.process is not None:
                entry.process.go_on()
            return self.job(number)

    def stop(self, number: int) -> Job:
        """Stop a job; asked for again, end it at once."""
        with self._lock:
            entry = self._entry(number)
            self._must_be(entry, "waiting", "running", "paused", "stopping")
            if entry.process is None:
                self._change(entry, status="stopped", phase="taken out of the queue", ended_at=_now())
            elif entry.job.status == "stopping":
                entry.process.kill()
            else:
                self._change(entry, status="stopping", phase="stopping")
                entry.process.stop()
            return self.job(number)

    def forget(self, number: int) -> None:
        """Take a job that has ended off the list."""
        with self._lock:
            entry = self._entry(number)
            self._must_be(entry, "done", "stopped", "failed")
            if entry.process is not None and not entry.gone:
                raise BusyError("the job is just ending", where=f"job {number}", allowed="again in a moment")
            del self._entries[number]

    def live(self, number: int) -> Live | None:
        """The frames of a job, None for a kind that has none."""
        with self._lock:
            return self._entry(number).live

    def scene(self, number: int) -> Scene | None:
        """What the frames of a job are of."""
        live = self.live(number)
        return None if live is None else live.scene

    def frames(self, number: int, after: int) -> Frames:
        """Frames of a job after that of this number."""
        live = self.live(number)
        return Frames((), 0) if live is None else live.after(after)

    def working_on(self, name: str) -> bool:
        """Whether a job that has not ended reads or writes the folder of this name."""
        with self._lock:
            return any(name in entry.job.uses and not entry.job.ended for entry in self._entries.values())

    def close(self) -> None:
        """Stop what is running, as Ctrl-C does, and start nothing more."""
        with self._lock:
            self._closed = True
            running = [entry for entry in self._entries.values() if entry.process is not None and not entry.job.ended]
            for entry in running:
                if entry.process is not None:
                    entry.process.stop()
        for entry in running:
            if entry.process is not None and not entry.process.wait(SECONDS_TO_STOP):
                entry.process.kill()

    # from here on: one job at a time, and what its process says

    def _next(self) -> None:
        waiting = [entry for entry in self._entries.values() if entry.job.status == "waiting"]
        busy = any(entry.process is not None and not entry.gone for entry in self._entries.values())
        if self._closed or busy or not waiting:
            return
        entry, number = waiting[0], waiting[0].job.id
        try:
            told = entry.told() | {"events": list(EVENTS), "shared": list(NUMBERS), "language": entry.language}
        except RequestError as error:  # what was there when it was asked for is there no more
            self._change(entry, status="failed", problem=problem(error), ended_at=_now())
            self._next()
            return
        self._change(entry, status="running", phase="starting")
        entry.since = time.monotonic()
        entry.process = Process(
            told, self._cwd, lambda message: self._heard(number, message), lambda words: self._ended(number, words)
        )

    def _heard(self, number: int, message: Message) -> None:
        entry = self._entries.get(number)
        if entry is None:
            return
        if message["is"] == "frame" and entry.live is not None:
            entry.live.add(message)  # has a lock of its own: nobody waits for it
            return
        with self._lock:
            HEARD[message["is"]](self, entry, message)

    def _staged(self, entry: Entry, message: Message) -> None:
        phase, done = message["phase"], message["done"]
        if phase != entry.job.phase or done < entry.job.done:
            entry.phase_began, entry.first_done = entry.seconds(), done
        if entry.job.status == "stopping":
            phase = entry.job.phase
        self._change(entry, phase=phase, done=done, total=message["total"])

    def _paused(self, entry: Entry, message: Message) -> None:
        seconds = entry.seconds()
        entry.since = None
        self._change(entry, status="paused", seconds=seconds)

    def _going_on(self, entry: Entry, message: Message) -> None:
        entry.since = time.monotonic()
        self._change(entry, status="running")

    def _scene(self, entry: Entry, message: Message) -> None:
        if entry.live is not None:
            entry.live.begin(message)

    def _kept(self, entry: Entry, message: Message) -> None:
        self._change(entry, kept=(*entry.job.kept, message["name"]))

    def _noted(self, entry: Entry, message: Message) -> None:
        entry.notes.append(message["text"])

    def _done(self, entry: Entry, message: Message) -> None:
        total = entry.job.total
        self._change(entry, status="done", phase="done", done=total, result=message["result"] or None)

    def _stopped(self, entry: Entry, message: Message) -> None:
        self._change(entry, status="stopped", phase=message["text"])

    def _failed(self, entry: Entry, message: Message) -> None:
        said = {key: message.get(key) or "" for key in ("where", "found", "allowed", "nearest")}
        self._change(entry, status="failed", phase="failed", problem=Problem(message["what"], **said))

    def _ended(self, number: int, words: str) -> None:
        with self._lock:
            entry = self._entries[number]
            self._change(entry, seconds=entry.seconds(), ended_at=_now())
            entry.since, entry.gone = None, True
            if not entry.job.ended:
                status = "stopped" if entry.job.status == "stopping" else "failed"
                said = words or "the process ended without a word"
                self._change(entry, status=status, phase=said if status == "stopped" else "failed",
                             problem=None if status == "stopped" else Problem(said))  # fmt: skip
            self._next()

    def _change(self, entry: Entry, **what: Any) -> None:
        entry.job = replace(entry.job, **what)

    def _remaining(self, entry: Entry, seconds: float) -> float | None:
        job, done = entry.job, entry.job.done - entry.first_done
        if job.status not in ("running", "paused") or done <= 0 or not job.total:
            return None
        return (seconds - entry.phase_began) / done * (job.total - job.done)

    def _entry(self, number: int) -> Entry:
        if number not in self._entries:
            raise MissingError("there is no such job", where="job", found=str(number))
        return self._entries[number]

    def _must_be(self, entry: Entry, *statuses: str) -> None:
        if entry.job.status not in statuses:
            raise BusyError("the job cannot do this now", where=f"job {entry.job.id}", found=entry.job.status,
                               allowed=" or ".join(statuses))  # fmt: skip

    def _forget_old(self) -> None:
        ended = [
            number for number, entry in self._entries.items() if entry.job.ended and (entry.gone or not entry.process)
        ]
        for number in ended[:-MOST_KEPT]:
            del self._entries[number]


HEARD: Mapping[str, Callable[[Queue, Entry, Message], None]] = {
    "stage": Queue._staged, "paused": Queue._paused, "going on": Queue._going_on, "scene": Queue._scene,
    "kept": Queue._kept, "note": Queue._noted, "done": Queue._done, "stopped": Queue._stopped,
    "failed": Queue._failed,
}  # fmt: skip


def problem(error: RequestError) -> Problem:
    """An error as plain values."""
    return Problem(error.problem, error.where, error.found, error.allowed, error.nearest)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
