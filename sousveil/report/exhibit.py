"""One exhibit on the page: claims, pictures, what carries the result, and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.report import charts
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, Part, bullets, folded, join, paragraph, table, tag
from sousveil.report.section import Section, section
from sousveil.report.words import NONE, capital, number, percent, plural, spell

Document = Mapping[str, Any]
LEVELS = {
    "exact": "numerically identical: the same numbers",
    "distribution": "the same distribution",
    "sign": "the same relation: direction and order, not size",
}
VERDICTS = {"kept": "kept", "broken": "failed", "unstated": "no verdict"}


def account(rows: Sequence[Document]) -> str:
    """How many claims were kept, failed, or could not be judged, as a sentence."""
    said = [row["verdict"] for row in rows]
    kept, failed, open_ = (said.count(one) for one in VERDICTS)
    text = (
        f"Of {spell(len(said))} claim{'' if len(said) == 1 else 's'}, {spell(kept)} {'is' if kept == 1 else 'are'} kept"
    )
    text += f" and {spell(failed)} failed" if failed else " and none failed"
    return f"{text}; {spell(open_)} earn{'s' if open_ == 1 else ''} no verdict." if open_ else f"{text}."


def exhibit(one: Document) -> Section:
    """The section of one exhibit; `one` is what `replications.replicate` gave."""
    badge = f"synthetic people · seed {one['seed']} · {plural(one['replicates'], '{count} replicate', '{count} replicates')}"
    overridden = ", ".join(f"{name} = {_plain(value)}" for name, value in one["overrides"].items())
    broken = ("What", "As it stands", "Taken away", "What one sees")
    numbers = [(tag("code", name), _plain(value)) for name, value in one["parameters"].items()]
    return section(
        one["exhibit"],
        one["title"],
        paragraph(one["question"], class_="lead"),
        paragraph(tag("b", account(one["rows"])), f" Overridden: {overridden}." if overridden else None),
        _claims([row for row in one["rows"] if row["simulated"] is not None]),
        _waiting([row for row in one["rows"] if row["simulated"] is None]),
        *(_contested(row) for row in one["rows"] if row["contested"]),
        gallery([_figure(picture) for picture in one["pictures"]], badge),
        tag("h3", "With the key assumption taken away"),
        table(broken, map(_break, one["breaks"]), figures=()),
        tag("h3", "Notes"),
        *notes(one["notes"]),
        paragraph(tag("b", "Level reached: "), LEVELS[one["level"]], f". {capital(one['level_reason'])}."),
        folded("Sources", bullets(one["sources"])),
        folded("Numbers that -o overrides", table(("Name", "Value"), numbers)) if numbers else None,
        folded("Arms", bullets(f"{name}: {title}" for name, title in one["arms"].items())),
    )


HEAD = ("What", "Published", "Simulated", "May differ by", "Verdict")


def _claims(rows: Sequence[Document]) -> Html:
    caption = "Published and simulated"
    return tag("div", table(HEAD, map(_row, rows), caption=caption, figures=()), class_="claims")


def _waiting(rows: Sequence[Document]) -> Html | None:
    """Claims without a simulated figure, behind a line; most wait for a table of the reader's."""
    return (
        folded(f"{plural(len(rows), '{count} claim', '{count} claims')} without a simulated figure", _claims(rows))
        if rows
        else None
    )


def _plain(value: Any) -> str:
    return number(value, 6) if isinstance(value, int | float) else str(value)


def _say(value: float | None, unit: str) -> str:
    if value is None:
        return NONE
    return f"{number(100 * value, 4)}%" if unit.startswith("share") else number(value, 5)


def _apart(difference: float, unit: str) -> str:
    """A difference, an error or a tolerance in the claim's unit."""
    return f"{number(100 * difference, 2)} points" if unit.startswith("share") else number(difference, 2)


