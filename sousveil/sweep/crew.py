"""Who lives the points: this process, workers beside it, or those of a cluster, through Dask."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import islice
from typing import Any

from sousveil.contract.errors import RequestError, SousveilError
from sousveil.sweep.living import Job, Outcome, failed, lived

PATIENCE = 10
"""Seconds in which a scheduler has to answer."""
AHEAD = 4
"""Jobs that are handed over for each worker, so that none waits for us."""
Lives = Callable[[Sequence[Job]], Iterator[list[Outcome]]]


@dataclass(frozen=True)
class Crew:
    """workers: how many live points at the same time; lives: jobs -> outcomes, as they are done."""

    workers: int
    lives: Lives


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def crew(scheduler: str | None, workers: int) -> Iterator[Crew]:
    """One worker is this process; several are begun beside it; those of a scheduler are there already.

    Raises RequestError where nobody answers at its address, and where Dask is not installed.
    """
    if scheduler is None and workers == 1:
        yield Crew(1, lambda jobs: map(lived, jobs))
        return
    distributed = _distributed()
    with _client(distributed, scheduler, workers) as client:
        yield Crew(max(workers if scheduler is None else _there(client), 1),
                   lambda jobs: _through(distributed, client, jobs))  # fmt: skip


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ModuleNotFoundError:
        raise RequestError("workers need Dask, which is not installed", where="--workers or --scheduler",
                           allowed="pip install 'sousveil[sweep]', or --workers 1") from None  # fmt: skip


@contextmanager
def _client(distributed: Any, scheduler: str | None, workers: int) -> Iterator[Any]:
    if scheduler is None:
        # one job a worker: the engine has threads of its own; what it needs of memory was checked
        with (
            distributed.LocalCluster(workers, threads_per_worker=1, dashboard_address=None, memory_limit=0,
                                     silence_logs="CRITICAL") as cluster,
            distributed.Client(cluster) as client,
        ):  # fmt: skip
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise RequestError("no scheduler answers there", where="--scheduler", found=scheduler,
                           allowed=f"tcp://host:port of `dask scheduler` ({' '.join(str(error).split())[:80]})",
                           ) from None  # fmt: skip
    with client:
        yield client


def _there(client: Any) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _through(distributed: Any, client: Any, jobs: Sequence[Job]) -> Iterator[list[Outcome]]:
    """Outcomes as they are done. A worker that is lost is replaced; a job that loses workers is taken apart."""
    waiting, running = iter(jobs), {}
    done = distributed.as_completed(loop=client.loop)

    def hand_over(some: Iterator[Job] | Sequence[Job]) -> None:
        for job in some:
            future = client.submit(lived, job, pure=False)
            running[future.key] = job
            done.add(future)

    try:
        hand_over(islice(waiting, AHEAD * max(_there(client), 1)))
        while running:
            future = next(done)
            job = running.pop(future.key)
            if future.status == "finished":
                yield future.result()
            else:
                outcomes, apart = _lost(future, job)
                hand_over(apart)
                yield outcomes
            hand_over(islice(waiting, 1))
    finally:
        client.cancel([distributed.Future(key, client) for key in running])


def _lost(future: Any, job: Job) -> tuple[list[Outcome], list[Job]]:
    """What became of a job that came to nothing: its points one by one, or a point that failed."""
    if future.status in ("cancelled", "lost"):
        raise SousveilError("the scheduler is gone; sousveil resume goes on with the points that are left")
    error = future.exception()
    if len(job.numbers) == 1:
        return [failed(job.numbers[0], error)], []
    alone = [replace(job, numbers=(number,), rows=(row,), width=1)
             for number, row in zip(job.numbers, job.rows, strict=True)]  # fmt: skip
    return [], alone
