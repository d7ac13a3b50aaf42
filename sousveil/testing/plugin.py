"""What pytest loads: `pytest --sousveil MODULE:CLASS` holds a mechanism to the laws, without a file of tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HELD = str(Path(__file__).with_name("held.py"))

# by name: the package itself is imported already
for _module in ("bits", "declared", "ends", "held", "moving", "played", "suite"):
    pytest.register_assert_rewrite(f"sousveil.testing.{_module}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """One option, which may be given several times."""
    parser.getgroup("sousveil", "mechanisms of your own").addoption(
        "--sousveil",
        action="append",
        default=[],
        metavar="MODULE:CLASS",
        help="hold this mechanism to Sousveil's laws, and run nothing else unless it is named; a mechanism that is "
        "installed may be named as in a scenario",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect the laws; what else stands in the folder only if it was asked for."""
    if config.getoption("--sousveil"):
        sys.path.insert(0, str(config.invocation_params.dir))  # as `python -m pytest` does
        asked = config.args if config.args_source is config.ArgsSource.ARGS else []
        config.args = [*asked, HELD]
