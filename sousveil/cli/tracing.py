"""What `trace` does: a search, a life, its page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.text import Text

from sousveil.cli.live import Tell
from sousveil.cli.screen import document, note, out
from sousveil.cli.stopping import StoppedError
from sousveil.contract.errors import RequestError
from sousveil.records import store
from sousveil.records.stored import open_run
from sousveil.scenario import Model, Scenario, load
from sousveil.trace import find, tell

PHASES = ("LIVE", "WATCH", "JUDGE", "ENFORCE", "SUFFER", "BELIEVE")


def traced(
    run: str, person: int | None, query: str | None, against: str | None, sizes: dict[str, int | None], say: Tell,
    *, trust_pickle: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The life of a person, or of the first of whom a query is true; and what was found."""
    if (person is None) == (query is None):
        raise RequestError(
            "whose life?", where="sousveil trace", allowed="--person N, or --find 'detained and innocent'"
        )
    trusted = Model.trusted() if trust_pickle else None
    scenario, expected = _world(run, sizes, trusted)
    # a scenario that has not been run is asked about the same people
    same = {"people": scenario.people, "days": scenario.days, "seed": scenario.seed}
    other = None if against is None else _world(against, same, trusted)[0]
    try:
        found = None if query is None else find(scenario, query, say, expected)
        if found is not None and not found.persons:
            return {"found": found.document(), "life": None}
        who = person if found is None else found.persons[0]
        told = tell(scenario, int(who or 0), other, say, None if found else expected)
    except KeyboardInterrupt as stop:  # the parser of options would swallow what it says
        raise StoppedError(str(stop) or "stopped") from None
    made: dict[str, Any] = {"life": told.life, "other": told.other, "parts": told.parts}
    return made | ({} if found is None else {"found": found.document()})


def _world(run: str, sizes: Mapping[str, int | None], trusted: Model | None) -> tuple[Scenario, str | None]:
    """The scenario of a run folder, whose sizes stand, and its state hash; or a scenario."""
    if Path(run).is_dir():
        stored = open_run(Path(run))
        return load(run, model=trusted), str(stored.info["state_hash"])
    return load(run, people=sizes["people"], days=sizes["days"], seed=sizes["seed"], model=trusted), None


def kept(made: dict[str, Any], run: str, page: Path | None, *, with_page: bool) -> Path | None:
    """Write the page into the run folder, or where asked; None where there is nothing to write or nowhere."""
    if made["life"] is None or not with_page or (page is None and not Path(run).is_dir()):
        return None
    from sousveil.report import life

    try:
        content = life.page(made)
    except RequestError as error:
        note(f"no page: {error}")
        return None
    if page is None:
        return store.add(Path(run), f"life-{made['life']['person']}.html", content.encode())
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(content, encoding="utf-8")
    return page


def show(made: dict[str, Any], page: Path | None, *, as_json: bool, quiet: bool) -> None:
    """One document, or how rare the life is and what happened day by day."""
    if as_json:
        document({**made, "page": None if page is None else str(page)})
        return
    screen = out()
    if "found" in made:
        found = made["found"]
        rare = f"one in {found['one_in']:,.0f}" if found["one_in"] else "nobody"
        many = f"{found['matched']:,} of {found['people']:,} people at home"
        screen.print(f"{found['query']}: {many}, {rare}", soft_wrap=True)
        if found["persons"]:
            more = " ..." if found["matched"] > len(found["persons"]) else ""
            screen.print(f"  persons {', '.join(map(str, found['persons']))}{more}", soft_wrap=True)
    if made["life"] is not None and not quiet:
        _show_life(made["life"])
        if made.get("parts"):
            parts = made["parts"]
            screen.print(f"in {made['other']['title']} the same until day {parts['day']}; then here "
                         f"{', '.join(parts['here']) or 'nothing'}, there {', '.join(parts['there']) or 'nothing'}",
                         soft_wrap=True)  # fmt: skip
        elif made.get("other"):
            screen.print(f"in {made['other']['title']} the same on every day")
    if page is not None:
        screen.print(f"page    {page}", soft_wrap=True)


def _show_life(life: dict[str, Any]) -> None:
    screen = out()
    screen.print(Text(f"Person {life['person']:,} (synthetic), {life['place']}", style="bold"))
    for day in life["happened"]:
        told = [event for event in day["events"] if event["phase"] in PHASES]
        if any(event["phase"] in ("JUDGE", "ENFORCE", "SUFFER") for event in told):
            said = "; ".join(f"{event['doc']} ({event['rule']})" for event in told)
            screen.print(f"  day {day['day']}: {said}", soft_wrap=True)
