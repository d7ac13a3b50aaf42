"""The dynamic audit of a score: what it did to whom, at the start and after years of its own consequences.

Group metrics carry the names and definitions of scikit-learn and Fairlearn. They need the truth about who would have
been right; it is the auditor's, never the judge's.
"""

from __future__ import annotations

from sousveil.auditing.living import Audit as Audit
from sousveil.auditing.living import audit as audit

__all__ = ["Audit", "audit"]
