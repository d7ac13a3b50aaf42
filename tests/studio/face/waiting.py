"""Waiting for what a page shows. Playwright's own way compiles text in the page, which the pages' policy forbids."""

from __future__ import annotations

import time
from typing import Any

import pytest

PATIENCE = 30  # seconds for what a page does by itself
LONG = 180  # seconds until a job of seconds has ended on a machine that does other things as well


def until(page: Any, expression: str, given: Any = None, seconds: float = PATIENCE) -> None:
    """Waits until the expression, or the function of `given`, is true in the page."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, given):
        if time.monotonic() > end:
            pytest.fail(f"still not true after {seconds} s: {expression}")
        page.wait_for_timeout(50)
