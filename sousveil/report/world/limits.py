"""What a world assumes, what it leaves out, and how to cite it and live it again."""

from __future__ import annotations

import re

from sousveil.report.markup import Html, Part, bullets, folded, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.sections.assumed import ORIGINS, listed, of_mechanisms
from sousveil.report.words import plural
from sousveil.report.world.reading import LAST_CHECKED, WorldReading

NOT_MODELLED = (
    "Wars, sanctions, changes of government by name, and anything that one leader decides.",
    "Differences within a country, unless its own small society is part of the scenario.",
    "Uses of a system: a country that runs one for traffic counts like one that watches its critics.",
    "Money: prices, loans and debts enter as one rank of wealth and a factor.",
    "Events after the scenario was written. The world of the model knows nothing of what happened since, but for the"
    " few dated rules that the table of parameters names.",
    "Suppliers one by one: there is the exporter's supply, and supply from elsewhere.",
    "Votes in the General Assembly as they change: agreement stands still at what it was from 2017 to 2019.",
)
FILES = {
    "scenario.yaml": "the complete scenario: every mechanism, every parameter, nothing left to a default",
    "records.zarr": "counts of every event by condition, world, year and class; country by country up to"
    f" {LAST_CHECKED}; shared numbers by quarter (open with xarray)",
    "events.parquet": f"the case file of the first world up to {LAST_CHECKED}: country, quarter, kind, rule",
    "summary.json": "every measure by condition, class and year, with both kinds of uncertainty",
    "measures.csv": "the same measures as a table",
    "report.html": "this page",
    "run.json": "versions, seed, device, times, and the SHA-256 of every file",
}


def assumed(reading: WorldReading) -> Section:
    """Every parameter in force, with its origin."""
    used = list(of_mechanisms(reading.run.scenario))
    groups = {kind: [item for item in used if item.evidence == kind] for kind in ("assumed", *ORIGINS)}
    counts = f"{len(groups['measured'])} measured, {len(groups['derived'])} derived from published numbers"
    return section(
        "assumed",
        "What was assumed",
        paragraph(
            f"These worlds have {plural(len(used), '{count} parameter', '{count} parameters')}: {counts}, and {len(groups['assumed'])} assumed,"
            " because nobody has published them. Another value within the range of an assumed parameter is as"
            f" defensible as the one used. {_assessed(reading)}"
        ),
        paragraph(f"Regimes: {reading.summary['regimes']}."),
        listed("Assumed: nobody has published these", groups["assumed"], open_=True),
        *(listed(title, groups[kind]) for kind, title in ORIGINS.items()),
        _tables(reading),
    )


def _assessed(reading: WorldReading) -> str:
    if not reading.guesses:
        return "How far the results would move was not assessed; `sousveil world --ignorance 48` assesses it."
    return (
        f"To see how far the results move, {plural(reading.guesses, '{count} further world', '{count} further worlds')} of each condition guess all of"
        " them otherwise, jointly, each within half to twice its value (a share: half to twice its odds) or its stated"
        " plausible range. The lowest and the highest result are the range over assumptions. It is no interval of"
        " confidence: the guesses have no probabilities."
    )


def _tables(reading: WorldReading) -> Html:
    """Where the figures of countries come from."""
    rows = [
        (tag("code", name), source.evidence, f"{source.doc} {source.source}")
        for name, source in sorted(reading.known.sources.items())
    ]
    shown = table(("Column", "Evidence", "What it is, and where it comes from"), rows, figures=(), tall=True)
    return folded(f"Figures of countries and their sources ({len(rows)})", shown)


def left_out(reading: WorldReading) -> Section:
    """What is not modelled."""
    return section(
        "left-out",
        "What is not modelled",
        paragraph("A conditional answer is about this model. Among what it does not have:"),
        bullets(NOT_MODELLED),
        paragraph(
            "Whether closed regimes buy more is contested: one study finds that the level of democracy does not matter"
            " (Greitens 2020), another that autocracies and weak democracies import more (Beraja, Kao, Yang and"
            " Yuchtman 2023). The parameter ", tag("code", "procurement.regime_effect"), " holds both; the lab takes"
            " no side."
        ),
    )  # fmt: skip


def cite(reading: WorldReading) -> Section:
    """Citation, command, files."""
    run = reading.run
    again = f"sousveil world {run.folder_name}/scenario.yaml --replicates {reading.replicates}"
    again += f" --ignorance {reading.guesses}"
    names = sorted({*(name for name in run.files if not name.endswith(".part")), "report.html", "run.json"})
    rows = [(tag("code", name), FILES.get(name, "added by somebody after the run")) for name in names]
    return section(
        "cite",
        "Cite it, repeat it, look into it",
        tag("h3", "How to cite"),
        paragraph(_plain(reading)),
        tag("pre", _bibtex(reading), tabindex="0"),
        tag("h3", "How to repeat it"),
        paragraph("The same version, scenario and seed give the same worlds, bit for bit:"),
        tag("pre", f"{again}\nsousveil verify {run.folder_name} --rerun", tabindex="0"),
        tag("h3", "What is in the folder"),
        table(("File", "What it holds"), rows, figures=()),
    )


def _size(reading: WorldReading) -> str:
    summary = reading.summary
    return f"{summary['countries']} countries, {summary['quarters']} quarters, {summary['replicates']} replicates of" \
           f" {len(reading.conditions)} conditions, seed {summary['seed']}"  # fmt: skip


def _plain(reading: WorldReading) -> Part:
    run = reading.run
    return (
        f"The Sousveil developers, Sousveil {run.version}: worlds of the scenario \u201c{run.scenario.title}\u201d"
        f" ({run.scenario.name}), {_size(reading)}, state hash {run.state_hash[:12]}, {run.date}. A conditional"
        " result of a model, not a forecast of a country."
    )


def _bibtex(reading: WorldReading) -> str:
    run, year = reading.run, reading.run.date[:4]
    key = re.sub(r"[^A-Za-z0-9]", "", f"sousveil{year}{run.scenario.name}")
    rows = {
        "author": "{The Sousveil developers}",
        "title": f"Sousveil: worlds of the scenario {_tex(run.scenario.title)}",
        "year": year,
        "version": _tex(run.version),
        "note": _tex(f"scenario {run.scenario.name}, {_size(reading)}, state hash {run.state_hash}"),
    }
    return "\n".join([f"@misc{{{key},", *(f"  {name} = {{{text}}}," for name, text in rows.items()), "}"])


def _tex(text: str) -> str:
    """Text that BibTeX reads as it stands."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))
