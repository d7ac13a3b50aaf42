"""How to cite, how to do it again, which rights are touched, what lies in the folder."""

from __future__ import annotations

import re

from sousveil.language import ENGLISH, N_, _, _n, speaking
from sousveil.measures.registry import MEASURES
from sousveil.report import names
from sousveil.report.markup import Part, bullets, filled, folded, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.words import listing, sentences, whole

FILES = {
    "scenario.yaml": N_("the complete scenario: every mechanism, every parameter, nothing left to a default"),
    "records.zarr": N_(
        "counts of every event by replicate, day or period, place and group; shared numbers; histograms (open with"
        " xarray)"
    ),
    "events.parquet": N_(
        "the case file: person, day, kind, rule and place of what was done to synthetic people of the first replicate"
    ),
    "summary.json": N_("every measure on this page, by group, with intervals or the reason there is none"),
    "measures.csv": N_("the same measures as a table"),
    "dictionary.csv": N_("what every variable, column and measure means, with its unit and source"),
    "report.html": N_("this page"),
    "run.json": N_("versions, seed, device, times, and the SHA-256 of every file"),
    "checkpoints": N_("states from which the run can be resumed or branched"),
}
MODEL = "model."
"""How the name of a model's file begins, whatever its kind."""


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
        _("Cite it, repeat it, look into it"),
        tag("h3", _("How to cite")),
        paragraph(_plain(reading)),
        tag("pre", _bibtex(reading), tabindex="0"),
        tag("h3", _("How to repeat it")),
        paragraph(
            sentences(
                [
                    _("The same version, scenario and seed give the same state, bit for bit."),
                    _("From the folder that holds the run folder:"),
                ]
            )
        ),
        tag("pre", f"{again}\n{check}", tabindex="0"),
        tag("h3", _("Which rights each measure touches")),
        paragraph(
            sentences(
                [
                    _("Articles of the International Covenant on Civil and Political Rights."),
                    _(
                        "A right is touched where a measure counts acts that may limit it; whether a limit is lawful,"
                        " necessary and proportionate is for people to judge, not for a model."
                    ),
                ]
            )
        ),
        _rights(reading),
        tag("h3", _("What is in the folder")),
        _cut_off(reading),
        table(
            (_("File"), _("What it holds")), [(tag("code", name), _about(name)) for name in _files(reading)], figures=()
        ),
    )


def _files(reading: Reading) -> list[str]:
    return sorted({*(name for name in reading.files if not name.endswith(".part")), "report.html", "run.json"})


def _cut_off(reading: Reading) -> Part:
    if not reading.cases_left_out:
        return None
    return paragraph(
        filled(
            _n(
                "{cut} {count} later one left out because the file was full; counts and measures have them all.",
                "{cut} {count} later ones left out because the file was full; counts and measures have them all.",
                reading.cases_left_out,
            ),
            cut=tag("b", _("The case file is cut off:")),
            count=whole(reading.cases_left_out),
        )
    )


def _about(name: str) -> str:
    if name.startswith(MODEL):
        return _("the scoring model, as the run was given it")
    return _(FILES[name]) if name in FILES else _("added by somebody after the run")


def _plain(reading: Reading) -> str:
    scenario = reading.scenario
    return _(
        "The Sousveil developers, Sousveil {version}: run of the scenario “{title}” ({name}), {people} synthetic"
        " people, {days} days, seed {seed}, state hash {digest}, {date}.",
        version=reading.version, title=titled(scenario.title), name=scenario.name, people=whole(scenario.people),
        days=whole(scenario.days), seed=scenario.seed, digest=reading.state_hash[:12], date=reading.date,
    )  # fmt: skip


def _bibtex(reading: Reading) -> str:
    """For a bibliography, in English, as its fields are."""
    scenario, year = reading.scenario, reading.date[:4]
    with speaking(ENGLISH):
        version = reading.version
    key = re.sub(r"[^A-Za-z0-9]", "", f"sousveil{year}{scenario.name}")
    size = f"{scenario.people} synthetic people, {scenario.days} days, seed {scenario.seed}"
    rows = {
        "author": "{The Sousveil developers}",
        "title": f"Sousveil: run of the scenario {_tex(scenario.title)}",
        "year": year,
        "version": _tex(version),
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
        return paragraph(_("No measure of this run touches one."), class_="absent")
    rows = bullets(
        _("{what}: {told}.", what=names.article(number), told=listing(by_article[number]))
        for number in sorted(by_article)
    )
    title = _n(
        "{count} article and the measures that touch it", "{count} articles and the measures that touch them",
        len(by_article), count=len(by_article),
    )  # fmt: skip
    return folded(title, rows)
