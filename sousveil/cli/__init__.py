"""The command line: `sousveil VERB`. One function a verb; what is slow to import is imported inside it."""

from sousveil.cli.app import app
from sousveil.cli.entry import main

__all__ = ["app", "main"]
