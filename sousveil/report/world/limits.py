"""What a world assumes, what it leaves out, and how to cite it and live it again."""

from __future__ import annotations

import re

from sousveil.language import N_, _
from sousveil.report.markup import Html, bullets, english, filled, folded, paragraph, safe, table, tag
from sousveil.report.section import Section, section
from sousveil.report.sections.assumed import ORIGINS, listed, of_mechanisms
from sousveil.report.words import plural, sentences
from sousveil.report.world.reading import LAST_CHECKED, WorldReading

NOT_MODELLED = (
    N_("Wars, sanctions, changes of government by name, and anything that one leader decides."),
    N_("Differences within a country, unless its own small society is part of the scenario."),
    N_("Uses of a system: a country that runs one for traffic counts like one that watches its critics."),
    N_("Money: prices, loans and debts enter as one rank of wealth and a factor."),
    N_(
        "Events after the scenario was written. The world of the model knows nothing of what happened since, but for"
        " the few dated rules that the table of parameters names."
    ),
    N_("Suppliers one by one: there is the exporter's supply, and supply from elsewhere."),
    N_("Votes in the General Assembly as they change: agreement stands still at what it was from 2017 to 2019."),
)
FILES = {
    "scenario.yaml": N_("the complete scenario: every mechanism, every parameter, nothing left to a default"),
    "records.zarr": N_(
        "counts of every event by condition, world, year and class; country by country up to {year};"
        " shared numbers by quarter (open with xarray)"
    ),
    "events.parquet": N_("the case file of the first world up to {year}: country, quarter, kind, rule"),
    "summary.json": N_("every measure by condition, class and year, with both kinds of uncertainty"),
    "measures.csv": N_("the same measures as a table"),
    "report.html": N_("this page"),
    "run.json": N_("versions, seed, device, times, and the SHA-256 of every file"),
}


def assumed(reading: WorldReading) -> Section:
    """Every parameter in force, with its origin."""
    used = list(of_mechanisms(reading.run.scenario))
    groups = {kind: [item for item in used if item.evidence == kind] for kind in ("assumed", *ORIGINS)}
    counts = _(
        "These worlds have {parameters}: {measured} measured, {derived} derived from published numbers, and {assumed}"
        " assumed, because nobody has published them. Another value within the range of an assumed parameter is as"
        " defensible as the one used.",
        parameters=plural(len(used), "{count} parameter", "{count} parameters"),
        measured=len(groups["measured"]), derived=len(groups["derived"]), assumed=len(groups["assumed"]),
    )  # fmt: skip
    return section(
        "assumed",
        _("What was assumed"),
        paragraph(Html(sentences([safe(counts), _assessed(reading)]))),
        paragraph(_("Regimes: {regimes}.", regimes=reading.regimes)),
        listed(_("Assumed: nobody has published these"), groups["assumed"], open_=True),
        *(listed(_(title), groups[kind]) for kind, title in ORIGINS.items()),
        _tables(reading),
    )


def _assessed(reading: WorldReading) -> Html:
    if not reading.guesses:
        said = _("How far the results would move was not assessed; {command} assesses it.")
        return filled(said, command=tag("code", "sousveil world --ignorance 48"))
    further = plural(reading.guesses, "{count} further world", "{count} further worlds")
    return safe(
        _(
            "To see how far the results move, {worlds} of each condition guess all of them otherwise, jointly, each"
            " within half to twice its value (a share: half to twice its odds) or its stated plausible range. The"
            " lowest and the highest result are the range over assumptions. It is no interval of confidence: the"
            " guesses have no probabilities.",
            worlds=further,
        )
    )


def _tables(reading: WorldReading) -> Html:
    """Where the figures of countries come from."""
    rows = [
        (tag("code", name), _(source.evidence), Html(sentences([safe(_(source.doc)), english(source.source)])))
        for name, source in sorted(reading.known.sources.items())
    ]
    head = (_("Column"), _("Evidence"), _("What it is, and where it comes from"))
    shown = table(head, rows, figures=(), tall=True)
    return folded(_("Figures of countries and their sources ({count})", count=len(rows)), shown)


def left_out(reading: WorldReading) -> Section:
    """What is not modelled."""
    return section(
        "left-out",
        _("What is not modelled"),
        paragraph(_("A conditional answer is about this model. Among what it does not have:")),
        bullets(map(_, NOT_MODELLED)),
        paragraph(
            filled(
                _(
                    "Whether closed regimes buy more is contested: one study finds that the level of democracy does not"
                    " matter (Greitens 2020), another that autocracies and weak democracies import more (Beraja, Kao,"
                    " Yang and Yuchtman 2023). The parameter {parameter} holds both; the lab takes no side."
                ),
                parameter=tag("code", "procurement.regime_effect"),
            )
        ),
    )


def cite(reading: WorldReading) -> Section:
    """Citation, command, files."""
    run = reading.run
    again = f"sousveil world {run.folder_name}/scenario.yaml --replicates {reading.replicates}"
    again += f" --ignorance {reading.guesses}"
    names = sorted({*(name for name in run.files if not name.endswith(".part")), "report.html", "run.json"})
    rows = [(tag("code", name), _holds(name)) for name in names]
    return section(
        "cite",
        _("Cite it, repeat it, look into it"),
        tag("h3", _("How to cite")),
        paragraph(english(_plain(reading))),
        tag("pre", _bibtex(reading), tabindex="0"),
        tag("h3", _("How to repeat it")),
        paragraph(_("The same version, scenario and seed give the same worlds, bit for bit:")),
        tag("pre", f"{again}\nsousveil verify {run.folder_name} --rerun", tabindex="0"),
        tag("h3", _("What is in the folder")),
        table((_("File"), _("What it holds")), rows, figures=()),
    )


def _holds(name: str) -> str:
    return _(FILES[name], year=LAST_CHECKED) if name in FILES else _("added by somebody after the run")


def _size(reading: WorldReading) -> str:
    summary = reading.summary
    return f"{summary['countries']} countries, {summary['quarters']} quarters, {summary['replicates']} replicates of" \
           f" {len(reading.conditions)} conditions, seed {summary['seed']}"  # fmt: skip


def _plain(reading: WorldReading) -> str:
    """The citation; in English, as the names and the record that it cites are."""
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
