"""The rights assessment: from a scenario or a run to the document that a person completes and signs."""

from __future__ import annotations

from sousveil.assess.document import document
from sousveil.assess.sheet import Sheet

__all__ = ["Sheet", "document"]
