"""What `new` does: a small package with a mechanism, its test and a scenario, ready to be installed and changed."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from string import Template

from sousveil import __version__
from sousveil.contract.errors import RequestError, nearest
from sousveil.contract.mechanism import name_of
from sousveil.contract.phases import DESCRIPTIONS, Phase
from sousveil.contract.registry import mechanisms
from sousveil.records import folders

FILES = {
    "pyproject.toml": "pyproject.toml",
    "mechanism.py": "{name}.py",
    "test_mechanism.py": "test_{name}.py",
    "scenario.yaml": "scenario.yaml",
    "README.md": "README.md",
}
"""Template -> the file it becomes."""
SETTLING = {"mechanism.py": "settling.py", "test_mechanism.py": "test_settling.py", "scenario.yaml": "settling.yaml"}
"""Template -> the one in its place where a rule settles a number that all share."""


@dataclass(frozen=True)
class Beginning:
    """A rule to begin from: whom one event befalls, with a chance. Texts as they stand in the file.

    instead_of: who emits that event in the lab, in no scenario that is watched by default. put, given: what of people
    and of the day has to hold for the event, not_put: people whom it spares.
    """

    doc: str
    event: str
    instead_of: str
    who: str
    number: str
    unit: str
    reads: str = '"abroad", "free"'
    hears: str = ""
    after: str = ""
    put: str = ""
    given: str = ""
    not_put: str = ""
    kind: str = "Share"
    default: str = "0.1"


@dataclass(frozen=True)
class Settling:
    """A rule to begin from that settles one number of each place from what happened there today.

    instead_of: who settles it in the scenario that the package runs, and is taken out there. hears: an event that moves
    it. number, unit, default: of the parameter `reach`: how many people each such event reaches.
    """

    doc: str
    settles: str
    instead_of: str
    hears: str
    number: str
    unit: str = "persons"
    default: str = "500"


BEGINNINGS: dict[Phase, Beginning | Settling] = {
    Phase.LIVE: Beginning(
        "Adults at home have a claim for a benefit checked, each with the same chance a day.",
        "claimed", "benefit", "~people.age_0_14", "a claim is checked, a day", "1/day",
        reads='"abroad", "age_0_14", "free"', not_put='age="age_0_14"', kind="Rate", default="0.001",
    ),
    Phase.WATCH: Beginning(
        "Recorded offences are left out of the record by lot, so that patrols do not feed on what they find.",
        "incident_struck_off", "record_correction", "(events.incident_seen | events.incident_reported)",
        "left out of the record", "share of recorded offences", hears='"incident_seen", "incident_reported"',
        after='    after = ("cameras", "reports")\n', given='"incident_seen": True',
    ),
    Phase.JUDGE: Beginning(
        "Whoever is on the pre-emptive list wins an appeal with the same chance a day.",
        "appeal_won", "appeal", "people.suspect", "an appeal is won, a day on the list", "share of days on the list",
        reads='"abroad", "free", "suspect"', put="suspect=True", default="0.01",
    ),
    Phase.ENFORCE: Beginning(
        "A judge refuses a warrant over some alerts, knowing nothing but that there was one.",
        "warrant_refused", "warrant", "(events.flag | events.suspect_listed)", "refused a warrant", "share of alerts",
        hears='"flag", "suspect_listed"', given='"flag": True', default="0.3",
    ),
    Phase.SUFFER: Beginning(
        "Whoever has lost the account cannot show the card, and is now and then refused subsidised food.",
        "food_refused", "ration_shop", "people.suspended", "food is refused", "share of days without an account",
        reads='"abroad", "free", "suspended"', put="suspended=True",
    ),
    Phase.BELIEVE: Beginning(
        "Whoever uses a VPN comes across messages in praise of open government.",
        "saw_open", "persuasion", "people.vpn", "such a message is seen", "share of days with a VPN",
        reads='"abroad", "free", "vpn"', put="vpn=True",
    ),
    Phase.GOVERN: Settling(
        "Where people are in the street, praise fills the feeds of others there, for a day.",
        "flood", "flood", "protest", "persons of the place whose feeds are filled for each person in the street",
    ),
}  # fmt: skip
"""Phases in which one can begin: those in which something happens to people by luck, or a number is settled from it."""


def begun(name: str, phase: str, out: Path | None) -> Path:
    """Write the package into a new or empty folder and return it. Raises RequestError before anything is written."""
    title = _title(name)
    beginning = BEGINNINGS[_phase(phase)]
    folder = folders.folder_for(out if out is not None else Path(name), name)
    said = _texts(beginning) | {
        "name": name, "title": title, "phase": phase.upper(), "slug": name.replace("_", "-"),
        "package": f"sousveil-{name.replace('_', '-')}", "version": __version__,
    }  # fmt: skip
    other = SETTLING if isinstance(beginning, Settling) else {}
    made = {to.format(name=name): _filled(other.get(template, template), said) for template, to in FILES.items()}
    folders.begin(folder)
    whole = False
    try:
        folders.finish(folder, made)
        whole = True
    finally:
        if not whole:
            folders.abandon(folder)
    return folder


def _texts(beginning: Beginning | Settling) -> dict[str, str]:
    """What is filled in, as it stands in the files."""
    said: dict[str, str] = asdict(beginning)
    if isinstance(beginning, Beginning):
        said |= {key: _in_tuple(said[key]) for key in ("reads", "hears")}
        said |= {key: _put(said[key]) for key in ("put", "not_put")}
    return said


def _title(name: str) -> str:
    """The name of the class, of a name that is free and that the class gives back."""
    title = "".join(part.capitalize() for part in name.split("_"))
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name) or name_of(title) != name:
        allowed = "small words of two letters or more with _ between them, such as night_watch"
        raise RequestError("no name for a mechanism", found=repr(name), allowed=allowed)
    if name in mechanisms():
        raise RequestError("a mechanism has that name already", where=f"sousveil explain {name}", found=name,
                           allowed="another name")  # fmt: skip
    spec = find_spec(name)
    if spec is not None and spec.loader is not None:  # a mere folder has none
        raise RequestError("a Python module has that name already", found=name, where=str(spec.origin),
                           allowed="another name")  # fmt: skip
    return title


def _phase(text: str) -> Phase:
    known = {phase.name: phase for phase in BEGINNINGS}
    if text.upper() not in known:
        listing = "; ".join(f"{phase.name} ({DESCRIPTIONS[phase]})" for phase in BEGINNINGS)
        raise RequestError("no phase to begin in", where="--phase", found=text, allowed=listing,
                           nearest=nearest(text.upper(), known))  # fmt: skip
    return known[text.upper()]


def _in_tuple(items: str) -> str:
    """The items of a tuple, of which one alone is followed by a comma."""
    return f"{items}," if items and "," not in items else items


def _put(people: str) -> str:
    """What sets the stage with such people, where they are not everybody."""
    return f".put({people})" if people else ""


def _filled(template: str, said: Mapping[str, str]) -> str:
    text = files("sousveil.cli").joinpath("template", f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(said)
