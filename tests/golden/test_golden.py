"""The shipped scenarios give the accepted numbers; a change that moves them says so in the changelog."""

import json

import pytest

from sousveil.scenario import names
from tests.golden.__main__ import ACCEPTED, differences, numbers


@pytest.mark.parametrize("name", names())
def test_golden(name):
    accepted = json.loads(ACCEPTED.read_text())
    lines = differences({name: accepted.get(name, {"events": {}})}, {name: numbers(name)})
    assert not lines, "run `make golden-regenerate golden-accept` and flag it in CHANGELOG.md:\n" + "\n".join(lines)
