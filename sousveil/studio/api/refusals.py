"""Every refusal is one block: what, where, what was found, what is allowed, the nearest name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from sousveil.contract.errors import RequestError
from sousveil.studio.service import Problem
from sousveil.studio.service.jobs import BusyError, FullError, MissingError

MEANING = {
    400: "the request cannot be met as it is", 401: "the token is missing or wrong",
    403: "the request comes from another site, or names another host", 404: "there is no such thing",
    405: "this address takes other methods", 409: "not now: somebody else needs it, or the name is taken",
    413: "the request is too large", 422: "the request is not as documented", 429: "too much waits already",
}  # fmt: skip
"""Status -> what it means."""
STATUS = ((MissingError, 404), (BusyError, 409), (FullError, 429), (RequestError, 400))
BLOCK = {"application/json": {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}
RESPONSES: dict[int | str, dict[str, Any]] = {
    # one model brings the schema; as many as there are would be built anew for every call, when a page waits for them
    status: {"description": words} | ({"model": Problem} if status == 400 else {"content": BLOCK})
    for status, words in MEANING.items()
}
LONGEST = 200
"""Letters of what was found that are said back."""


def answer(problem: Problem, status: int) -> JSONResponse:
    """The block as an answer."""
    return JSONResponse(asdict(problem), status)


def blocks(app: FastAPI) -> None:
    """Let the application answer with blocks."""
    app.add_exception_handler(RequestError, _of_request)
    app.add_exception_handler(RequestValidationError, _of_shape)
    app.add_exception_handler(HTTPException, _of_http)


async def _of_request(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestError):
        raise error
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    return answer(Problem(error.problem, error.where, error.found, error.allowed, error.nearest), status)


async def _of_shape(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    found = "" if first["type"] == "missing" else repr(first.get("input"))[:LONGEST]
    return answer(Problem("the request is not as documented", where, found, str(first["msg"])), 422)


async def _of_http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    what = MEANING.get(error.status_code, str(error.detail))
    made = answer(Problem(what, request.url.path[:LONGEST], request.method), error.status_code)
    made.headers.update(error.headers or {})
    if error.status_code == 405:
        made.headers["allow"] = ", ".join(_methods(request))
    return made


def _methods(request: Request) -> list[str]:
    """What the address does take: several calls may share it."""
    found = (getattr(route, "methods", None) or () for route in request.app.routes if _leads(route, request))
    return sorted({method for methods in found for method in methods})


def _leads(route: Any, request: Request) -> bool:
    return bool(hasattr(route, "path_regex") and route.path_regex.match(request.url.path))
