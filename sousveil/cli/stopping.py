"""Ctrl-C and SIGTERM: a run stops where it is, and the exit code says which of the two it was."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

BY_HAND, BY_ORDER = 130, 143
"""Exit codes by convention: 128 and the number of the signal, of SIGINT and of SIGTERM."""


class StoppedError(Exception):
    """A run was stopped; says how it was left."""


class Stopping:
    """Which signal arrived."""

    code = BY_HAND


@contextmanager
def stoppable() -> Iterator[Stopping]:
    """Turn SIGTERM into KeyboardInterrupt, and remember it. Only the main thread may listen to signals."""
    heard = Stopping()
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return

    def stop(number: int, frame: FrameType | None) -> None:
        heard.code = BY_ORDER
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGTERM, before)
