"""Published figures beside simulated ones. Only predictions earn a verdict, and failures are said plainly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sousveil.report.markup import Html, Part, paragraph, table, tag
from sousveil.report.reading import Reading
from sousveil.report.section import Section, absent, section
from sousveil.report.words import NONE, capital, exactly, number, plain, points, spell

TITLE = "Published figures beside simulated ones"
ROLES = {"input": "set by us (input)", "predicted": "predicted before running"}


def facts(reading: Reading) -> Section:
    """The table of facts and what follows from it."""
    rows = reading.summary.get("facts") or []
    if not rows:
        return section(
            "facts", TITLE, absent("No published figure.", "This scenario declares none, so nothing here was tested.")
        )
    head = ("Entry", "What was published", "Role", "Published value", "Simulated", "Verdict")
    return section(
        "facts",
        TITLE,
        paragraph(
            "Each figure has one of three roles: set by us (its agreement proves nothing), calibrated (parameters"
            " were fitted to it, so it proves little), or predicted (stated before running, no parameter chosen to"
            " meet it). Only a prediction earns a verdict."
        ),
        paragraph(_account(rows)),
        table(head, [_row(row) for row in rows], caption="Published and simulated", figures=()),
    )


def _row(row: Mapping[str, Any]) -> tuple[Part, ...]:
    source = tag("small", str(row.get("source", "")))
    claim = Html(f"{tag('span', capital(str(row.get('claim') or plain(str(row['measure'])))))}<br>{source}")
    return str(row["id"]), claim, _role(row), _published(row), _simulated(row), _verdict(row)


def _role(row: Mapping[str, Any]) -> str:
    if row["role"] == "calibrated":
        free = int(row.get("free") or 0)
        return f"calibrated ({spell(free)} free parameter{'' if free == 1 else 's'})"
    return ROLES.get(str(row["role"]), str(row["role"]))


def _published(row: Mapping[str, Any]) -> str:
    value, unit = row.get("published"), str(row.get("unit") or "")
    if value is None:
        return "nothing is published"
    say, sign = (exactly, "") if unit == "share" else (number, f" {unit}" if unit not in ("", "ratio") else "")
    return (f"{say(value[0])} to {say(value[1])}" if isinstance(value, list) else say(value)) + sign


def _simulated(row: Mapping[str, Any]) -> str:
    value, error = row.get("simulated"), row.get("standard_error")
    if value is None:
        return NONE
    if row.get("unit") == "share":
        return exactly(value) + (f" (standard error {points(error)})" if error else "")
    return number(value) + (f" (standard error {number(error, 2)})" if error else "")


def _verdict(row: Mapping[str, Any]) -> Part:
    said = str(row.get("verdict", "unstated"))
    if said == "unstated":
        return f"no verdict: {row.get('reason') or 'none is possible'}"
    return tag("span", {"kept": "kept", "broken": "failed"}[said], class_=f"verdict {said}")


def _account(rows: list[Mapping[str, Any]]) -> str:
    predicted = [row for row in rows if row["role"] == "predicted"]
    kept = sum(row.get("verdict") == "kept" for row in predicted)
    failed = [str(row["id"]) for row in predicted if row.get("verdict") == "broken"]
    open_ = len(predicted) - kept - len(failed)
    if not predicted:
        return "None of these figures is a prediction, so this run was not tested against any of them."
    of = f"Of {spell(len(predicted))} prediction{'' if len(predicted) == 1 else 's'}"
    text = f"{of}, {spell(kept) if kept else 'none'} {'was' if kept < 2 else 'were'} kept"
    text += f" and {spell(len(failed))} failed" if failed else " and none failed"
    text += f" ({', '.join(failed)})" if failed else ""
    return f"{text}; {spell(open_)} could not be judged." if open_ else f"{text}."
