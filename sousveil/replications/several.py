"""Several exhibits at a time, each in a process of its own: their worlds are small, and leave processors idle."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from sousveil.contract.errors import RequestError
from sousveil.replications.exhibit import Exhibit
from sousveil.replications.given import Given
from sousveil.replications.wiring import Document, replicate

Asked = tuple[Exhibit, Given]
Failure = tuple[str, str, str, str, str]


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def several(
    asked: Sequence[Asked], *, replicates: int | None = None, seed: int = 1, told: Callable[[str], None]
) -> Iterator[Document]:
    """The documents of exhibits, in the order asked for. The same as one after another: no luck is shared.

    Raises the RequestError of the first that fails; those still to come are not begun.
    """
    if len(asked) == 1 or processors() == 1:
        for exhibit, given in asked:
            yield replicate(exhibit, given, replicates=replicates, seed=seed, told=told)
        return
    # processes are begun anew: one that was copied would share the threads of the compiler
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processors(), len(asked)), mp_context=context) as pool:
        running = [pool.submit(_one, exhibit, given, replicates, seed) for exhibit, given in asked]
        try:
            for (exhibit, _), waiting in zip(asked, running, strict=True):
                told(exhibit.name)
                yield _whole(waiting.result())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _one(exhibit: Exhibit, given: Given, replicates: int | None, seed: int) -> Document | Failure:
    try:
        return replicate(exhibit, given, replicates=replicates, seed=seed)
    except RequestError as error:  # an error of several parts does not travel between processes
        return error.problem, error.where, error.found, error.allowed, error.nearest or ""


def _whole(made: Document | Failure) -> Any:
    if isinstance(made, tuple):
        problem, where, found, allowed, nearest = made
        raise RequestError(problem, where=where, found=found, allowed=allowed, nearest=nearest)
    return made
