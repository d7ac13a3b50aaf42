"""What each kind of job does: the same functions as the verbs of the command line, and the same folders.

A job arrives as plain values (`told`): worlds as {"text"} or {"folder"}, folders to write as paths.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sousveil import onward, replications, simulate
from sousveil.assess import keeping, making
from sousveil.assess.exports import FORMATS
from sousveil.compare import compare as lived_pair
from sousveil.compare.document import document as pair_document
from sousveil.compare.keeping import keep
from sousveil.compare.pair import sides
from sousveil.compare.weighing import document as weighing_document
from sousveil.compare.weighing import weigh
from sousveil.contract.errors import RequestError
from sousveil.progress import Stage
from sousveil.records import folders, store
from sousveil.records.stored import open_run
from sousveil.replications.several import several
from sousveil.report import assessment, build, comparison, exhibits, life
from sousveil.report import safeguards as safeguards_page
from sousveil.scenario import Scenario, load
from sousveil.studio.service import drafts
from sousveil.studio.work.frames import Frames
from sousveil.studio.work.wire import Line
from sousveil.trace import find, tell
from sousveil.trace.telling import Told as Life
from sousveil.world.run import world

Told = Mapping[str, Any]
Doing = Callable[[Told, Line], dict[str, Any]]
DRAWING = "drawing the page"


def scenario_of(world: Told) -> Scenario:
    """The scenario of a world."""
    if world.get("folder"):
        return load(world["folder"])
    return drafts.read(world["text"]).scenario


def telling(line: Line, prefix: str = "") -> Callable[[Stage], None]:
    """What to call with each stage: it says it, and waits where a pause was asked for."""

    def tell_studio(stage: Stage) -> None:
        line.say("stage", phase=prefix + stage.phase, done=stage.done, total=stage.total)
        line.heed()

    return tell_studio


def run(told: Told, line: Line) -> dict[str, Any]:
    """Live a scenario into a folder and draw its page."""
    made = simulate.run(
        scenario_of(told["world"]), out=Path(told["out"]), replicates=told["replicates"], ignorance=told["ignorance"],
        checkpoint_every=told["checkpoint_every"], progress=telling(line), each_day=_frames(told, line),
    )  # fmt: skip
    return _with_page(made, line)


def resume(told: Told, line: Line) -> dict[str, Any]:
    """Go on with a run that was stopped, and draw its page."""
    made = onward.resume(told["folder"], progress=telling(line), each_day=_frames(told, line),
                         say=lambda text: line.say("note", text=text))  # fmt: skip
    return _with_page(made, line)


def _frames(told: Told, line: Line) -> Frames:
    return Frames(line, told["events"], told["shared"])


def _with_page(made: simulate.Run, line: Line) -> dict[str, Any]:
    if made.folder is not None:
        line.say("kept", name=made.folder.name)
        _page(made.folder, line)
    return {}


def _page(folder: Path, line: Line) -> None:
    line.say("stage", phase=DRAWING, done=0, total=1)
    try:
        build(folder)
    except RequestError as error:  # the run is done and stays, whatever the page lacks
        line.say("note", text=f"no page: {error}")


def page(told: Told, line: Line) -> dict[str, Any]:
    """The page of a run, anew."""
    line.say("stage", phase=DRAWING, done=0, total=1)
    build(Path(told["folder"]))
    return {}


def compare(told: Told, line: Line) -> dict[str, Any]:
    """A baseline beside each reform, a folder for each pair."""
    baseline = scenario_of(told["baseline"])
    pairs = [sides(baseline, scenario_of(reform), **told["sizes"]) for reform in told["reforms"]]
    for number, ((first, second), out) in enumerate(zip(pairs, told["outs"], strict=True), 1):
        prefix = f"{second.name} ({number} of {len(pairs)}): " if len(pairs) > 1 else ""
        pair = lived_pair(first, second, replicates=told["replicates"], ignorance=told["ignorance"],
                          progress=telling(line, prefix))  # fmt: skip
        made = pair_document(pair, {})
        line.say("kept", name=keep(Path(out), pair, made, {"compare.html": comparison.page(made)}).name)
    return {}


def assess(told: Told, line: Line) -> dict[str, Any]:
    """The rights assessment of a scenario, or of a run as it is."""
    folder = Path(told["out"])
    place = folders.begin(folder)
    whole = False
    try:
        made = _assessed(told, place, line)
        line.say("stage", phase=DRAWING, done=0, total=1)
        files = keeping.files(made.document, made.sheet, list(FORMATS.values()))
        folders.finish(folder, files | {"assessment.html": assessment.page(made.document)})
        whole = True
    finally:
        if not whole:
            folders.abandon(folder)
    line.say("kept", name=folder.name)
    return {}


def _assessed(told: Told, place: Path, line: Line) -> making.Made:
    if told["world"].get("folder"):
        return making.of_run(Path(told["world"]["folder"]))
    with tempfile.TemporaryDirectory() as desk:
        sheet = None
        if told["sheet"] is not None:
            sheet = Path(desk) / "sheet.yaml"
            sheet.write_text(told["sheet"], encoding="utf-8")
        scenario_file = Path(desk) / "scenario.yaml"
        scenario_file.write_text(told["world"]["text"], encoding="utf-8")
        scenario, answers = making.begun(str(scenario_file), sheet, told["sizes"])
        return making.of_scenario(
            scenario, answers, replicates=told["replicates"], ignorance=told["ignorance"], out=place / keeping.RUN,
            folder=keeping.RUN, tell=telling(line),
        )  # fmt: skip


def replicate(told: Told, line: Line) -> dict[str, Any]:
    """Published results beside simulated ones."""
    asked = replications.asked(told["exhibits"], told["overrides"])
    begun: list[str] = []

    def tell_studio(text: str) -> None:
        begun.append(text.partition(":")[0])
        line.say("stage", phase=text, done=len(dict.fromkeys(begun)) - 1, total=len(asked))
        line.heed()

    made = list(several(asked, replicates=told["replicates"], seed=told["seed"], told=tell_studio))
    files = {"replications.json": folders.as_json(made)}
    files["replications.html"] = exhibits.page(made, datetime.now().date().isoformat())
    return _kept(told, files, line)


def safeguards(told: Told, line: Line) -> dict[str, Any]:
    """Safeguards weighed, each alone and the best few together."""
    scenario = scenario_of(told["world"])
    sizes = {key: value for key, value in told["sizes"].items() if value is not None}
    sized = scenario.patch(sizes) if sizes else scenario
    made = weighing_document(weigh(sized, told["names"], replicates=told["replicates"], progress=telling(line)))
    files = {"safeguards.json": folders.as_json(made), "safeguards.html": safeguards_page.page(made)}
    return _kept(told, files, line)


def _kept(told: Told, files: Mapping[str, str], line: Line) -> dict[str, Any]:
    folder = Path(told["out"])
    folders.write(folder, files)
    line.say("kept", name=folder.name)
    return {}


def lives(told: Told, line: Line) -> dict[str, Any]:
    """A search, and the life of the first it is true of; or the life of one person. Beside another world, if asked."""
    scenario, expected = scenario_of(told["world"]), _expected(told["world"])
    against = None if told["against"] is None else scenario_of(told["against"])
    if against is not None and not told["against"].get("folder"):
        against = against.patch({"people": scenario.people, "days": scenario.days, "seed": scenario.seed})
    found, who = None, told["person"]
    if told["query"] is not None:
        found = find(scenario, told["query"], telling(line), expected)
        if not found.persons:
            return {"found": found.document(), "life": None, "other": None, "parts": None, "file": None,
                    "words": {}}  # fmt: skip
        who, expected = found.persons[0], None  # it has been lived again already
    one = tell(scenario, who, against, telling(line), expected)
    made: dict[str, Any] = {"found": None if found is None else found.document(), "life": one.life,
                            "other": one.other, "parts": one.parts, "file": None, "words": _words(one)}  # fmt: skip
    line.say("stage", phase=DRAWING, done=0, total=1)
    content = life.page(made)
    if told["world"].get("folder"):
        name = f"life-{who}.html"
        store.add(Path(told["world"]["folder"]), name, content.encode())
        return made | {"file": name}
    return made | {"page": content}


def _words(one: Life) -> dict[str, str]:
    """What the events and rules of a life are called, in words."""
    lived = [event for side in (one.life, one.other) if side is not None for event in side["events"]]
    rules = [rule for side in (one.life, one.other) if side is not None for rule in (*side["rules"], "ties")]
    return {name: name.replace("_", " ") for name in (*(event["event"] for event in lived), *rules)}


def worlds(told: Told, line: Line) -> dict[str, Any]:
    """Countries under every condition of the question, and their page."""
    made = world(scenario_of(told["world"]), replicates=told["replicates"], guesses=told["ignorance"],
                 out=Path(told["out"]), progress=telling(line))  # fmt: skip
    if made.folder is not None:
        line.say("kept", name=made.folder.name)
        _page(made.folder, line)
    return {}


def _expected(world: Told) -> str | None:
    """The state hash that a kept run had."""
    return str(open_run(Path(world["folder"])).info["state_hash"]) if world.get("folder") else None


DOING: Mapping[str, Doing] = {
    "run": run, "resume": resume, "compare": compare, "assess": assess, "replicate": replicate,
    "safeguards": safeguards, "find": lives, "life": lives, "page": page, "world": worlds,
}  # fmt: skip
