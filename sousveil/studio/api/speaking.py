"""Around the application: every answer is given in the language of whoever asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sousveil.language import speaking
from sousveil.studio.service.languages import wanted

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


class Speaking:
    """An application around another. given: the language that the studio was started with, if any."""

    def __init__(self, app: App, given: str | None) -> None:
        self._app, self._given = app, given

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer in the language wanted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        with speaking(wanted(headers, self._given)):
            await self._app(scope, receive, send)
