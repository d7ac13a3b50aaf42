"""The addresses of the pages and of the files that they load. Nothing here holds state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from sousveil.report.markup import Html
from sousveil.studio.face import assets
from sousveil.studio.face.frame import ENTER, PAGES, Page, page
from sousveil.studio.face.gallery import gallery
from sousveil.studio.face.telling import telling

FILLED: dict[str, Callable[[], Html]] = {"gallery": gallery, "help": telling}
"""Pages that are whole without a script."""
YEAR = "public, max-age=31536000, immutable"  # the address says which content it is


def router() -> APIRouter:
    """Every page, every file."""
    made = APIRouter(include_in_schema=False)
    for which in (*PAGES, ENTER):
        made.add_api_route(which.path, _answer(which), methods=["GET"], response_class=HTMLResponse)
    made.add_api_route(assets.ROOT + "/{version}/{name}", _asset, methods=["GET"])
    return made


def _answer(which: Page) -> Callable[[], Awaitable[HTMLResponse]]:
    text = page(which, *([FILLED[which.name]()] if which.name in FILLED else []))

    async def answer() -> HTMLResponse:
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return answer


async def _asset(version: str, name: str) -> Response:
    found = assets.content().get(name)
    if found is None or version != assets.version():
        return Response(status_code=404)
    return Response(found, media_type=assets.kind(name), headers={"Cache-Control": YEAR})
