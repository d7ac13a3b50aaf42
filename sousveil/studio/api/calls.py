"""The calls, one function each. The service does everything; nothing is decided here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from sousveil.studio.api.refusals import RESPONSES
from sousveil.studio.api.views import (
    DeleteAsked,
    DraftAsked,
    DraftView,
    EstimateAsked,
    EstimateView,
    RenameAsked,
    SheetAsked,
    SheetView,
)
from sousveil.studio.service import (
    AssessAsked,
    Card,
    CompareAsked,
    FindAsked,
    Frames,
    Job,
    Kept,
    LifeAsked,
    PageAsked,
    ReplicateAsked,
    ResumeAsked,
    RunAsked,
    SafeguardsAsked,
    Scene,
    Studio,
    WorldAsked,
)
from sousveil.studio.service.translated import translated

KINDS = {
    ".html": "text/html; charset=utf-8", ".json": "application/json", ".yaml": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".md": "text/plain; charset=utf-8",
}  # fmt: skip
ALONE = (
    "sandbox allow-scripts allow-popups allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
"""A kept page may come from anywhere: it is shown as if it were of another site, with nothing but what is in it."""

router = APIRouter(prefix="/api", responses=RESPONSES)


def the_studio(request: Request) -> Studio:
    """The studio of this application."""
    found: Studio = request.app.state.studio
    return found


Of = Annotated[Studio, Depends(the_studio)]


@router.get("/scenarios", tags=["start"])
def scenarios(studio: Of) -> tuple[Card, ...]:
    """Every shipped scenario, the main one first."""
    return translated(studio.cards())


@router.get("/names", tags=["start"])
def names(studio: Of) -> dict[str, dict[str, str]]:
    """What measures, events and groups are called, in a few words."""
    return studio.names()


@router.get("/drafts", tags=["change"])
def open_draft(studio: Of, request: Request) -> DraftView:
    """The draft that a link describes: its query is the query of this call.

    scenario=NAME, people=N, days=N, seed=N, set=path=value, with=NAME, with=NAME.number=value, without=NAME; or text=,
    a whole text as a link carries it.
    """
    return DraftView.of(studio.open_link(request.url.query))


@router.post("/drafts", tags=["change"])
def change_draft(studio: Of, asked: DraftAsked) -> DraftView:
    """Read a text, and write what a control does into it."""
    if asked.change is None:
        return DraftView.of(studio.read(asked.text))
    return DraftView.of(studio.change(asked.text, asked.change.change))


@router.post("/estimate", tags=["change"])
def estimate(studio: Of, asked: EstimateAsked) -> EstimateView:
    """Memory and time of a run, before anything starts."""
    return EstimateView(**studio.estimate(asked.text, asked.replicates))


@router.post("/jobs/run", tags=["jobs"], status_code=201)
def run(studio: Of, asked: RunAsked) -> Job:
    """Live a scenario and keep it."""
    return studio.ask(asked)


@router.post("/jobs/resume", tags=["jobs"], status_code=201)
def resume(studio: Of, asked: ResumeAsked) -> Job:
    """Go on with a kept run that was stopped."""
    return studio.ask(asked)


@router.post("/jobs/compare", tags=["jobs"], status_code=201)
def compare(studio: Of, asked: CompareAsked) -> Job:
    """A baseline beside one reform or several."""
    return studio.ask(asked)


@router.post("/jobs/assess", tags=["jobs"], status_code=201)
def assess(studio: Of, asked: AssessAsked) -> Job:
    """The rights assessment of a scenario, or of a kept run."""
    return studio.ask(asked)


@router.post("/jobs/replicate", tags=["jobs"], status_code=201)
def replicate(studio: Of, asked: ReplicateAsked) -> Job:
    """Published results beside simulated ones."""
    return studio.ask(asked)


@router.post("/jobs/safeguards", tags=["jobs"], status_code=201)
def safeguards(studio: Of, asked: SafeguardsAsked) -> Job:
    """Safeguards weighed, each alone and the best few together."""
    return studio.ask(asked)


@router.post("/jobs/find", tags=["jobs"], status_code=201)
def find(studio: Of, asked: FindAsked) -> Job:
    """Of how many people something is true, and the life of the first."""
    return studio.ask(asked)


@router.post("/jobs/life", tags=["jobs"], status_code=201)
def life(studio: Of, asked: LifeAsked) -> Job:
    """One synthetic life, day by day."""
    return studio.ask(asked)


@router.post("/jobs/world", tags=["jobs"], status_code=201)
def world(studio: Of, asked: WorldAsked) -> Job:
    """Live a scenario of countries under every condition of the question, and keep it."""
    return studio.ask(asked)


@router.post("/jobs/page", tags=["jobs"], status_code=201)
def page(studio: Of, asked: PageAsked) -> Job:
    """The page of a kept run, built anew."""
    return studio.ask(asked)


@router.get("/jobs", tags=["jobs"])
def jobs(studio: Of) -> tuple[Job, ...]:
    """Every job of this session, newest first; results left out."""
    return studio.jobs()


@router.get("/jobs/{number:int}", tags=["jobs"])
def job(studio: Of, number: int) -> Job:
    """One job, with its result."""
    return studio.job(number)


@router.post("/jobs/{number:int}/pause", tags=["jobs"])
def pause(studio: Of, number: int) -> Job:
    """Let a job wait after its day."""
    return studio.pause(number)


@router.post("/jobs/{number:int}/go-on", tags=["jobs"])
def go_on(studio: Of, number: int) -> Job:
    """Let a paused job go on."""
    return studio.go_on(number)


@router.post("/jobs/{number:int}/stop", tags=["jobs"])
def stop(studio: Of, number: int) -> Job:
    """Stop a job as Ctrl-C does, or take it out of the queue; asked for again, end it at once."""
    return studio.stop(number)


@router.delete("/jobs/{number:int}", tags=["jobs"], status_code=204)
def forget(studio: Of, number: int) -> None:
    """Take a job that has ended off the list; what it kept stays."""
    studio.forget(number)


@router.get("/jobs/{number:int}/scene", tags=["live"])
def scene(studio: Of, number: int) -> Scene | None:
    """What the frames of a run are of; null before its first day."""
    return studio.scene(number)


@router.get("/jobs/{number:int}/frames", tags=["live"])
def frames(studio: Of, number: int, after: int = 0) -> Frames:
    """Frames after that of this number, and the places as they are now."""
    return studio.frames(number, after)


@router.get("/kept", tags=["kept"])
def kept(studio: Of) -> tuple[Kept, ...]:
    """Every folder below runs/, newest first."""
    return studio.kept()


@router.get("/kept/{name}", tags=["kept"])
def one_kept(studio: Of, name: str) -> Kept:
    """One of them."""
    return studio.one_kept(name)


@router.patch("/kept/{name}", tags=["kept"])
def rename(studio: Of, name: str, asked: RenameAsked) -> Kept:
    """Give it another name."""
    return studio.rename(name, asked.name)


@router.delete("/kept/{name}", tags=["kept"], status_code=204)
def delete(studio: Of, name: str, asked: DeleteAsked) -> None:
    """Remove it for good; `sure` repeats its name."""
    studio.delete(name, asked.sure)


@router.get("/kept/{name}/summary", tags=["kept"])
def summary(studio: Of, name: str) -> dict[str, Any]:
    """summary.json of a run: measures with intervals."""
    return studio.summary(name)


@router.get("/kept/{name}/document", tags=["kept"])
def document(studio: Of, name: str) -> dict[str, Any]:
    """What a comparison, an assessment, a replication or a weighing of safeguards says."""
    return studio.document(name)


@router.get("/kept/{name}/draft", tags=["kept"])
def draft(studio: Of, name: str) -> DraftView:
    """A draft that starts from a kept run."""
    return DraftView.of(studio.draft_of(name))


@router.get("/kept/{name}/files/{file}", tags=["kept"], response_class=FileResponse)
def file(studio: Of, name: str, file: str) -> Response:
    """A file of it: its page, its scenario, its numbers."""
    path = studio.file(name, file)
    headers = {"content-security-policy": ALONE, "x-frame-options": "SAMEORIGIN"} if path.suffix == ".html" else {}
    return FileResponse(path, media_type=KINDS.get(path.suffix, "application/octet-stream"), headers=headers)


@router.get("/kept/{name}/archive", tags=["kept"], response_class=FileResponse)
def archive(studio: Of, name: str) -> Response:
    """All of it as a ZIP file, checkpoints left out."""
    path = studio.packed(name)
    gone = BackgroundTask(_remove, path)
    return FileResponse(path, media_type="application/zip", filename=f"{name}.zip", background=gone)


def _remove(path: Path) -> None:
    os.unlink(path)


@router.get("/exhibits", tags=["choices"])
def exhibits(studio: Of) -> list[dict[str, str]]:
    """Published results that can be replicated: name, title, question."""
    return studio.exhibits()


@router.get("/exhibits/{name}", tags=["choices"])
def one_exhibit(studio: Of, name: str) -> dict[str, Any]:
    """One of them: what it rests on, and the numbers that may be replaced."""
    return studio.exhibit(name)


@router.get("/words", tags=["choices"])
def words(studio: Of) -> dict[str, Any]:
    """Words of the small language in which lives are searched for."""
    return studio.words()


@router.post("/sheet", tags=["choices"])
def sheet(studio: Of, asked: SheetAsked) -> SheetView:
    """The deployment sheet of a world, to be filled in."""
    return SheetView(studio.sheet(asked.world))