def _row(row: Document) -> tuple[Part, ...]:
    unit = str(row["unit"])
    shown = "" if unit == "share" else f" ({unit.removeprefix('share ')})" if unit.startswith("share") else f" ({unit})"
    what = Html(f"{tag('span', capital(row['quantity']) + shown)}<br>{tag('small', row['source'])}")
    published = row["published"]
    ends = published if isinstance(published, list) else [published]
    said = " to ".join(_say(end, unit) for end in ends)
    kind = {"printed": "printed", "formula": "from its formula"}[row["kind"]]
    error = row["standard_error"]
    simulated = _say(row["simulated"], unit)
    if error:
        simulated += f" ± {_apart(error, unit)}"
    return what, Html(f"{tag('span', said)}<br>{tag('small', kind)}"), simulated, _tolerance(row), _verdict(row)


def _tolerance(row: Document) -> Part:
    given, unit = row["tolerance"], str(row["unit"])
    parts = []
    if given["absolute"]:
        parts.append(_apart(given["absolute"], unit))
    if given["standard_errors"]:
        parts.append(f"{number(given['standard_errors'])} standard errors")
    return Html(f"{tag('span', ' and '.join(parts) or 'nothing')}<br>{tag('small', given['reason'])}")


def _verdict(row: Document) -> Part:
    said = str(row["verdict"])
    if said == "unstated":
        return f"no verdict: {row['reason']}"
    gap = f"gap {_apart(row['gap'], str(row['unit']))}" if said == "broken" else ""
    more = ". ".join(part for part in (gap, row["note"] or "") if part)
    word = tag("span", VERDICTS[said], class_=f"verdict {said}")
    return Html(f"{word}<br>{tag('small', more)}") if more else word


def _contested(row: Document) -> Html:
    given, unit = row["contested"], str(row["unit"])
    text = f" published figures run from {_say(given['low'], unit)} to {_say(given['high'], unit)}. {given['dissent']}"
    return paragraph(tag("b", f"Contested: {row['quantity']}:"), text)


def _break(row: Document) -> tuple[Part, ...]:
    unit = str(row["unit"])
    return capital(row["quantity"]), _say(row["held"], unit), _say(row["broken"], unit), capital(row["lesson"])


def _figure(picture: Document) -> Figure:
    say = percent if picture["share"] else number
    rows = picture["rows"]
    if picture["kind"] == "bars":
        drawn = [{**row, "text": say(row["value"])} for row in rows]
        alt = "; ".join(f"{row['name']}: {row['text']}" for row in drawn) + "."
        svg = charts.bars(drawn, x=picture["y"], share=picture["share"])
        return Figure(picture["title"], svg, alt, ("What", picture["y"]), [(r["name"], r["text"]) for r in drawn])
    series = list(dict.fromkeys(row["series"] for row in rows))
    svg = charts.lines(rows, x=picture["x"], y=picture["y"], series=series if len(series) > 1 else (),
                       share=picture["share"])  # fmt: skip
    ends = []
    for name in series:
        mine = [row for row in rows if row["series"] == name and row["y"] is not None]
        if mine:
            first, last = mine[0], mine[-1]
            ends.append(f"{name}: {say(first['y'])} at {number(first['x'])}, {say(last['y'])} at {number(last['x'])}")
    numbers = [(row["series"], number(row["x"], 6), say(row["y"])) for row in rows]
    note = "Bands hold nine runs in ten." if any(row.get("low") is not None for row in rows) else ""
    return Figure(picture["title"], svg, "; ".join(ends) + ".", ("Line", picture["x"], picture["y"]), numbers, note,
                  figures=(1, 2))  # fmt: skip


def notes(text: str) -> list[Html]:
    """Notes as HTML: paragraphs, `- ` lists, `# ` headings and `code`; nothing else of Markdown is read."""
    made: list[Html] = []
    for part in text.split("\n\n"):
        lines = part.strip().splitlines()
        if not lines:
            continue
        if lines[0].startswith("#"):
            made.append(tag("h3", lines[0].lstrip("# ")))
            lines = lines[1:]
        if lines and lines[0].startswith("- "):
            made.append(bullets(_inline(" ".join(item.split())) for item in "\n".join(lines)[2:].split("\n- ")))
        elif lines:
            made.append(paragraph(_inline(" ".join(lines))))
    return made


def _inline(text: str) -> Html:
    """Text in which every second part between backticks is code."""
    return join(tag("code", part) if at % 2 else part for at, part in enumerate(text.split("`")))
