"""A studio of its own in a process of its own, and a browser that knows no network but the studio's address."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
BEGINS = 60  # seconds in which a studio answers on a busy machine; whatever takes longer is broken


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working folder of the studio; what it keeps is in `runs` below it."""
    return tmp_path_factory.mktemp("studio")


@pytest.fixture(scope="session")
def studio(home: Path) -> Iterator[str]:
    """The address of a studio that was started as a user starts it."""
    with begun(home) as address:
        yield address


@contextmanager
def begun(home: Path, *options: str) -> Iterator[str]:
    """A studio in a process of its own, until it is no longer needed."""
    pytest.importorskip("uvicorn", reason="the studio's own packages are not installed")
    address = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "sousveil.cli", "studio", "--port", address.rpartition(":")[2], *options]
    with (home / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=home, stdout=log, stderr=log)
        try:
            _wait(address, process, home / "log.txt")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=BEGINS)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + BEGINS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/enter", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the studio did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright drives the browser")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, studio: str) -> Iterator[Callable[..., Any]]:
    """Opens a page of the studio. Afterwards nobody may have complained, and nothing been asked of another machine."""
    contexts, complaints, elsewhere = [], [], []

    def opened(path: str, *, width: int = 1440, theme: str = "light", quiet: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, accept_downloads=True, base_url=studio
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        own = (studio, "data:", "blob:")
        context.on("request", lambda one: None if one.url.startswith(own) else elsewhere.append(one.url))
        if quiet:
            page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert elsewhere == []
