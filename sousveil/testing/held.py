"""What `pytest --sousveil` collects."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from sousveil.contract import registry
from sousveil.contract.errors import RequestError
from sousveil.contract.mechanism import Mechanism
from sousveil.testing.suite import laws


def named(text: str) -> type[Mechanism]:
    """The mechanism under `module:Class`, or of this name; pytest.UsageError where there is none."""
    module, _, name = text.partition(":")
    try:
        found = getattr(import_module(module), name) if name else registry.mechanism(text)
    except (ImportError, AttributeError, RequestError) as error:
        raise pytest.UsageError(f"--sousveil {text}: {error}") from None
    if not (isinstance(found, type) and issubclass(found, Mechanism)):
        raise pytest.UsageError(f"--sousveil {text}: no mechanism, but {type(found).__name__}")
    return found


def pytest_generate_tests(metafunc: Any) -> None:
    """A case for each law and mechanism that was named."""
    held = [named(text) for text in metafunc.config.getoption("--sousveil")]
    for mark in laws(*held).pytestmark:  # type: ignore[attr-defined]
        metafunc.parametrize(*mark.args, **mark.kwargs)


def test_law(law: Any, held: Any) -> None:
    """One law, of one mechanism."""
    law(*held)
