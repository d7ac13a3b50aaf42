"""The studio speaks the language of whoever asks: their choice, what it was started with, what their browser wants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from studio.desk import SMALL, ended, studio

from sousveil.cli import main
from sousveil.language import ENGLISH, LANGUAGES
from sousveil.studio.api.app import application
from sousveil.studio.face import assets
from sousveil.studio.face.frame import PAGES
from sousveil.studio.service import RunAsked, World, languages
from sousveil.studio.service.languages import COOKIE, asked_for, offered, wanted

CHINESE = "zh-Hans"
ASKED = {
    "": ENGLISH, "*": ENGLISH, "en-GB,en;q=0.9": ENGLISH, "de-DE,de;q=0.9": ENGLISH, "zh": CHINESE, "zh-CN": CHINESE,
    "zh-Hans-CN": CHINESE, "ZH-SG,en;q=0.5": CHINESE, "en;q=0.4,zh-CN;q=0.9": CHINESE, "de,zh;q=0.8,en;q=0.7": CHINESE,
    "en,zh": ENGLISH, "zh;q=0,en": ENGLISH, "zh-TW,en;q=0.5": ENGLISH, "zh-Hant": ENGLISH, "zh-TW,zh;q=0.9": CHINESE,
    "zh;q=much": ENGLISH, ";;,;q=": ENGLISH,
}  # fmt: skip
"""What a browser asks for -> what it gets."""


@pytest.mark.parametrize(("header", "tag"), ASKED.items())
def test_a_browser_gets_the_first_language_it_asks_for_that_is_offered(header: str, tag: str) -> None:
    assert asked_for(header) == tag


def test_who_has_chosen_gets_that_and_a_studio_that_was_told_asks_no_browser() -> None:
    headers = {"accept-language": "en"}
    assert wanted(headers, None) == ENGLISH
    assert wanted(headers, CHINESE) == CHINESE
    assert wanted({**headers, "cookie": f"{COOKIE}={CHINESE}"}, None) == CHINESE
    assert wanted({"cookie": f"{COOKIE}={ENGLISH}", "accept-language": "zh"}, CHINESE) == ENGLISH
    for nonsense in ("fr", "../x", "zh-Hans; x", '"', "\x00"):
        assert wanted({**headers, "cookie": f"{COOKIE}={nonsense}"}, None) in (ENGLISH, CHINESE)
    assert wanted({**headers, "cookie": f"{COOKIE}=fr"}, None) == ENGLISH


def test_without_babel_english_alone_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    offered.cache_clear()
    monkeypatch.setattr(languages, "find_spec", lambda name: None)
    try:
        assert list(offered()) == [ENGLISH]
        assert wanted({"cookie": f"{COOKIE}={CHINESE}", "accept-language": "zh"}, None) == ENGLISH
    finally:
        offered.cache_clear()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(application(studio(tmp_path_factory.mktemp("languages"))), base_url="http://127.0.0.1")


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("path", [one.path for one in PAGES])
def test_a_page_says_which_language_it_is_in_and_offers_the_others(client: TestClient, path: str, tag: str) -> None:
    answer = client.get(path, headers={"Cookie": f"{COOKIE}={tag}"})
    assert f'<html lang="{tag}">' in answer.text and answer.headers["vary"] == "Cookie, Accept-Language"
    offers = {one for one in LANGUAGES if f'data-language="{one}"' in answer.text}
    assert offers == set(LANGUAGES) - {tag}


def test_answers_are_in_the_language_of_the_page(client: TestClient) -> None:
    english, chinese = (client.get("/api/names", headers={"Accept-Language": tag}).json() for tag in ("en", "zh-CN"))
    assert english["events"]["held_back"] == "silence" and chinese["events"]["held_back"] == "\u6c89\u9ed8"
    assert {kind: list(names) for kind, names in english.items()} == {k: list(names) for k, names in chinese.items()}


def test_what_is_refused_is_refused_in_english(client: TestClient) -> None:
    refused = [
        client.get("/api/drafts?scenario=nothing", headers={"Accept-Language": tag}).json() for tag in ("en", "zh")
    ]
    assert refused[0] == refused[1]


def test_a_job_keeps_the_language_in_which_it_was_asked_for_for_its_title_and_its_page(tmp_path: Path) -> None:
    one = studio(tmp_path)
    with TestClient(application(one), base_url="http://127.0.0.1") as here:
        body = {"world": {"text": SMALL.replace("days: 24", "days: 4")}, "name": "mine"}
        job = here.post("/api/jobs/run", json=body, headers={"Accept-Language": "zh-CN"}).json()
        assert ended(one, one.job(job["id"])).status == "done"
        said = [here.get(f"/api/jobs/{job['id']}", headers={"Accept-Language": tag}).json() for tag in ("en", "zh")]
        assert [one["phase"] for one in said] == ["done", "\u5b8c\u6210"] and said[0]["title"] == said[1]["title"]
        page = (tmp_path / "runs" / "mine" / "report.html").read_text()
        assert f'<html lang="{CHINESE}">' in page
        ended(one, one.ask(RunAsked(World(text=body["world"]["text"]), name="other")))
        assert f'<html lang="{ENGLISH}">' in (tmp_path / "runs" / "other" / "report.html").read_text()


def test_the_words_of_the_modules_are_one_file_that_is_kept(client: TestClient) -> None:
    answer = client.get(assets.url(f"words-{CHINESE}.json"))
    assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    said = json.loads(answer.content)
    assert said["Nothing found."] != "Nothing found." and len(said["{count} rule found"]) == 2
    assert said["a verdict\x04kept"] != said["Kept"]
    for name in (f"words-{ENGLISH}.json", "words-fr.json", "words-.json", "words-..%2Fx.json"):
        assert client.get(assets.url(name)).status_code == 404


def test_the_address_of_files_changes_with_a_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    before = assets.version()
    assets.version.cache_clear()
    try:
        assert assets.version() == before
        assets.version.cache_clear()
        monkeypatch.setattr(assets, "rooms", lambda tag: {"studio": "another"})
        assert assets.version() != before
    finally:
        assets.version.cache_clear()


def test_a_language_that_there_is_not_is_refused_before_it_listens(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["studio", "--language", "zh-Han"]) == 2
    said = capsys.readouterr().err
    assert "zh-Hans" in said and "--language" in said and "Traceback" not in said
