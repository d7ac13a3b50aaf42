"""The process of a job, seen from here: begun, told what to do, listened to, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

Message = Mapping[str, Any]
TAIL = 4000
"""Bytes of what a process wrote before it ended without a word, that are kept."""


class Process:
    """A job in a process of its own. heard: called with every message, from a thread of its own; ended: once, last.

    The process leads a group: what it starts ends with it, and Ctrl-C at the terminal reaches the studio alone.
    """

    def __init__(
        self, told: Message, cwd: Path, heard: Callable[[Message], None], ended: Callable[[str], None]
    ) -> None:
        mine, its = socket.socketpair()
        self._socket, self._heard, self._ended = mine, heard, ended
        self._wrote = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sousveil.studio.work", str(its.fileno())], cwd=cwd, pass_fds=(its.fileno(),),
            stdin=subprocess.DEVNULL, stdout=self._wrote, stderr=self._wrote, start_new_session=True,
        )  # fmt: skip
        its.close()
        self._sent = threading.Lock()
        self._say(told)
        threading.Thread(target=self._listen, daemon=True).start()

    def pause(self) -> None:
        """Ask it to wait after its day."""
        self._say({"do": "pause"})

    def go_on(self) -> None:
        """Let it go on."""
        self._say({"do": "go on"})

    def stop(self) -> None:
        """Stop it as Ctrl-C does: it interrupts itself as soon as it listens, which a signal from here might miss."""
        self._say({"do": "stop"})

    def kill(self) -> None:
        """End it at once; what it had not written is gone."""
        with suppress(ProcessLookupError):  # it has just ended
            os.killpg(self._process.pid, signal.SIGKILL)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within so many seconds."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _say(self, message: Message) -> None:
        with suppress(OSError), self._sent:  # where it has just ended, `ended` says so
            self._socket.sendall(json.dumps(message).encode() + b"\n")

    def _listen(self) -> None:
        try:
            # a process that was killed may leave half a line, or a line that was never read
            with suppress(OSError, ValueError), self._socket.makefile("r", encoding="utf-8") as lines:
                for line in lines:
                    self._heard(json.loads(line))
        finally:
            code = self._process.wait()
            words = "" if code == 0 else self._last_words(code)
            self._socket.close()
            self._wrote.close()
            self._ended(words)

    def _last_words(self, code: int) -> str:
        self._wrote.seek(max(0, self._wrote.seek(0, os.SEEK_END) - TAIL))
        wrote = self._wrote.read().decode(errors="replace").strip().splitlines()
        said = wrote[-1] if wrote else "nothing"
        if code < 0:
            name = signal.Signals(-code).name
            return f"the process was ended by {name}" + (", perhaps for want of memory" if name == "SIGKILL" else "")
        return f"the process ended with {code}; its last line was: {said[:400]}"
