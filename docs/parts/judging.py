"""What a scoring model of one's own may see and learn from."""

from __future__ import annotations

from parts.markdown import cell, code, codes, table
from sousveil.contract.events import EVENTS, known_to_the_system
from sousveil.models.seen import columns_seen


def seen() -> str:
    """Every name a model may ask for."""
    rows = [[code(name), cell(said)] for name, said in columns_seen().items()]
    return table(["name", "whose knowledge, and what"], rows)


def recorded() -> str:
    """Every event it may learn from."""
    return codes(event.name for event in EVENTS if known_to_the_system(event)) + "\n"
