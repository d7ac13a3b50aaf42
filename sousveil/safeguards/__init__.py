"""The safeguards that any scenario can take: one table, and what each of them does to a scenario's numbers."""

from __future__ import annotations

from sousveil.safeguards.safeguard import Bound, Safeguard
from sousveil.safeguards.table import SAFEGUARDS, safeguard

__all__ = ["SAFEGUARDS", "Bound", "Safeguard", "safeguard"]
