"""What the documentation says of the code, made from the code: fragments that the pages include.

python docs/generate.py [FOLDER] writes them; the documentation's configuration does so on every build.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from parts import exhibits, files, judging, laws, mechanisms, nations, people, safeguards, studio, tables, worlds

FRAGMENTS: dict[str, Callable[[], str]] = {
    "columns": tables.columns,
    "country-columns": tables.countries,
    "country-groups": tables.country_groups,
    "country-shared": tables.shared_by_countries,
    "quarter": tables.quarter,
    "groups": tables.groups,
    "events": tables.events,
    "shared": tables.shared,
    "phases": tables.phases,
    "dispositions": people.dispositions,
    "friends": people.friends,
    "schedule": mechanisms.schedule,
    "mechanisms": mechanisms.reference,
    "parameters": mechanisms.parameters,
    "evidence": mechanisms.evidence,
    "laws": laws.overview,
    "sensing": mechanisms.sensing,
    "streams": mechanisms.luck,
    "safeguards": safeguards.overview,
    "safeguards_reference": safeguards.reference,
    "scenarios": files.scenarios,
    "scenario_keys": files.keys,
    "facts": files.facts,
    "countries": nations.columns,
    "statements": nations.statements,
    "blocs": nations.blocs,
    "world_facts": worlds.facts,
    "world_fit": worlds.fit,
    "world_forecast": worlds.forecast,
    "world_classes": worlds.classes,
    "world_adoption": worlds.adoption,
    "world_question": worlds.question,
    "world_measures": worlds.measures,
    "replications": exhibits.replications,
    "measures": files.measures,
    "model_columns": judging.seen,
    "model_events": judging.recorded,
    "verbs": files.verbs,
    "calls": studio.calls,
    "refusals": studio.refusals,
}


def fragments() -> dict[str, str]:
    """Every fragment by name, as Markdown."""
    return {name: make().rstrip() + "\n" for name, make in FRAGMENTS.items()}


def write(folder: Path) -> None:
    """Write every fragment into a folder; files whose text stays the same are left alone, so that builds stay fast."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{name}.md": text for name, text in fragments().items()}
    (folder / "extra").mkdir(exist_ok=True)
    texts["extra/replications-with-pictures.html"] = exhibits.page()
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "_generated")
