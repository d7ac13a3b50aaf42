"""Who may ask: this machine's own pages, and elsewhere those who know the token. Around everything else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

from sousveil.studio.api.refusals import MEANING, answer
from sousveil.studio.service import Problem
from sousveil.studio.service.languages import cookie

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "sousveil-studio"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
LARGEST = 1 << 20
"""Bytes of a request: a draft, a sheet and what is around them are far smaller."""
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("/enter", "/face/", "/api/session")
"""Where one may come without a token: the page that asks for it, what it loads, and where it sends it."""
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
}  # fmt: skip
"""What every answer says, unless it says otherwise: nothing from outside, and in nobody's frame."""


class Guard:
    """An application around another. hosts: names under which it may be asked for, all where there is a token."""

    def __init__(self, app: App, token: str | None, host: str) -> None:
        self._app, self._token = app, token
        self._hosts = {*LOOPBACK, host.strip("[]").lower()}
        # a cookie of another start is worth nothing, and the token stands in none
        self._pass = hmac.new(secrets.token_bytes(32), (token or "").encode(), hashlib.sha256).hexdigest()

    def knows(self, token: str) -> bool:
        """Whether this is the token."""
        return self._token is None or hmac.compare_digest(token.encode(), self._token.encode())

    @property
    def cookie(self) -> str:
        """What a browser that knew the token shows from then on."""
        return self._pass

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what may come in."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})  # nothing here speaks it
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self._app(scope, _limited(receive), _with_headers(send))

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Any:
        if not self._names_us(headers):
            return answer(
                Problem(MEANING[403], "Host", headers.get("host", "")[:200], ", ".join(sorted(self._hosts))), 403
            )
        if not _from_here(scope, headers):
            found = headers.get("origin") or headers.get("sec-fetch-site", "")
            return answer(Problem(MEANING[403], "Origin", found[:200], "pages of the studio itself"), 403)
        size = headers.get("content-length", "0")
        if not size.isdigit() or int(size) > LARGEST:
            return answer(Problem(MEANING[413], "Content-Length", size[:40], f"at most {LARGEST:,} bytes"), 413)
        return None if self._may_enter(scope["path"], headers) else _asks_for_token(scope, headers)

    def _names_us(self, headers: dict[str, str]) -> bool:
        """Whether the request names this studio: a page of elsewhere cannot come in by a name of its own."""
        if self._token is not None:
            return True
        try:
            name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        except ValueError:
            return False
        return name.lower() in self._hosts

    def _may_enter(self, path: str, headers: dict[str, str]) -> bool:
        if self._token is None or path.startswith(OPEN):
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.knows(given.strip()):
            return True
        return hmac.compare_digest(cookie(headers, COOKIE).encode(), self._pass.encode())


def _from_here(scope: Scope, headers: dict[str, str]) -> bool:
    """Whether no other site is behind a request. A link from elsewhere to a page may be followed."""
    method, origin, site = scope["method"], headers.get("origin"), headers.get("sec-fetch-site", "")
    followed = method in SAFE and headers.get("sec-fetch-mode") == "navigate" and not scope["path"].startswith("/api/")
    if site in ("cross-site", "same-site") and not followed:
        return False
    if origin is None or (method in SAFE and followed):
        return True
    return origin.partition("://")[2] == headers.get("host", "")


def _asks_for_token(scope: Scope, headers: dict[str, str]) -> Any:
    wants_page = scope["method"] == "GET" and "text/html" in headers.get("accept", "")
    made = answer(Problem(MEANING[401], "Authorization", "", "Bearer and the token given at the start"), 401)
    if wants_page and not scope["path"].startswith("/api/"):
        query = scope["query_string"].decode("latin-1")
        back = scope["path"] + (f"?{query}" if query else "")
        made.status_code = 303
        made.headers["location"] = f"/enter?next={quote(back, safe='')}"
    else:
        made.headers["www-authenticate"] = "Bearer"
    return made


class TooLargeError(Exception):
    """A request that goes on and on."""


def _limited(receive: Receive) -> Receive:
    got = 0

    async def limited() -> MutableMapping[str, Any]:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST:
            # as if the other side had gone: nothing of it is read
            return {"type": "http.disconnect"}
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {key.lower() for key, _ in message["headers"]}
            more = [(key.encode(), value.encode()) for key, value in HEADERS.items() if key.encode() not in there]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sending
