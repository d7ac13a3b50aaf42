"""A small scenario: three mechanisms, everything else at its default."""

from pathlib import Path

from sousveil.scenario import Scenario
from sousveil.scenario.page import Page

ROOT = """\
schema: 1
name: small
mechanisms: [fear, platform, desk]
"""


def small(text: str = "") -> Scenario:
    """A scenario of three mechanisms, with more lines."""
    return Scenario.of_page(Page(ROOT + text, "small.yaml", Path(), "small.yaml"))
