"""Published results beside simulated ones: exhibits of claim.yaml, scenario.yaml and notes.md."""

from __future__ import annotations

from sousveil.replications.exhibit import Exhibit, load, names
from sousveil.replications.wiring import asked, flat, replicate

__all__ = ["Exhibit", "asked", "flat", "load", "names", "replicate"]
