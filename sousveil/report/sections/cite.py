"""How to cite, how to do it again, which rights are touched, what lies in the folder."""

from __future__ import annotations

import re

from sousveil.measures.registry import MEASURES
from sousveil.records.casefile import missing
from sousveil.report import names
from sousveil.report.markup import Part, bullets, folded, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, section
from sousveil.report.words import capital, listing

FILES = {
    "scenario.yaml": "the complete scenario: every mechanism, every parameter, nothing left to a default",
    "records.zarr": "counts of every event by replicate, day or period, place and group; shared numbers;"
    " histograms (open with xarray)",
    "events.parquet": "the case file: person, day, kind, rule and place of what was done to synthetic people of"
    " the first replicate",
    "summary.json": "every measure on this page, by group, with intervals or the reason there is none",
    "measures.csv": "the same measures as a table",
    "dictionary.csv": "what every variable, column and measure means, with its unit and source",
    "report.html": "this page",
    "run.json": "versions, seed, device, times, and the SHA-256 of every file",
    "checkpoints": "states from which the run can be resumed or branched",
}


def cite(reading: Reading) -> Section:
    """Citation, command, rights, files."""
    folder = reading.folder_name
    again = f"sousveil run {folder}/scenario.yaml" + (
        f" --replicates {reading.replicates}" if reading.replicates > 1 else ""
    )
    again += f" --ignorance {reading.ignorance['draws']}" if reading.ignorance else ""
    check = f"sousveil verify {folder} --rerun"
    return section(
        "cite",
        "Cite it, repeat it, look into it",
        tag("h3", "How to cite"),
        paragraph(_plain(reading)),
        tag("pre", _bibtex(reading), tabindex="0"),
        tag("h3", "How to repeat it"),
        paragraph(
            "The same version, scenario and seed give the same state, bit for bit. From the folder that holds the"
            " run folder:"
        ),
        tag("pre", f"{again}\n{check}", tabindex="0"),
        tag("h3", "Which rights each measure touches"),
        paragraph(
            "Articles of the International Covenant on Civil and Political Rights. A right is touched where a"
            " measure counts acts that may limit it; whether a limit is lawful, necessary and proportionate is for"
            " people to judge, not for a model."
        ),
        _rights(reading),
        tag("h3", "What is in the folder"),
        _cut_off(reading),
        table(("File", "What it holds"), [(tag("code", name), _about(name)) for name in _files(reading)], figures=()),
    )


def _files(reading: Reading) -> list[str]:
    return sorted({*(name for name in reading.files if not name.endswith(".part")), "report.html", "run.json"})


def _cut_off(reading: Reading) -> Part:
    if not reading.cases_left_out:
        return None
    return paragraph(tag("b", "The case file is cut off: "), f"{missing(reading.cases_left_out)}.")


def _about(name: str) -> str:
    return FILES.get(name, "added by somebody after the run")


def _plain(reading: Reading) -> str:
    scenario = reading.scenario
    return (
        f"The Sousveil developers, Sousveil {reading.version}: run of the scenario “{scenario.title}”"
        f" ({scenario.name}), {scenario.people:,} synthetic people, {scenario.days:,} days, seed {scenario.seed},"
        f" state hash {reading.state_hash[:12]}, {reading.date}."
    )


def _bibtex(reading: Reading) -> str:
    scenario, year = reading.scenario, reading.date[:4]
    key = re.sub(r"[^A-Za-z0-9]", "", f"sousveil{year}{scenario.name}")
    size = f"{scenario.people} synthetic people, {scenario.days} days, seed {scenario.seed}"
    rows = {
        "author": "{The Sousveil developers}",
        "title": f"Sousveil: run of the scenario {_tex(scenario.title)}",
        "year": year,
        "version": _tex(reading.version),
        "note": _tex(f"scenario {scenario.name}, {size}, state hash {reading.state_hash}"),
    }
    return "\n".join([f"@misc{{{key},", *(f"  {name} = {{{text}}}," for name, text in rows.items()), "}"])


def _tex(text: str) -> str:
    """Text that BibTeX reads as it stands: braces and backslashes out, the other special letters escaped."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))


def _rights(reading: Reading) -> Part:
    by_article: dict[int, list[str]] = {}
    for name, measure in MEASURES.items():
        if reading.value(name) is not None:
            for article in measure.rights:
                by_article.setdefault(article, []).append(names.measure(name))
    if not by_article:
        return paragraph("No measure of this run touches one.", class_="absent")
    rows = bullets(f"{names.article(number)}: {listing(by_article[number])}." for number in sorted(by_article))
    return folded(capital(f"{len(by_article)} articles and the measures that touch them"), rows)
