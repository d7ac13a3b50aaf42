"""What may and may not be written from this page, in sentences with the run's own numbers."""

from __future__ import annotations

from sousveil.language import _, _n
from sousveil.report import names
from sousveil.report.markup import Html, bullets, tag
from sousveil.report.reading import Entry, Reading
from sousveil.report.section import Section, section
from sousveil.report.titles import titled
from sousveil.report.words import known, number, percent, whole


def writing(reading: Reading) -> Section:
    """Two columns of sentences."""
    return section(
        "writing",
        _("What one may write from this page"),
        tag(
            "div",
            tag("div", tag("h3", _("This is supported")), bullets(_may(reading))),
            tag("div", tag("h3", _("This is not")), bullets(_may_not(reading)), class_="not"),
            class_="two",
        ),
    )


def _may(reading: Reading) -> list[str]:
    made = (_precision(reading), _wrongful(reading), _silence(reading), _guesses(reading), _luck(reading))
    return [text for text in made if text]


def _precision(reading: Reading) -> str:
    scenario, right = reading.scenario, reading.value("alert_precision_unprotected")
    if right is None:
        return ""
    return _(
        "“In a simulation with {people} synthetic people (Sousveil {version}, scenario “{title}”), {share} of the"
        " alerts concerned something the person had done and that no human right protects.”",
        people=whole(scenario.people), version=reading.version, title=titled(scenario.title), share=percent(right),
    )  # fmt: skip


def _wrongful(reading: Reading) -> str:
    wrongful, made = reading.value("wrongful_detentions"), reading.value("detentions")
    if wrongful is None or not made:
        return ""
    return _(
        "“In this model, {wrongful} of {made} detentions per 100,000 people a year were wrongful, counting both"
        " mistakes and detentions for protected conduct.”",
        wrongful=number(wrongful), made=number(made),
    )  # fmt: skip


def _silence(reading: Reading) -> str:
    silence = reading.value("silence_share")
    if silence is None:
        return ""
    return _(
        "“People in the model kept silent on {share} of the occasions on which they had something to say.”",
        share=percent(silence),
    )


def _guesses(reading: Reading) -> str:
    count = len(reading.summary.get("assumed", []))
    return _n(
        "“The result depends on {count} number that had to be assumed; they are listed with their ranges.”",
        "“The result depends on {count} numbers that had to be assumed; they are listed with their ranges.”",
        count, count=number(count),
    )  # fmt: skip


def _luck(reading: Reading) -> str:
    entry = next((one for name in ("wrongful_detentions", "flags") if _spans(one := reading.entry(name))), None)
    if entry is None:
        return _("“The run was made once; how much of its result is luck was not assessed.”")
    return _(
        "“With other luck and the same rules, the number of {measure} per {per} lies between {low} and {high} (95%"
        " interval of the mean over {runs} runs). Doubt about the rules comes on top.”",
        measure=names.measure(entry.name), per=_(entry.per), low=number(entry.low), high=number(entry.high),
        runs=reading.replicates,
    )  # fmt: skip


def _spans(entry: Entry) -> bool:
    return known(entry.low) and known(entry.high)


def _may_not(reading: Reading) -> list[Html | str]:
    wrongful, precision = reading.value("wrongful_detentions"), reading.value("alert_precision")
    lines: list[Html | str] = []
    if wrongful:
        lines.append(
            _(
                "“In [a real country], {count} of every 100,000 people are wrongly detained.” The places are synthetic;"
                " no number here describes a country.",
                count=number(wrongful),
            )
        )
    lines += [
        _("“The model predicts” or “by next year”. This is what follows from stated rules, not a forecast."),
        _("“The people of [a region of the map]”. The labels of the map stand for no place on earth."),
    ]
    if precision is not None:
        lines.append(
            _(
                "“The system is {share} accurate.” That share counts alerts about protected conduct as right; the cross"
                " table shows both sides.",
                share=percent(precision),
            )
        )
    lines += [
        _("“The minority group, that is [a real group]”. The group is synthetic and stands for none."),
        _("“Surveillance prevents (or does not prevent) crime.” One run has nothing to compare with."),
    ]
    if reading.replicates == 1:
        lines.append(_("“Exactly”. One replicate gives one draw of luck and no interval."))
    return lines
