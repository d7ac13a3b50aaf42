"""Starts the studio: binds, says where it is, serves until it is stopped."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from sousveil.contract.errors import RequestError
from sousveil.records.standing import RUNS
from sousveil.studio.api.app import application
from sousveil.studio.service import Studio

PORT = 8642
SECONDS_TO_CLOSE = 2
"""What open connections get when the studio ends."""
SHORTEST = 8
"""Letters of a token that is asked for on a network."""


def serve(
    host: str, port: int, token: str | None, say: Callable[[str], None], runs: Path = RUNS, language: str | None = None
) -> None:
    """Serve until stopped. Raises RequestError for an address that needs a token, or that cannot be had.

    language: in which it speaks to whoever has not chosen one; what their browser asks for without.
    """
    check(host, token)
    listening = _bound(host, port)
    studio = Studio(runs)
    app = application(studio, token, host, language)
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none", server_header=False,
                            date_header=False, timeout_graceful_shutdown=SECONDS_TO_CLOSE)  # fmt: skip
    config.load()  # what it imports late would be part of the first page's time
    shown = f"[{host}]" if ":" in host else host
    say(f"the studio is at http://{shown}:{listening.getsockname()[1]}/ and keeps runs in {runs.resolve()}")
    say("Ctrl-C ends it; a run that goes on is stopped then, and can be resumed")
    with listening:
        Server(config, studio).run(sockets=[listening])


class Server(uvicorn.Server):
    """A server that tells the studio as soon as it is told to end: streams would hold it up."""

    def __init__(self, config: uvicorn.Config, studio: Studio) -> None:
        super().__init__(config)
        self._studio = studio

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl-C, SIGTERM."""
        self._studio.closing = True
        super().handle_exit(sig, frame)


def check(host: str, token: str | None) -> None:
    """Refuse an address that others can reach unless there is a token, and a token that can be guessed."""
    if token is None and not is_loopback(host):
        raise RequestError(
            "others could reach the studio at this address", where="--host", found=host,
            allowed="127.0.0.1, or --token TOKEN (or the variable SOUSVEIL_TOKEN) that it then asks for",
        )  # fmt: skip
    if token is not None and len(token) < SHORTEST:
        raise RequestError("the token is too short to keep anybody out", where="--token",
                           found=f"{len(token)} letters", allowed=f"{SHORTEST} or more")  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it. A name other than localhost may lead anywhere."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        raise RequestError("the studio cannot listen there", where="--host, --port", found=f"{host}:{port}, {error}",
                           allowed="an address of this machine and a free port from 1 to 65535") from None  # fmt: skip
