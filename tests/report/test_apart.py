"""A page that another process built is the page, its errors are the errors, and no process stays behind."""

import sys
from pathlib import Path

import pytest
from report.folders import run_folder

from sousveil.contract.errors import RequestError
from sousveil.language import speaking
from sousveil.report import apart, build


def test_the_page_is_the_same_as_one_built_here(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    page = build(folder)
    here = page.read_bytes()
    page.unlink()
    with apart.waiting() as builder:
        assert builder.build(folder) == page
    assert page.read_bytes() == here
    assert builder.process.poll() is not None


def test_it_writes_the_language_that_is_spoken_here(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    with apart.waiting() as builder, speaking("zh-Hans"):
        text = builder.build(folder).read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in text


def test_an_error_says_what_it_says_here(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as here:
        build(tmp_path)
    with apart.waiting() as builder, pytest.raises(RequestError) as there:
        builder.build(tmp_path)
    assert there.value.block() == here.value.block()


def test_without_the_process_the_page_is_built_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = run_folder(tmp_path)
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    with apart.waiting() as builder:
        assert builder.build(folder).is_file()


def test_a_run_that_fails_leaves_no_process() -> None:
    with pytest.raises(KeyboardInterrupt), apart.waiting() as builder:
        raise KeyboardInterrupt
    assert builder.process.poll() is not None
