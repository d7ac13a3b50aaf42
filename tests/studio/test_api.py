"""The calls: what the document says is what they do, for requests of every shape."""

from __future__ import annotations

import inspect
import json
import tempfile
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from studio.desk import SMALL, ended, studio, until

from sousveil.studio.api.app import application
from sousveil.studio.api.guard import Guard
from sousveil.studio.api.refusals import MEANING
from sousveil.studio.service import Problem, RunAsked, Studio, World

HERE = {"Host": "127.0.0.1"}
EXCLUDED = [positive_data_acceptance]
"""A text may be any text for the document, and is refused where it is no scenario."""
KEYS = set(Problem.__dataclass_fields__)


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """A studio with a run in it, in which nothing is lived: what is asked for waits behind a job that never begins."""
    made = studio(tmp_path_factory.mktemp("api"))
    ended(made, made.ask(RunAsked(World(text=SMALL), name="mine")))
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(one):
    with TestClient(application(one), base_url="http://127.0.0.1") as client:
        yield client


def idle() -> Guard:
    """The application of an empty studio in which no job's turn ever comes."""
    made = studio(Path(tempfile.mkdtemp(prefix="sousveil-test-")))
    made.queue._next = lambda: None
    return application(made, host="testserver")


schema = schemathesis.openapi.from_asgi("/openapi.json", idle(), headers=HERE)
STREAM = "/api/jobs/{number}/stream"
"""It ends with its job, and another test follows one."""


@schema.exclude(path=STREAM).parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_call_answers_as_the_document_says(case):
    case.call_and_validate(headers=HERE, excluded_checks=EXCLUDED)


def test_every_action_of_the_studio_is_a_documented_call(client):
    document = client.get("/openapi.json").json()
    called = {operation["operationId"] for path in document["paths"].values() for operation in path.values()}
    source = inspect.getsource(__import__("sousveil.studio.api.calls", fromlist=["calls"]))
    actions = {name for name, _ in inspect.getmembers(Studio, inspect.isfunction) if not name.startswith("_")}
    without = {action for action in actions - {"close"} if f"studio.{action}(" not in source}
    assert without <= {"cards", "begin", "read", "change", "link", "open_link"} - {"cards"}
    assert len(called) >= len(actions) - len(without)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation.get("description") or operation.get("summary"), (path, method)
            assert {str(status) for status in MEANING} <= set(operation["responses"]), (path, method)


def test_a_run_is_asked_for_followed_and_found_again(client, one):
    job = client.post("/api/jobs/run", json={"world": {"text": SMALL}, "name": "followed"})
    assert job.status_code == 201, job.text
    number = job.json()["id"]
    news = {}
    with client.stream("GET", f"/api/jobs/{number}/stream") as stream:
        for event, data in _events(stream.iter_lines()):
            news.setdefault(event, []).append(data)
    assert list(news)[-1] == "end" and len(news["scene"]) == 1 and news["job"][-1]["status"] == "done"
    frames = [frame for piece in news["frames"] for frame in piece["frames"]]
    assert [frame["number"] for frame in frames] == list(range(1, len(frames) + 1))
    assert sum(frame["days"] for frame in frames) == 24
    again = client.get(f"/api/jobs/{number}/frames").json()
    assert again["frames"] == frames and again["places"] == news["frames"][-1]["places"]
    assert (
        client.get(f"/api/jobs/{number}/frames", params={"after": frames[-2]["number"]}).json()["frames"] == frames[-1:]
    )
    assert {series["name"] for series in news["scene"][0]["series"]} == set(frames[0]["home"])
    with client.stream("GET", f"/api/jobs/{number}/stream?after={frames[-1]['number']}") as stream:
        assert [event for event, _ in _events(stream.iter_lines())] == ["scene", "job", "end"]
    assert client.get("/api/kept/followed").json()["status"] == "complete"


def _events(lines):
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield event, json.loads(line.removeprefix("data: "))


def test_whoever_goes_away_stops_nothing(client, one):
    job = client.post("/api/jobs/run", json={"world": {"text": SMALL.replace("days: 24", "days: 100")}}).json()
    until(one, one.job(job["id"]), lambda now: now.done > 3)
    for _ in range(3):
        assert client.get(f"/api/jobs/{job['id']}/frames").status_code == 200
    assert ended(one, one.job(job["id"])).status == "done"


