"""One exhibit on the page: claims, pictures, what carries the result, and notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sousveil.language import N_, _, _n, _p
from sousveil.language.retelling import retold
from sousveil.report import charts
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import (
    Html,
    Part,
    bullets,
    declared,
    english,
    filled,
    folded,
    join,
    label,
    paragraph,
    table,
    tag,
    with_code,
)
from sousveil.report.section import Section, section
from sousveil.report.words import (
    NONE,
    capital,
    clauses,
    enumerated,
    interval,
    listing,
    number,
    percent,
    plural,
    sentence,
    spell,
)

Document = Mapping[str, Any]
LEVELS = {
    "exact": N_("numerically identical: the same numbers"),
    "distribution": N_("the same distribution"),
    "sign": N_("the same relation: direction and order, not size"),
}
LEVEL_NAMES = {"exact": N_("exact"), "distribution": N_("distribution"), "sign": N_("sign")}
VERDICTS = ("kept", "broken", "unstated")
ACCOUNTS = {
    (False, False): N_("Of {claims}, {kept} and none failed."),
    (True, False): N_("Of {claims}, {kept} and {failed} failed."),
    (False, True): N_("Of {claims}, {kept} and none failed; {open}."),
    (True, True): N_("Of {claims}, {kept} and {failed} failed; {open}."),
}
"""Whether some failed, and whether some earn no verdict -> what is said of all."""


def verdict(word: str) -> str:
    """What is said of a claim."""
    words = {"kept": _p("a claim", "kept"), "broken": _p("a claim", "failed"), "unstated": _p("a claim", "no verdict")}
    return words[word]


def account(rows: Sequence[Document]) -> str:
    """How many claims were kept, failed, or could not be judged, as a sentence."""
    said = [row["verdict"] for row in rows]
    kept, failed, open_ = (said.count(one) for one in VERDICTS)
    values = {
        "claims": _n("{count} claim", "{count} claims", len(said), count=spell(len(said))),
        "kept": _n("{count} is kept", "{count} are kept", kept, count=spell(kept)),
        "open": _n("{count} earns no verdict", "{count} earn no verdict", open_, count=spell(open_)),
        "failed": spell(failed),
    }
    return _(ACCOUNTS[failed > 0, open_ > 0], **values)


def exhibit(one: Document) -> Section:
    """The section of one exhibit; `one` is what `replications.replicate` gave."""
    numbers = [(tag("code", name), _plain(value)) for name, value in one["parameters"].items()]
    arms = (filled(_("{name}: {value}"), name=english(name), value=_(title)) for name, title in one["arms"].items())
    return section(
        one["exhibit"],
        _(one["title"]),
        paragraph(_(one["question"]), class_="lead"),
        paragraph(tag("b", account(one["rows"])), _overridden(one["overrides"])),
        _claims([row for row in one["rows"] if row["simulated"] is not None]),
        _waiting([row for row in one["rows"] if row["simulated"] is None]),
        *(_contested(row) for row in one["rows"] if row["contested"]),
        gallery([_figure(picture) for picture in one["pictures"]], _badge(one)),
        tag("h3", _("With the key assumption taken away")),
        table([_(cell) for cell in BROKEN], map(_break, one["breaks"]), figures=()),
        tag("h3", _("Notes")),
        *notes(one["notes"]),
        paragraph(label(_("Level reached")), _level(one)),
        folded(_("Sources"), bullets(map(english, one["sources"]))),
        folded(_("Numbers that -o overrides"), table((_("Name"), _("Value")), numbers)) if numbers else None,
        folded(_("Arms"), bullets(arms)),
    )


HEAD = (N_("What"), N_("Published"), N_("Simulated"), N_("May differ by"), N_("Verdict"))
BROKEN = (N_("What"), N_("As it stands"), N_("Taken away"), N_("What one sees"))


def _badge(one: Document) -> str:
    return _n(
        "synthetic people · seed {seed} · {count} replicate", "synthetic people · seed {seed} · {count} replicates",
        one["replicates"], seed=one["seed"], count=number(one["replicates"]),
    )  # fmt: skip


def _overridden(given: Document) -> str:
    said = enumerated(f"{name} = {_plain(value)}" for name, value in given.items())
    return " " + _("Overridden: {numbers}.", numbers=said) if given else ""


def _level(one: Document) -> Html:
    return filled(
        _("{level}. {reason}."), level=_(LEVELS[one["level"]]), reason=_capital(one["level_reason"])
    )  # fmt: skip


def _capital(text: str) -> Part:
    """A declared text as the beginning of a sentence."""
    said = _(text)
    return english(capital(text)) if said == text else capital(said)


def _claims(rows: Sequence[Document]) -> Html:
    head = [_(cell) for cell in HEAD]
    caption = _("Published and simulated")
    return tag("div", table(head, map(_row, rows), caption=caption, figures=()), class_="claims")


def _waiting(rows: Sequence[Document]) -> Html | None:
    """Claims without a simulated figure, behind a line; most wait for a table of the reader's."""
    if not rows:
        return None
    summary = plural(len(rows), "{count} claim without a simulated figure", "{count} claims without a simulated figure")
    return folded(summary, _claims(rows))


def _plain(value: Any) -> str:
    return number(value, 6) if isinstance(value, int | float) else str(value)


def _say(value: float | None, unit: str) -> str:
    if value is None:
        return _(NONE)
    return f"{number(100 * value, 4)}%" if unit.startswith("share") else number(value, 5)


def _apart(difference: float, unit: str) -> str:
    """A difference, an error or a tolerance in the claim's unit."""
    return (
        _("{number} points", number=number(100 * difference, 2)) if unit.startswith("share") else number(difference, 2)
    )


