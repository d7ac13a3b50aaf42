"""The page of a run: one file that opens with the network off."""

from sousveil.report.page import build

__all__ = ["build"]