def test_a_draft_goes_there_and_back(client):
    draft = client.get("/api/drafts", params={"scenario": "everything-app"}).json()
    change = {
        "values": {"fear.standing": 0.3},
        "mechanisms": {"scoring": False},
        "safeguards": {"appeal": {"success": 0.4}},
    }
    changed = client.post("/api/drafts", json={"text": draft["text"], "change": change}).json()
    assert changed["changed"]["fear.standing"] == [0.16, 0.3]
    assert client.get(f"/api/drafts?{changed['link']}").json() == changed
    assert client.post("/api/drafts", json={"text": changed["text"]}).json() == changed
    estimate = client.post("/api/estimate", json={"text": changed["text"]}).json()
    assert estimate["fits"] and estimate["seconds"] > 0 and estimate["peak"] > estimate["people"] * 50
    kept = client.get("/api/kept/mine/draft").json()
    assert (kept["people"], kept["days"], kept["base"]) == (3000, 24, None)


def test_a_kept_run_is_shown_and_taken_along(client):
    one = client.get("/api/kept/mine").json()
    assert {"report.html", "summary.json", "scenario.yaml"} <= set(one["files"])
    page = client.get("/api/kept/mine/files/report.html")
    assert page.headers["content-type"].startswith("text/html") and "sandbox" in page.headers["content-security-policy"]
    assert client.get("/api/kept/mine/summary").json()["measures"]
    packed = client.get("/api/kept/mine/archive")
    assert packed.content[:2] == b"PK" and 'filename="mine.zip"' in packed.headers["content-disposition"]


def test_a_folder_is_renamed_and_removed(client, one):
    ended(one, one.ask(RunAsked(World(text=SMALL), name="gone")))
    assert client.patch("/api/kept/gone", json={"name": "away"}).json()["name"] == "away"
    assert client.request("DELETE", "/api/kept/away", json={"sure": "gone"}).status_code == 400
    assert client.request("DELETE", "/api/kept/away", json={"sure": "away"}).status_code == 204
    assert client.get("/api/kept/away").status_code == 404


REFUSED = [
    ("GET", "/api/kept/nobody", None, 404), ("GET", "/api/jobs/7000", None, 404), ("GET", "/api/nothing", None, 404),
    ("PUT", "/api/kept", None, 405), ("GET", "/api/jobs/x", None, 404), ("POST", "/api/jobs/run", {}, 422),
    ("POST", "/api/jobs/run", {"world": {"text": SMALL}, "what": 1}, 422),
    ("POST", "/api/jobs/run", {"world": {"text": SMALL}, "replicates": True}, 422),
    ("POST", "/api/jobs/run", {"world": {"scenario": "everything-ap"}}, 400),
    ("POST", "/api/jobs/run", {"world": {"text": SMALL}, "replicates": 0}, 400),
    ("POST", "/api/drafts", {"text": "a: &a 1\n"}, 400), ("GET", "/api/drafts?what=1", None, 400),
    ("POST", "/api/jobs/resume", {"run": "mine"}, 400), ("GET", "/api/exhibits/nobody", None, 404),
    ("GET", "/api/kept/mine/files/nothing", None, 404), ("PATCH", "/api/kept/mine", {"name": "../x"}, 400),
    ("POST", "/api/sheet", {"world": {}}, 400),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "status"), REFUSED)
def test_every_refusal_is_one_block(client, method, path, body, status):
    answer = client.request(method, path, json=body)
    assert answer.status_code == status, answer.text
    block = answer.json()
    assert set(block) == KEYS and block["what"] and all(isinstance(value, str) for value in block.values())
    assert "Traceback" not in answer.text


def test_the_nearest_name_is_offered(client):
    answer = client.post(
        "/api/drafts", json={"text": "schema: 1\nname: x\nbase: everything-app\nset: {fear.standin: 1}\n"}
    )
    assert answer.json()["nearest"] == "fear.standing" and answer.json()["where"] == "scenario.yaml:4"
    assert client.get("/api/kept/min").json()["nearest"] == "mine"
