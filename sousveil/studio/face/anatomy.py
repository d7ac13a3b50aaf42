"""The small picture of a scenario: the rules of the lab in the order of the day, and which of them take part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sousveil.contract.phases import PEOPLE, Phase
from sousveil.language import _, _n
from sousveil.report.markup import Html, tag
from sousveil.report.words import plain

DRAWN = tuple(phase.name for phase in PEOPLE if phase is not Phase.OBSERVE)
"""The phases that are drawn; in the one that is left out nothing changes."""
SYSTEM = ("WATCH", "JUDGE", "ENFORCE")  # what the system does; the rest is what people do and rulers see
COLUMN, ROW, RADIUS, ACROSS, TOP = 46, 15, 5, 2, 20


def anatomy(title: str, known: Mapping[str, Sequence[str]], present: frozenset[str]) -> Html:
    """An SVG. known: phase -> all rules that any shipped scenario has; present: the rules of this one."""
    rows = max(-(-len(rules) // ACROSS) for rules in known.values())
    size = f"0 0 {COLUMN * len(DRAWN)} {TOP + ROW * rows}"
    columns = (_column(at, phase, known.get(phase, ()), present) for at, phase in enumerate(DRAWN))
    return tag(
        "svg",
        *columns,
        viewBox=size,
        role="img",
        aria_label=_("{title}: {told}", title=title, told=said(known, present)),
    )


def said(known: Mapping[str, Sequence[str]], present: frozenset[str]) -> str:
    """What the picture says, in words."""
    counts = {phase: sum(rule in present for rule in known.get(phase, ())) for phase in SYSTEM}
    if not any(counts.values()):
        return _("nothing here watches, judges or enforces")
    watch, judge, enforce = counts.values()
    return _n(
        "{count} rule of the system: {watch} watch, {judge} judge, {enforce} enforce",
        "{count} rules of the system: {watch} watch, {judge} judge, {enforce} enforce",
        sum(counts.values()), count=sum(counts.values()), watch=watch, judge=judge, enforce=enforce,
    )  # fmt: skip


def _column(at: int, phase: str, rules: Sequence[str], present: frozenset[str]) -> Html:
    middle = COLUMN * at + COLUMN // 2
    dots = (
        tag(
            "circle",
            tag("title", plain(rule) if rule in present else _("{rule} (not here)", rule=plain(rule))),
            cx=middle + (number % ACROSS * 2 - 1) * ROW // 2,
            cy=TOP + ROW * (number // ACROSS) + ROW // 2,
            r=RADIUS,
            class_="on" if rule in present else "off",
        )
        for number, rule in enumerate(rules)
    )
    text = tag("text", _(phase.lower()), x=middle, y=11, text_anchor="middle")
    return tag("g", text, *dots, class_="system" if phase in SYSTEM else "people")
