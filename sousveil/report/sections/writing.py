"""What may and may not be written from this page, in sentences with the run's own numbers."""

from __future__ import annotations

from sousveil.report import names
from sousveil.report.markup import Html, bullets, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, section
from sousveil.report.words import interval, number, percent, plural


def writing(reading: Reading) -> Section:
    """Two columns of sentences."""
    return section(
        "writing",
        "What one may write from this page",
        tag(
            "div",
            tag("div", tag("h3", "This is supported"), bullets(_may(reading))),
            tag("div", tag("h3", "This is not"), bullets(_may_not(reading)), class_="not"),
            class_="two",
        ),
    )


def _may(reading: Reading) -> list[str]:
    scenario, lines = reading.scenario, []
    tool = f"Sousveil {reading.version}, scenario “{scenario.title}”"
    model = f"In a simulation with {scenario.people:,} synthetic people ({tool})"
    right = reading.value("alert_precision_unprotected")
    if right is not None:
        lines.append(
            f"“{model}, {percent(right)} of the alerts concerned something the person had done and that no human"
            " right protects.”"
        )
    wrongful, made = reading.value("wrongful_detentions"), reading.value("detentions")
    if wrongful is not None and made:
        lines.append(
            f"“In this model, {number(wrongful)} of {number(made)} detentions per 100,000 people a year were"
            " wrongful, counting both mistakes and detentions for protected conduct.”"
        )
    silence = reading.value("silence_share")
    if silence is not None:
        lines.append(
            f"“People in the model kept silent on {percent(silence)} of the occasions on which they had something to"
            " say.”"
        )
    lines.append(
        f"“The result depends on {plural(len(reading.summary.get('assumed', [])), '{count} number', '{count} numbers')} that had to be assumed;"
        " they are listed with their ranges.”"
    )
    span = _luck(reading)
    lines.append(span)
    return lines


def _luck(reading: Reading) -> str:
    entry = next((e for e in (reading.entry("wrongful_detentions"), reading.entry("flags")) if e.low is not None), None)
    if entry is None:
        return "“The run was made once; how much of its result is luck was not assessed.”"
    return (
        f"“With other luck and the same rules, the number of {names.measure(entry.name)} per {entry.per} lies"
        f" between {interval(entry.low, entry.high).replace(' to ', ' and ')} (95% interval of the mean over"
        f" {reading.replicates} runs). Doubt about the rules comes on top.”"
    )


def _may_not(reading: Reading) -> list[Html | str]:
    lines: list[Html | str] = []
    wrongful = reading.value("wrongful_detentions")
    if wrongful:
        lines.append(
            f"“In [a real country], {number(wrongful)} of every 100,000 people are wrongly detained.” The places are"
            " synthetic; no number here describes a country."
        )
    lines += [
        "“The model predicts” or “by next year”. This is what follows from stated rules, not a forecast.",
        "“The people of [a region of the map]”. The labels of the map stand for no place on earth.",
    ]
    precision = reading.value("alert_precision")
    if precision is not None:
        lines.append(
            f"“The system is {percent(precision)} accurate.” That share counts alerts about protected conduct as"
            " right; the cross table shows both sides."
        )
    lines += [
        "“The minority group, that is [a real group]”. The group is synthetic and stands for none.",
        "“Surveillance prevents (or does not prevent) crime.” One run has nothing to compare with.",
    ]
    if reading.replicates == 1:
        lines.append("“Exactly”. One replicate gives one draw of luck and no interval.")
    return lines
