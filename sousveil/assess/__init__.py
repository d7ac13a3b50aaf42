"""The rights assessment: from a scenario or a run to the document that a person completes and signs.

`document.document` makes it; it is not imported here, since a blank sheet does without records and measures.
"""

from __future__ import annotations

from sousveil.assess.sheet import Sheet

__all__ = ["Sheet"]
