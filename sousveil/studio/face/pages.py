"""The addresses of the pages and of the files that they load. Nothing here holds state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from sousveil.language import ENGLISH, speaking, spoken
from sousveil.report.markup import Html
from sousveil.studio.face import assets
from sousveil.studio.face.frame import ENTER, PAGES, Page, page
from sousveil.studio.face.gallery import gallery
from sousveil.studio.face.telling import telling

FILLED: dict[str, Callable[[], Html]] = {"gallery": gallery, "help": telling}
"""Pages that are whole without a script."""
HEADERS = {"Cache-Control": "no-cache", "Vary": "Cookie, Accept-Language"}
YEAR = "public, max-age=31536000, immutable"  # the address says which content it is


def router(language: str = ENGLISH) -> APIRouter:
    """Every page, every file. language: the one in which pages are made at once; in others when they are asked for."""
    made = APIRouter(include_in_schema=False)
    for which in (*PAGES, ENTER):
        made.add_api_route(which.path, _answer(which, language), methods=["GET"], response_class=HTMLResponse)
    made.add_api_route(assets.ROOT + "/{version}/{name}", _asset, methods=["GET"])
    return made


def _answer(which: Page, language: str) -> Callable[[], Awaitable[HTMLResponse]]:
    _text(which, language)

    async def answer() -> HTMLResponse:
        return HTMLResponse(_text(which, spoken()), headers=HEADERS)

    return answer


@cache
def _text(which: Page, language: str) -> str:
    with speaking(language):
        return page(which, *([FILLED[which.name]()] if which.name in FILLED else []))


async def _asset(version: str, name: str) -> Response:
    found = assets.found(name) if version == assets.version() else None
    if found is None:
        return Response(status_code=404)
    return Response(found, media_type=assets.kind(name), headers={"Cache-Control": YEAR})
