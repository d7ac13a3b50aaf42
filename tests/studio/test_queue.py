"""Jobs in processes of their own: they end as on the command line, bit for bit, whatever is done to them meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import numpy as np
import pytest
from studio.desk import SMALL, ended, studio, until

from sousveil.contract.errors import RequestError
from sousveil.records.stored import open_run
from sousveil.simulate import run
from sousveil.studio.service import (
    AssessAsked,
    Change,
    CompareAsked,
    FindAsked,
    LifeAsked,
    PageAsked,
    ReplicateAsked,
    ResumeAsked,
    RunAsked,
    SafeguardsAsked,
    Studio,
    World,
)
from sousveil.studio.service.jobs import BusyError, FullError, MissingError

LONG = SMALL.replace("days: 24", "days: 2000")
"""Long enough to be paused and stopped in the middle."""


@pytest.fixture
def one(tmp_path):
    made = studio(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def plain():
    """The same scenario, run as the command line runs it."""
    return run(Studio.read(SMALL).scenario, keep=False)


def state_hash(one, name):
    return json.loads((one.runs / name / "run.json").read_bytes())["state_hash"]


def test_a_run_is_the_same_as_on_the_command_line_and_its_frames_are_its_records(one, plain):
    job = ended(one, one.ask(RunAsked(World(text=SMALL), name="mine")))
    assert (job.status, job.kept, job.problem) == ("done", ("mine",), None)
    stored = open_run(one.runs / "mine")
    assert stored.info["state_hash"] == plain.summary["state_hash"]
    assert (one.runs / "mine" / "report.html").exists()
    scene, frames = one.scene(job.id), one.frames(job.id).frames
    assert sum(frame.days for frame in frames) == frames[-1].day == 24
    home = sum(place.people for place in scene.places if place.kind != "abroad")
    assert home == 3000
    for series in scene.series:
        if series.kind == "event":
            shown = sum(frame.home[series.name] * frame.days for frame in frames) * home / 100_000
            counted = (
                plain.records["events"].sel(event=series.name, group="all").sum() if "events" in plain.records else None
            )
            recorded = _counted(plain, series.name) if counted is None else int(counted)
            assert shown == pytest.approx(recorded, abs=1e-6), series.name


def _counted(plain, event):
    at = plain.history.events.index(event)
    return int(plain.history.counts[0, :, at, :, 0].sum())


def test_a_pause_is_no_time_and_changes_nothing(one):
    job = one.ask(RunAsked(World(text=LONG), name="mine"))
    until(one, job, lambda now: now.phase == "living" and now.done > 5)
    one.pause(job.id)
    paused = until(one, job, lambda now: now.status == "paused")
    frames = one.frames(job.id).last
    time.sleep(0.5)
    later = one.job(job.id)
    assert (later.done, later.seconds, one.frames(job.id).last) == (paused.done, paused.seconds, frames)
    with pytest.raises(BusyError):
        one.pause(job.id)
    one.go_on(job.id)
    until(one, job, lambda now: now.done > paused.done)
    one.stop(job.id)
    stopped = ended(one, job)
    assert stopped.status == "stopped" and one.one_kept("mine").status == "interrupted"


def test_a_run_that_is_stopped_while_paused_is_gone_on_with_and_ends_the_same(one, plain):
    text = SMALL.replace("days: 24", "days: 400")
    job = one.ask(RunAsked(World(text=text), checkpoint_every=10, name="mine"))
    until(one, job, lambda now: now.done > 25)
    one.pause(job.id)
    until(one, job, lambda now: now.status == "paused")
    one.stop(job.id)
    assert ended(one, job).status == "stopped"
    with pytest.raises(BusyError):
        one.stop(job.id)
    assert one.one_kept("mine").status == "interrupted" and one.one_kept("mine").day >= 25
    again = ended(one, one.ask(ResumeAsked("mine")))
    assert again.status == "done", again.problem
    first = one.frames(again.id).frames[0]
    assert first.day - first.days >= 20, "it began after its last checkpoint"
    straight = run(Studio.read(text).scenario, keep=False)
    assert state_hash(one, "mine") == straight.summary["state_hash"]
    with pytest.raises(RequestError, match="not in a state"):
        one.ask(ResumeAsked("mine"))


def test_a_job_that_is_stopped_before_it_has_begun_ends_as_well(one):
    job = one.ask(RunAsked(World(text=LONG), name="mine"))
    one.stop(job.id)
    assert ended(one, job).status == "stopped"
    assert one.kept() == () or one.one_kept("mine").status == "interrupted"


def test_jobs_wait_for_each_other_and_can_be_taken_out(one):
    first = one.ask(RunAsked(World(text=LONG)))
    second, third = (one.ask(RunAsked(World(text=SMALL))) for _ in range(2))
    assert [one.job(job.id).status for job in (second, third)] == ["waiting", "waiting"]
    assert one.job(third.id).ahead == 2
    assert one.stop(second.id).status == "stopped" and one.job(third.id).ahead == 1
    until(one, first, lambda now: now.done > 3)
    one.stop(first.id)
    assert ended(one, third).status == "done"
    assert [job.id for job in one.jobs()] == [third.id, second.id, first.id]
    one.forget(second.id)
    with pytest.raises(MissingError):
        one.job(second.id)


def test_a_process_that_is_killed_is_a_job_that_failed_and_says_so(one):
    job = one.ask(RunAsked(World(text=LONG), checkpoint_every=10, name="mine"))
    until(one, job, lambda now: now.done > 25)
    one.queue._entries[job.id].process.kill()
    failed = ended(one, job)
    assert failed.status == "failed" and "SIGKILL" in failed.problem.what
    assert one.one_kept("mine").status == "interrupted"
    until(one, one.ask(ResumeAsked("mine")), lambda now: now.done > 20)


@pytest.mark.parametrize("left", [b"", b'{"is": "stage", "pha', b"nonsense\n"])
def test_whatever_a_process_leaves_on_its_line_the_job_ends(tmp_path, monkeypatch, left):
    script = f"import os, sys; os.write(int(sys.argv[-1]), {left!r}); os.kill(os.getpid(), 9)"
    real = subprocess.Popen

    def other(command, **how):
        return real([sys.executable, "-c", script, command[-1]], **how)

    monkeypatch.setattr("sousveil.studio.service.process.subprocess.Popen", other)
    one = studio(tmp_path)
    job = ended(one, one.ask(RunAsked(World(text=SMALL))))  # and what it was told stays unread
    assert job.status == "failed" and "SIGKILL" in job.problem.what


def test_a_studio_that_closes_leaves_a_run_that_can_be_gone_on_with(tmp_path):
    one = studio(tmp_path)
    job = one.ask(RunAsked(World(text=LONG), name="mine"))
    until(one, job, lambda now: now.done > 3)
    one.close()
    assert studio(tmp_path).one_kept("mine").status == "interrupted"


def test_a_folder_that_a_job_needs_is_not_taken_away(one):
    ended(one, one.ask(RunAsked(World(text=SMALL), name="mine")))
    long = one.ask(RunAsked(World(text=LONG)))
    one.ask(PageAsked("mine"))
    for act in (lambda: one.delete("mine", "mine"), lambda: one.rename("mine", "yours")):
        with pytest.raises(BusyError, match="a job needs it"):
            act()
    one.stop(long.id)


def test_what_the_other_verbs_do_ends_in_their_folders(one):
    without = Studio.change(SMALL, Change(mechanisms={"fear": False})).text
    kept = ended(one, one.ask(RunAsked(World(text=SMALL), name="mine")))
    jobs = {
        "compare": one.ask(CompareAsked(World(run="mine"), [World(text=without)], replicates=2)),
        "assess": one.ask(AssessAsked(World(text=SMALL), replicates=2, ignorance=0)),
        "assess a run": one.ask(AssessAsked(World(run="mine"))),
        "safeguards": one.ask(SafeguardsAsked(World(text=SMALL), ["appeal"], replicates=2, people=None, days=None)),
        "find": one.ask(FindAsked(World(run="mine"), "female", World(text=without))),
        "nobody": one.ask(FindAsked(World(text=SMALL), "interned and not interned")),
        "life": one.ask(LifeAsked(World(text=SMALL), 0)),
        "page": one.ask(PageAsked("mine")),
    }
    made = {what: ended(one, job) for what, job in jobs.items()}
    assert {what: (job.status, job.problem) for what, job in made.items()} == dict.fromkeys(jobs, ("done", None)), kept
    kinds = {one.one_kept(name).kind for job in made.values() for name in job.kept}
    assert kinds == {"comparison", "assessment", "safeguards"}
    assert one.document(made["compare"].kept[0])["replicates"] == 2
    assert all(one.one_kept(name).page for job in made.values() for name in job.kept)
    found = made["find"].result
    assert found["found"]["matched"] > 0 and found["other"] is not None and found["file"] in one.one_kept("mine").files
    assert made["nobody"].result["found"]["matched"] == 0 and made["nobody"].result["life"] is None
    assert made["life"].result["life"]["person"] == 0 and "<html" in made["life"].result["page"]


def test_exhibits_run_from_here(one):
    job = ended(one, one.ask(ReplicateAsked(["runaway-patrols"], replicates=2)))
    assert job.status == "done", job.problem
    assert one.document(job.kept[0])["exhibits"][0]["exhibit"] == "runaway-patrols"


REFUSED = {
    "no world": RunAsked(World()),
    "two worlds": RunAsked(World(text=SMALL, scenario="all-off")),
    "an unknown scenario": RunAsked(World(scenario="/etc/passwd")),
    "an unknown run": RunAsked(World(run="../runs")),
    "too many people": RunAsked(World(text=SMALL.replace("3000", "2_000_000_000"))),
    "no replicates": RunAsked(World(text=SMALL), replicates=0),
    "too many replicates": RunAsked(World(text=SMALL), replicates=100_000),
    "fewer checkpoints than none": RunAsked(World(text=SMALL), checkpoint_every=-1),
    "a name that leads out": RunAsked(World(text=SMALL), name="../mine"),
    "a name with a script": RunAsked(World(text=SMALL), name="<script>alert(1)</script>"),
    "nothing to go on with": ResumeAsked("nobody"),
    "no reform": CompareAsked(World(text=SMALL), []),
    "a reform that changes nothing": CompareAsked(World(text=SMALL), [World(text=SMALL)]),
    "other people": CompareAsked(World(text=SMALL), [World(scenario="everything-app")]),
    "days beyond reason": CompareAsked(World(text=SMALL), [World(scenario="all-off")], days=10**9),
    "a sheet that is none": AssessAsked(World(text=SMALL), sheet="- nothing\n"),
    "a sheet of another scenario": AssessAsked(World(text=SMALL), sheet="scenario: other\n"),
    "an unknown exhibit": ReplicateAsked(["../drivers"]),
    "a file for an exhibit": ReplicateAsked(["export-map"], ["table=/etc/passwd"]),
    "a seed that is none": ReplicateAsked(["runaway-patrols"], seed=-1),
    "an unknown safeguard": SafeguardsAsked(World(text=SMALL), ["magic"]),
    "one pair": SafeguardsAsked(World(text=SMALL), replicates=1),
    "a query that runs something": FindAsked(World(text=SMALL), "__import__('os').system('true')"),
    "a query without end": FindAsked(World(text=SMALL), "visit and " * 500 + "visit"),
    "nobody's life": LifeAsked(World(text=SMALL), -1),
    "a page of nothing": PageAsked("nobody"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_before_it_waits(one, what):
    with pytest.raises(RequestError) as refused:
        one.ask(REFUSED[what])
    assert refused.value.problem and one.jobs() == ()


def test_the_queue_has_an_end(one):
    first = one.ask(RunAsked(World(text=LONG)))
    one.pause(first.id) if one.job(first.id).status == "running" else None
    for _ in range(100):
        one.ask(RunAsked(World(text=SMALL)))
    with pytest.raises(FullError):
        one.ask(RunAsked(World(text=SMALL)))
    for job in one.jobs():
        if not one.job(job.id).ended:
            one.stop(job.id)


def test_frames_of_a_run_without_end_do_not_fill_the_memory():
    from sousveil.studio.service.live import MOST, Live

    live, luck = Live(10**6, 1), np.random.default_rng(1)
    places = [{"label": "a", "region": "a", "kind": "urban", "people": 1000}]
    live.begin({"places": places, "events": ["visit"], "shared": ["true_support"], "few": 200, "replicate": 1})
    days, total = 0, 0
    for _ in range(3 * MOST):
        width, count = int(luck.integers(1, 4)), int(luck.integers(0, 50))
        days, total = days + width, total + count
        live.add({"day": days, "days": width, "counts": {"visit": [count]}, "shared": {"true_support": [days / 10**6]}})
    kept = live.after(0)
    assert len(kept.frames) <= MOST and kept.last == 3 * MOST
    assert sum(frame.days for frame in kept.frames) == days == kept.frames[-1].day
    assert sum(frame.home["visit"] * frame.days for frame in kept.frames) / 100 == pytest.approx(total)
    assert all(frame.home["true_support"] == pytest.approx(frame.day / 10**6) for frame in kept.frames)
    assert [frame.number for frame in live.after(kept.last - 3).frames] == [kept.last - 2, kept.last - 1, kept.last]