def _row(row: Document) -> tuple[Part, ...]:
    unit = str(row["unit"])
    what = Html(f"{tag('span', _quantity(row))}<br>{tag('small', english(row['source']))}")
    published = row["published"]
    ends = published if isinstance(published, list) else [published]
    said = interval(ends[0], ends[1], lambda end: _say(end, unit)) if len(ends) == 2 else _say(ends[0], unit)
    kind = {"printed": _("printed"), "formula": _("from its formula")}[row["kind"]]
    error = row["standard_error"]
    simulated = _say(row["simulated"], unit)
    if error:
        simulated += f" ± {_apart(error, unit)}"
    return what, Html(f"{tag('span', said)}<br>{tag('small', kind)}"), simulated, _tolerance(row), _verdict(row)


def _quantity(row: Document) -> str:
    """What the figure is of, with its unit where that is not plain."""
    unit, quantity = str(row["unit"]), capital(_(row["quantity"]))
    return quantity if unit == "share" else _("{what} ({unit})", what=quantity, unit=_(unit.removeprefix("share ")))


def _tolerance(row: Document) -> Part:
    given, unit = row["tolerance"], str(row["unit"])
    parts = []
    if given["absolute"]:
        parts.append(_apart(given["absolute"], unit))
    if given["standard_errors"]:
        parts.append(_("{number} standard errors", number=number(given["standard_errors"])))
    return Html(f"{tag('span', listing(parts) or _('nothing'))}<br>{tag('small', declared(given['reason']))}")


def _verdict(row: Document) -> Part:
    said = str(row["verdict"])
    if said == "unstated":
        return _("no verdict: {why}", why=retold(row["reason"]))
    gap = _("gap {size}", size=_apart(row["gap"], str(row["unit"]))) if said == "broken" else ""
    parts = [part for part in (gap, declared(row["note"] or "")) if part]
    word = tag("span", verdict(said), class_=f"verdict {said}")
    return Html(f"{word}<br>{tag('small', join(parts, _p('between a gap and a note', '. ')))}") if parts else word


def _contested(row: Document) -> Html:
    given, unit = row["contested"], str(row["unit"])
    ends = _say(given["low"], unit), _say(given["high"], unit)
    text = filled(_("{lead} published figures run from {low} to {high}. {dissent}"), low=ends[0], high=ends[1],
                  lead=tag("b", _("Contested: {quantity}:", quantity=_(row["quantity"]))),
                  dissent=declared(given["dissent"]))  # fmt: skip
    return paragraph(text)


def _break(row: Document) -> tuple[Part, ...]:
    unit = str(row["unit"])
    return capital(_(row["quantity"])), _say(row["held"], unit), _say(row["broken"], unit), _capital(row["lesson"])


def _figure(picture: Document) -> Figure:
    return _bars(picture) if picture["kind"] == "bars" else _lines(picture)


def _bars(picture: Document) -> Figure:
    say, up = percent if picture["share"] else number, _(picture["y"])
    drawn = [{**row, "name": _(row["name"]), "text": say(row["value"])} for row in picture["rows"]]
    told = clauses(_("{name}: {value}", name=row["name"], value=row["text"]) for row in drawn)
    svg = charts.bars(drawn, x=up, share=picture["share"])
    rows = [(row["name"], row["text"]) for row in drawn]
    return Figure(_(picture["title"]), svg, sentence(told), (_("What"), up), rows)


def _lines(picture: Document) -> Figure:
    say, along, up = percent if picture["share"] else number, _(picture["x"]), _(picture["y"])
    rows = [{**row, "series": _(row["series"])} for row in picture["rows"]]
    series = list(dict.fromkeys(row["series"] for row in rows))
    svg = charts.lines(rows, x=along, y=up, series=series if len(series) > 1 else (), share=picture["share"])
    told = sentence(clauses(_ends(rows, series, say)))
    numbers = [(row["series"], number(row["x"], 6), say(row["y"])) for row in rows]
    note = _("Bands hold nine runs in ten.") if any(row.get("low") is not None for row in rows) else ""
    return Figure(_(picture["title"]), svg, told, (_("Line"), along, up), numbers, note, figures=(1, 2))


def _ends(rows: Sequence[Document], series: Sequence[str], say: Callable[[float | None], str]) -> list[str]:
    """Where each line begins and ends."""
    told = []
    for name in series:
        mine = [row for row in rows if row["series"] == name and row["y"] is not None]
        if mine:
            first, last = mine[0], mine[-1]
            told.append(
                _("{name}: {first} at {start}, {last} at {end}", name=name, first=say(first["y"]),
                  start=number(first["x"]), last=say(last["y"]), end=number(last["x"]))
            )  # fmt: skip
    return told


def notes(text: str) -> list[Html]:
    """Notes as HTML: paragraphs, `- ` lists, `# ` headings and `code`; nothing else of Markdown is read.

    What is translated is a heading, a paragraph or an item at a time, its lines joined by spaces.
    """
    made: list[Html] = []
    for part in text.split("\n\n"):
        lines = part.strip().splitlines()
        if not lines:
            continue
        if lines[0].startswith("#"):
            made.append(tag("h3", declared(lines[0].lstrip("# "))))
            lines = lines[1:]
        if lines and lines[0].startswith("- "):
            made.append(bullets(_inline(" ".join(item.split())) for item in "\n".join(lines)[2:].split("\n- ")))
        elif lines:
            made.append(paragraph(_inline(" ".join(lines))))
    return made


def _inline(text: str) -> Part:
    """A heading, a paragraph or an item of the notes, its code marked up."""
    said = _(text)
    made = with_code(said)
    return english(made) if said == text else made
