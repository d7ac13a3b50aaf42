"""The page of a run: one file that opens with the network off."""

from sousveil.report.pages import build

__all__ = ["build"]
