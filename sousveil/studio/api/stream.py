"""What a job says while it goes on, as server-sent events: job, scene, frames, end."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from sousveil.studio.api.calls import Of
from sousveil.studio.api.refusals import RESPONSES
from sousveil.studio.service import Studio
from sousveil.studio.service.jobs import MissingError

LOOK = 0.04
"""Seconds between two looks at a job: whoever looks costs the run nothing, so a timer does."""
JOB = 0.2
"""Seconds between two reports on how far it is."""
ALIVE = 15.0
"""Seconds after which a line without meaning keeps the connection open."""

router = APIRouter(prefix="/api", responses=RESPONSES)


@router.get("/jobs/{number:int}/stream", tags=["live"], response_class=StreamingResponse,
            responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}})  # fmt: skip
async def stream(studio: Of, number: int, after: int = 0) -> StreamingResponse:
    """Follow a job from a frame on, as server-sent events.

    `job`: how it stands, a few times a second; `scene`: what its frames are of, once; `frames`: those after the last
    one told; `end`: it has ended, and nothing follows. Whoever goes away and comes back asks from the last frame on.
    """
    studio.job(number)  # refuses one that is not there, before anything is sent
    return StreamingResponse(_news(studio, number, after), media_type="text/event-stream",
                             headers={"cache-control": "no-store"})  # fmt: skip


async def _news(studio: Studio, number: int, after: int) -> AsyncIterator[str]:
    shown, told_scene, reported, spoke = "", False, 0.0, time.monotonic()
    while not studio.closing:
        try:
            job = studio.job(number)
        except MissingError:  # it was taken off the list
            return
        frames = studio.frames(number, after)
        scene = studio.scene(number)
        now, said = time.monotonic(), ""
        if scene is not None and not told_scene:
            told_scene, said = True, said + _event("scene", asdict(scene))
        if frames.frames and told_scene:
            after, said = frames.last, said + _event("frames", asdict(frames))
        due = now - reported >= JOB or job.ended
        standing = json.dumps(asdict(replace(job, result=None))) if due else shown
        if standing != shown:
            shown, reported, said = standing, now, said + f"event: job\ndata: {standing}\n\n"
        if job.ended:
            yield said + _event("end", {})
            return
        if said or now - spoke >= ALIVE:
            spoke = now
            yield said or ": still here\n\n"
        await asyncio.sleep(LOOK)


def _event(name: str, content: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(content, separators=(',', ':'))}\n\n"
