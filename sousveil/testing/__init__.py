"""For mechanisms of your own: the laws that every mechanism is held to, and the stage on which it is played.

    from sousveil.testing import laws

    test_laws = laws(MyMechanism)

Or without a file: `pytest --sousveil my_package.my_module:MyMechanism`. Needs the extra `laws` (pytest and Hypothesis).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sousveil.testing.noting import anybody, anything, nobody
    from sousveil.testing.stage import Stage
    from sousveil.testing.suite import laws

__all__ = ["Stage", "anybody", "anything", "laws", "nobody"]

# imported when first used: pytest loads the plugin beside this file in every session, also where nobody asks for laws
_HOMES = {
    "Stage": "sousveil.testing.stage",
    "laws": "sousveil.testing.suite",
    "anybody": "sousveil.testing.noting",
    "anything": "sousveil.testing.noting",
    "nobody": "sousveil.testing.noting",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sousveil.testing' has no attribute {name!r}")
