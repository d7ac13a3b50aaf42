"""Published figures beside simulated ones. Only predictions earn a verdict, and failures are said plainly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.language import N_, _, _n, _p
from sousveil.report import names, reasons
from sousveil.report.markup import Html, Part, english, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, section
from sousveil.report.words import NONE, capital, exactly, interval, number, plain, points, sentences, spell

TITLE = N_("Published figures beside simulated ones")
ROLES = {"input": N_("set by us (input)"), "predicted": N_("predicted before running")}


def facts(reading: Reading) -> Section:
    """The table of facts and what follows from it."""
    rows = reading.summary.get("facts") or []
    if not rows:
        none = absent(_("No published figure."), _("This scenario declares none, so nothing here was tested."))
        return section("facts", _(TITLE), none)
    head = (_("Entry"), _("What was published"), _("Role"), _("Published value"), _("Simulated"), _("Verdict"))
    return section(
        "facts",
        _(TITLE),
        paragraph(
            sentences(
                [
                    _(
                        "Each figure has one of three roles: set by us (its agreement proves nothing), calibrated"
                        " (parameters were fitted to it, so it proves little), or predicted (stated before running, no"
                        " parameter chosen to meet it)."
                    ),
                    _("Only a prediction earns a verdict."),
                ]
            )
        ),
        paragraph(_account(rows)),
        table(head, [_row(row) for row in rows], caption=_("Published and simulated"), figures=()),
    )


def _row(row: Mapping[str, Any]) -> tuple[Part, ...]:
    stated = str(row.get("claim") or "")
    source = tag("small", english(str(row.get("source", ""))))
    claim = Html(f"{tag('span', capital(_(stated) or plain(str(row['measure']))))}<br>{source}")
    return str(row["id"]), claim, _role(row), _published(row), _simulated(row), _verdict(row)


def _role(row: Mapping[str, Any]) -> str:
    if row["role"] == "calibrated":
        free = int(row.get("free") or 0)
        return _n(
            "calibrated ({count} free parameter)", "calibrated ({count} free parameters)", free, count=spell(free)
        )
    role = str(row["role"])
    return _(ROLES.get(role, role))


def _published(row: Mapping[str, Any]) -> str:
    value, unit = row.get("published"), str(row.get("unit") or "")
    if value is None:
        return _("nothing is published")
    say = exactly if unit == "share" else number
    text = interval(value[0], value[1], say) if isinstance(value, list) else say(value)
    if unit in ("", "ratio", "share"):
        return text
    return _("{value} {unit}", value=text, unit=names.unit(unit))


def _simulated(row: Mapping[str, Any]) -> str:
    value, error = row.get("simulated"), row.get("standard_error")
    if value is None:
        return _(NONE)
    share = row.get("unit") == "share"
    text = exactly(value) if share else number(value)
    if not error:
        return text
    return _("{value} (standard error {error})", value=text, error=points(error) if share else number(error, 2))


def _verdict(row: Mapping[str, Any]) -> Part:
    said = str(row.get("verdict", "unstated"))
    if said == "unstated":
        return _("no verdict: {reason}", reason=reasons.told(str(row.get("reason") or "")) or _("none is possible"))
    text = _p("verdict", "kept") if said == "kept" else _p("verdict", "failed")
    return tag("span", text, class_=f"verdict {said}")


def _account(rows: list[Mapping[str, Any]]) -> str:
    predicted = [row for row in rows if row["role"] == "predicted"]
    kept = sum(row.get("verdict") == "kept" for row in predicted)
    failed = [str(row["id"]) for row in predicted if row.get("verdict") == "broken"]
    open_ = len(predicted) - kept - len(failed)
    if not predicted:
        return _("None of these figures is a prediction, so this run was not tested against any of them.")
    count = spell(len(predicted))
    said = {
        "predictions": _n("{count} prediction", "{count} predictions", len(predicted), count=count),
        "kept": _n("{count} was kept", "{count} were kept", kept, count=spell(kept)) if kept else _("none was kept"),
        "failed": _failed(failed),
    }
    if not open_:
        return _("Of {predictions}, {kept} and {failed}.", **said)
    return _("Of {predictions}, {kept} and {failed}; {open} could not be judged.", **said, open=spell(open_))


def _failed(which: list[str]) -> str:
    if not which:
        return _("none failed")
    return _("{count} failed ({which})", count=spell(len(which)), which=", ".join(which))
