"""A line each way between the studio and the process of a job: JSON, one message a line.

The main thread takes no lock here: an interrupt may arrive at any moment, and would leave it held.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

Message = Mapping[str, Any]
MOMENT = 0.02
"""Seconds between two looks at whether something has changed, while there is nothing else to do."""


class Line:
    """The job's end. Messages go out from a thread of their own: whoever reads slowly slows nobody down.

    told: what came in first, the job.
    """

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._lines = self._socket.makefile("r", encoding="utf-8")
        self.told: dict[str, Any] = json.loads(self._lines.readline())
        self._out: SimpleQueue[Message] = SimpleQueue()
        self._said, self._sent = 0, 0
        self.stopping = False
        """Whether an interrupt has arrived; a library may have swallowed it on its way up."""
        self._pause = False

    def open(self) -> None:
        """Begin to send and to listen, once an interrupt would be heeded."""
        for work in (self._send, self._listen):
            threading.Thread(target=work, daemon=True).start()

    def say(self, kind: str, **content: Any) -> None:
        """Send a message, in turn."""
        self._said += 1
        self._out.put({"is": kind, **content})

    @property
    def behind(self) -> bool:
        """Whether something that was said has not gone out yet."""
        return self._sent < self._said

    def heed(self) -> None:
        """Wait here for as long as the studio wants a pause; raise KeyboardInterrupt where it wants an end."""
        if self._wants_pause():
            self.say("paused")
            while self._wants_pause():
                time.sleep(MOMENT)
            self.say("going on")
        if self.stopping:
            raise KeyboardInterrupt

    def _wants_pause(self) -> bool:
        return self._pause and not self.stopping

    def finish(self) -> None:
        """Wait until everything has gone out."""
        while self.behind:
            time.sleep(MOMENT)

    def _send(self) -> None:
        while True:
            message = self._out.get()
            with suppress(OSError):  # where nobody is there any more, `_listen` ends the job
                self._socket.sendall(json.dumps(message, separators=(",", ":")).encode() + b"\n")
            self._sent += 1

    def _listen(self) -> None:
        with suppress(OSError, ValueError):  # the other side was killed: between two lines, or in the middle of one
            for line in self._lines:
                asked = json.loads(line)["do"]
                self._pause = asked == "pause"
                if asked == "stop":
                    break
        # told to, or nobody is there any more: stop as if by hand, so that what was lived can be gone on with
        self.stopping = True
        os.killpg(0, signal.SIGINT)
