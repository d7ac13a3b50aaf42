"""The application: calls, pages, refusals, and the guard around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Response

from sousveil import __version__
from sousveil.language import ENGLISH
from sousveil.studio.api import calls, stream
from sousveil.studio.api.guard import COOKIE, Guard
from sousveil.studio.api.refusals import RESPONSES, answer, blocks
from sousveil.studio.api.speaking import Speaking
from sousveil.studio.api.views import SessionAsked
from sousveil.studio.face.pages import router as pages
from sousveil.studio.service import Problem, Studio

ABOUT = (
    "Every action of the studio is one of these calls. A refusal is one block: what, where, what was found, what is "
    "allowed, the nearest name. Words for readers (titles, units, descriptions) come in the language that the header "
    "Accept-Language asks for, if pages are written in it. Where the studio was started with a token, send "
    "`Authorization: Bearer TOKEN`."
)
TOLD_NOBODY: Any = dict.fromkeys(("tracing", "metrics", "logs", "operation_spans", "auto_configure"), False)
"""What the framework could report of requests, whatever the environment says."""
SECONDS_AFTER_A_WRONG_TOKEN = 1.0
"""So that nobody tries many."""


def application(
    studio: Studio, token: str | None = None, host: str = "127.0.0.1", language: str | None = None
) -> Guard:
    """The whole, for a server. language: in which it speaks to whoever has chosen none; without, the browser asks."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(studio.close)

    app = FastAPI(
        title="Sousveil studio", version=__version__, description=ABOUT, lifespan=lifespan, docs_url=None,
        redoc_url=None, redirect_slashes=False, separate_input_output_schemas=False, telemetry=TOLD_NOBODY,
    )  # fmt: skip
    app.state.studio = studio
    blocks(app)
    for router in (
        pages(language or ENGLISH),
        calls.router,
        stream.router,
    ):  # pages first: the routes after them are built when asked for
        app.include_router(router)
    guard = Guard(Speaking(app, language), token, host)

    @app.post("/api/session", tags=["start"], status_code=204, responses=RESPONSES)
    async def session(asked: SessionAsked) -> Response:
        """Show the token once; the browser is known from then on."""
        if not guard.knows(asked.token):
            await asyncio.sleep(SECONDS_AFTER_A_WRONG_TOKEN)
            return answer(Problem("this is not the token", "token", "", "the token given at the start"), 401)
        made = Response(status_code=204)
        made.set_cookie(COOKIE, guard.cookie, httponly=True, samesite="lax", path="/")
        return made

    return guard
