"""What `assess` does: an assessment, what of it is said on the screen, and its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from sousveil.assess import keeping, making, weighed
from sousveil.assess.export import Format, chosen, sentence
from sousveil.assess.exports import FORMATS
from sousveil.cli.live import Tell
from sousveil.cli.screen import document as print_document
from sousveil.cli.screen import out as console
from sousveil.cli.screen import written_to
from sousveil.cli.stopping import StoppedError
from sousveil.contract.errors import RequestError
from sousveil.records import folders
from sousveil.scenario import load

PAGE = "assessment.html"


@dataclass(frozen=True)
class Asked:
    """What was asked for. sizes: people, days and seed, None where not given; replicates and ignorance likewise."""

    name: str
    sheet: Path | None
    sizes: Mapping[str, int | None]
    replicates: int | None
    ignorance: int | None
    export: str | None
    weighed: Path | None
    out: Path | None
    keep: bool
    with_page: bool


def sheet_written(asked: Asked, path: Path) -> Path:
    """Write the sheet of a scenario, answers kept, without running anything."""
    scenario, sheet = making.begun(asked.name, asked.sheet, asked.sizes)
    if path.exists():
        raise RequestError("the file is there already", where=str(path), allowed="a new file")
    try:
        path.write_text(sheet.to_yaml(scenario), encoding="utf-8")
    except OSError as error:
        raise RequestError("the file cannot be written", where=str(path), found=error.strerror or "") from None
    return path


def assessed(asked: Asked, tell: Tell) -> tuple[dict[str, Any], Path | None]:
    """The document and its folder, if it is kept. Raises RequestError before anything is run or written."""
    formats = [chosen(asked.export, FORMATS)] if asked.export else list(FORMATS.values())
    if Path(asked.name).is_dir():
        options = {"--sheet": asked.sheet, "--replicates": asked.replicates, "--ignorance": asked.ignorance}
        making.check_run_alone(options | {f"--{key}": value for key, value in asked.sizes.items()})
        made = making.of_run(Path(asked.name), _measured(asked, load(asked.name).name))
        folder = folders.folder_for(asked.out, f"assess-{made.document['scenario']['name']}") if asked.keep else None
        if folder is not None:
            folders.begin(folder)
        return made.document, _kept(folder, made, formats, asked)
    return _run(asked, formats, tell)


def _run(asked: Asked, formats: list[Format], tell: Tell) -> tuple[dict[str, Any], Path | None]:
    scenario, sheet = making.begun(asked.name, asked.sheet, asked.sizes)
    measured = _measured(asked, scenario.name)
    folder = folders.folder_for(asked.out, f"assess-{scenario.name}") if asked.keep else None
    place = None if folder is None else folders.begin(folder) / keeping.RUN
    replicates = making.REPLICATES if asked.replicates is None else asked.replicates
    ignorance = making.IGNORANCE if asked.ignorance is None else asked.ignorance
    whole = False
    try:
        made = making.of_scenario(
            scenario, sheet, replicates=replicates, ignorance=ignorance, out=place, folder=keeping.RUN if place else "",
            tell=tell, measured=measured,
        )  # fmt: skip
        kept = _kept(folder, made, formats, asked)
        whole = True
    except KeyboardInterrupt:  # the parser of options would swallow what it says
        raise StoppedError("stopped; nothing was written") from None
    finally:
        if folder is not None and not whole:
            folders.abandon(folder)
    return made.document, kept


def _measured(asked: Asked, scenario: str) -> dict[str, Any] | None:
    return None if asked.weighed is None else weighed.read(asked.weighed, scenario)


def _kept(folder: Path | None, made: making.Made, formats: list[Format], asked: Asked) -> Path | None:
    if folder is None:
        return None
    files = keeping.files(made.document, made.sheet, formats)
    if asked.with_page:
        from sousveil.report import assessment

        files[PAGE] = assessment.page(made.document)
    return folders.finish(folder, files)


def say(made: Mapping[str, Any], folder: Path | None, *, export: str | None, as_json: bool, quiet: bool) -> None:
    """One document (the export, where one was asked for), or the first question, the main harms, and the folder."""
    if as_json:
        where = None if folder is None else str(folder)
        print_document(FORMATS[export].of(made) if export else {**made, "folder": where})
        return
    if not quiet:
        _show(made)
    written_to(folder, PAGE, quiet=False)


def _show(made: Mapping[str, Any]) -> None:
    screen = console()
    screen.print(Text(f"Rights assessment: {made['scenario']['title'] or made['scenario']['name']}", style="bold"))
    if made["illustrative"]:
        screen.print(Text(f"illustrative: {made['illustrative_because']}", style="bold"), soft_wrap=True)
    screen.print(
        Text("Is the practice prohibited? The question of law comes first; this does not answer it", style="bold")
    )
    for row in made["prohibited"]["practices"]:
        rules = ", ".join(dict.fromkeys(touch["mechanism"] for touch in row["touches"]))
        screen.print(f"  {row['article']} {row['title']}: {row['status']}" + (f" ({rules})" if rules else ""),
                     soft_wrap=True)  # fmt: skip
    screen.print(Text("Main harms", style="bold"))
    for line in made["harms"]:
        if line["main"]:
            screen.print(f"  {sentence(line)}", soft_wrap=True)
    first = made["sheet"]["matters"]["first"]
    if first:
        screen.print(f"the unanswered question to ask first: {first['question']} (it moves {len(first['harms'])} of "
                     f"{first['of']} main harms furthest, in a screening)", soft_wrap=True)  # fmt: skip
    screen.print(made["never"], soft_wrap=True)
