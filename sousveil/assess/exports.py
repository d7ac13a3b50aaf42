"""The questionnaires that an assessment can be exported to."""

from __future__ import annotations

from sousveil.assess.aia import AIA
from sousveil.assess.export import Format
from sousveil.assess.fraia import FRAIA
from sousveil.assess.huderia import HUDERIA

FORMATS: dict[str, Format] = {one.name: one for one in (FRAIA, AIA, HUDERIA)}
