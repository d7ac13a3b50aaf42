"""Who may ask, and what a request may do: other sites, other machines, too much of everything."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from studio.desk import SMALL, studio

from sousveil.contract.errors import RequestError
from sousveil.studio.api.app import application
from sousveil.studio.api.guard import COOKIE, LARGEST
from sousveil.studio.serving import check, is_loopback

TOKEN = "correct-horse-battery"
HERE = "http://127.0.0.1:8642"
DRAFT = {"text": SMALL}


def client_of(place, token=None, host="127.0.0.1", base=HERE):
    one = studio(place)
    one.queue._next = lambda: None  # nothing is lived here
    return TestClient(application(one, token, host), base_url=base)


@pytest.fixture
def client(tmp_path):
    return client_of(tmp_path)


@pytest.fixture
def locked(tmp_path):
    return client_of(tmp_path, TOKEN, "0.0.0.0", "http://10.0.0.7:8642")


def test_an_address_that_others_reach_needs_a_token():
    for host in ("0.0.0.0", "::", "192.168.1.7", "example.org", "127.0.0.1.example.org", ""):
        with pytest.raises(RequestError, match="others could reach"):
            check(host, None)
        check(host, TOKEN)
    for host in ("127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"):
        assert is_loopback(host)
        check(host, None)


def test_a_token_that_can_be_guessed_is_none():
    with pytest.raises(RequestError, match="too short"):
        check("127.0.0.1", "secret")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "127.0.0.1@evil", "[", "", "2130706433"]
)
def test_a_name_of_elsewhere_that_leads_here_is_refused(client, host):
    for path in ("/", "/api/scenarios", "/openapi.json"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 403 and answer.json()["where"] == "Host"


@pytest.mark.parametrize("host", ["localhost:8642", "127.0.0.1", "[::1]:8642", "LOCALHOST:1"])
def test_names_of_this_machine_are_known(client, host):
    assert client.get("/api/scenarios", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:9999",
        "http://127.0.0.1:8642.evil.example",
        "https://localhost:8642",
    ],
)
def test_another_site_can_ask_for_nothing(client, origin):
    for method, path, body in (
        ("POST", "/api/jobs/run", {"world": DRAFT}), ("POST", "/api/drafts", DRAFT), ("GET", "/api/kept", None),
        ("DELETE", "/api/jobs/1", None), ("PATCH", "/api/kept/x", {"name": "y"}), ("OPTIONS", "/api/jobs/run", None),
    ):  # fmt: skip
        answer = client.request(method, path, json=body, headers={"Origin": origin})
        assert answer.status_code == 403 and answer.json()["where"] == "Origin"
        assert "access-control-allow-origin" not in answer.headers
    assert client.get("/api/jobs").json() == []


def test_a_form_of_another_site_is_refused_even_without_its_origin(client):
    for site in ("cross-site", "same-site"):
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Content-Type": "text/plain"}
        assert client.post("/api/drafts", content='{"text": ""}', headers=headers).status_code == 403
        assert client.get("/api/kept", headers=headers).status_code == 403
        assert client.get("/edit", headers=headers).status_code == 200, "a link may be followed"
        assert client.get("/", headers={**headers, "Sec-Fetch-Mode": "no-cors"}).status_code == 403


def test_our_own_pages_may_ask(client):
    headers = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/drafts", json=DRAFT, headers=headers).status_code == 200


def test_only_json_is_read(client):
    body = '{"text": "schema: 1"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert client.post("/api/drafts", content=body, headers={"Content-Type": kind}).status_code == 422


def test_without_the_token_nothing_is_told(locked):
    for method, path in (
        ("GET", "/api/kept"),
        ("GET", "/openapi.json"),
        ("POST", "/api/drafts"),
        ("GET", "/api/jobs/1/stream"),
    ):
        answer = locked.request(method, path, headers={"Accept": "application/json"})
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
        assert set(answer.json()) == {"what", "where", "found", "allowed", "nearest"}
    page = locked.get("/edit?scenario=all-off", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/enter?next=%2Fedit%3Fscenario%3Dall-off")
    assert locked.get("/enter").status_code == 200


def test_the_token_opens(locked):
    assert locked.get("/api/kept", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    answer = locked.post("/api/session", json={"token": TOKEN})
    assert answer.status_code == 204
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=lax" in said and TOKEN not in said
    assert locked.get("/api/kept").status_code == 200, "the browser is known now"
    assert locked.post("/api/drafts", json=DRAFT, headers={"Origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize("token", ["", "correct-horse-batterY", TOKEN + "x", "\u00e9", "x" * 10_000])
def test_another_token_does_not(locked, monkeypatch, token):
    monkeypatch.setattr("sousveil.studio.api.app.SECONDS_AFTER_A_WRONG_TOKEN", 0)
    assert locked.post("/api/session", json={"token": token}).status_code == 401
    headers = {"Authorization": f"Bearer {token}".encode()}
    assert locked.get("/api/kept", headers=headers).status_code == 401


@pytest.mark.parametrize("cookie", ["", "0" * 64, "; ; =", '"\\"', "\u00e9", "a" * 5000])
def test_a_cookie_that_was_made_up_does_not(locked, cookie):
    assert locked.get("/api/kept", headers={"Cookie": f"{COOKIE}={cookie}".encode()}).status_code == 401


def test_a_cookie_of_another_start_does_not(tmp_path):
    first, second = (client_of(tmp_path / name, TOKEN, "0.0.0.0", "http://10.0.0.7") for name in "ab")
    first.post("/api/session", json={"token": TOKEN})
    cookie = first.cookies[COOKIE]
    assert second.get("/api/kept", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/api/kept/..%2f..%2fetc%2fpasswd", "/api/kept/%2e%2e/files/passwd", "/api/kept/..%5c..%5cetc",
        "/face/..%2f..%2fapp.py/x", "/api/kept/x%00y", "/api/kept/%2fetc%2fpasswd/draft", "/face/0/..%2fpages.py",
        "/../../etc/passwd", "//etc/passwd",
        "/api/kept/.%2e/summary",
    ],
)  # fmt: skip
def test_no_path_leads_out(tmp_path, path):
    (tmp_path / "passwd").write_text("secret")
    client = client_of(tmp_path)
    answer = client.get(path)
    assert answer.status_code in (404, 400) and "secret" not in answer.text and "root:" not in answer.text


def test_too_large_a_request_is_refused_before_it_is_read(client):
    large = b'{"text": "' + b"x" * LARGEST + b'"}'
    answer = client.post("/api/drafts", content=large, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413 and answer.json()["where"] == "Content-Length"
    for length in ("-1", "many", "1e9", "9" * 40):
        headers = {"Content-Type": "application/json", "Content-Length": length}
        assert client.post("/api/drafts", content=b"{}", headers=headers).status_code == 413


def test_a_request_that_goes_on_and_on_is_not_read_to_its_end(client):
    sent = 0

    def without_end():
        nonlocal sent
        while sent < 64 * LARGEST:
            sent += 1 << 16
            yield b" " * (1 << 16)

    answer = client.post("/api/drafts", content=without_end(), headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 413, 422)


def test_json_beyond_reason_is_refused(client):
    for body in (b"[" * 200_000, b'{"text": ' + b"[" * 100_000, b"\xff\xfe", b'{"text": "\\ud800"}', b"1e999", b"NaN"):
        answer = client.post("/api/drafts", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422), (body[:20], answer.text)


def test_a_script_in_a_name_or_title_stays_text(tmp_path):
    client = client_of(tmp_path)
    script = "<script>alert(1)</script>"
    text = SMALL + f'title: "{script}"\nabout: "{script}"\n'
    answer = client.post("/api/drafts", json={"text": text})
    assert answer.headers["content-type"] == "application/json" and answer.json()["title"] == script
    job = client.post("/api/jobs/run", json={"world": {"text": text}})
    assert job.json()["title"] == script and job.headers["x-content-type-options"] == "nosniff"
    name = "<img src=x onerror=alert(1)>"
    os.makedirs(tmp_path / "runs" / name)
    (tmp_path / "runs" / name / "report.html").write_text(f"<p>{script}")
    assert client.get("/api/kept").json()[0]["name"] == name
    page = client.get(f"/api/kept/{quote(name)}/files/report.html")
    assert page.status_code == 200 and page.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in page.headers["content-security-policy"], "it is nobody's page"


@pytest.mark.parametrize("path", ["/enter/../api/kept", "/face/../api/kept", "/api/session/../kept", "/api/sessions"])
def test_no_way_round_the_token(locked, path):
    async def asked():
        sent = []
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [(b"host", b"10.0.0.7")], "http_version": "1.1", "scheme": "http", "root_path": "",
        }  # fmt: skip

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        await locked.app(scope, receive, send)
        return sent[0]["status"]

    with ThreadPoolExecutor(1) as aside:  # a browser of another test has a loop of its own in this thread
        assert aside.submit(asyncio.run, asked()).result() in (401, 404)


def test_every_answer_keeps_to_itself(client):
    for path in ("/", "/edit", "/api/kept", "/nothing", "/openapi.json"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert "http:" not in policy and "https:" not in policy


def test_the_framework_reports_nothing_whatever_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    configured = getattr(application(studio(tmp_path))._app, "_telemetry", {})
    assert not [name for name, value in configured.items() if value]


def test_pages_name_nothing_from_outside(client):
    import re

    for path in ("/", "/edit", "/runs", "/compare", "/lives", "/assess", "/replicate", "/world", "/help", "/enter"):
        page = client.get(path).text
        loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
        outside = [one for one in loaded if "://" in one or one.startswith("//")]
        assert outside == [], path


def test_a_hundred_requests_at_once_are_all_answered(client):
    asks = [
        lambda: client.get("/api/scenarios"),
        lambda: client.post("/api/drafts", json=DRAFT),
        lambda: client.get("/api/kept"),
        lambda: client.post("/api/estimate", json=DRAFT),
        lambda: client.get("/"),
        lambda: client.get("/api/kept/nobody"),
        lambda: client.post("/api/drafts", json={"text": "["}),
        lambda: client.post("/api/jobs/run", json={"world": DRAFT}),
    ]
    expected = [200, 200, 200, 200, 200, 404, 400, 201]
    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda at: asks[at % len(asks)]().status_code, range(104)))
    assert answers == expected * 13
    numbers = [job["id"] for job in client.get("/api/jobs").json()]
    assert sorted(numbers) == list(range(1, 14))
