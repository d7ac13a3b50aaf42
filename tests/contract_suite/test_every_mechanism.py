"""Every mechanism, those of other packages included, is held to every law (`sousveil.testing`)."""

from __future__ import annotations

from sousveil.contract import registry
from sousveil.testing import laws

test_every_mechanism = laws(*registry.mechanisms().values())
