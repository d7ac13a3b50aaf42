"""The answer of an audit, in sentences: what the score did to whom, at the start and at the end."""

from __future__ import annotations

from sousveil.language import N_, _
from sousveil.report.auditing.found import END, ORIGIN, START, TOLD, Document, Found, called, share
from sousveil.report.markup import bullets, paragraph
from sousveil.report.section import Section, section
from sousveil.report.words import number, plural, signed_points, whole


def answer(found: Found) -> Section:
    """What the page says first."""
    return section(
        "answer",
        _("What the score did, and to whom"),
        *(paragraph(_lead(found, judge), class_="lead") for judge in reversed(found.judges)),
        bullets([line for judge in found.judges for line in _judge(found, judge)]),
        paragraph(
            _(
                "Who {truth} is known here because the people are synthetic. That truth is the auditor's, and no score"
                " has seen it.",
                truth=found.word("truth"),
            )
        ),
    )


def _lead(found: Found, judge: str) -> str:
    """How many of each group a judge chose, at the start and at the end."""
    where = {"judge": judge, "metric": "selection_rate"}
    start, end = (
        [share(found.row("metrics", window=window, group=group, **where)) for group in ORIGIN]
        for window in (START, END)
    )
    return _(
        "With {judge}, {majority} of the majority and {minority} of the minority {chosen} at the start, of those who"
        " {asked}; after {time} of its own consequences, {majority_then} and {minority_then}.",
        judge=found.judge(judge), majority=start[0], minority=start[1], chosen=found.word("chosen"),
        asked=found.word("asked"), time=found.years(), majority_then=end[0], minority_then=end[1],
    )  # fmt: skip


def _judge(found: Found, judge: str) -> list[str]:
    """What else is known of a judge, a sentence each."""
    said = (_good(found, judge), _gaps(found, judge), _locked(found, judge), _gamed(found, judge), _drift(found, judge))
    return [sentence for sentence in said if sentence]


def _good(found: Found, judge: str) -> str:
    where = {"judge": judge, "window": END, "metric": "true_positive_rate"}
    majority, minority = (share(found.row("metrics", group=group, **where)) for group in ORIGIN)
    return _(
        "{judge}: at the end, of those who {good}, {majority} of the majority and {minority} of the minority {chosen}.",
        judge=found.titled(judge), good=found.word("good"), majority=majority, minority=minority,
        chosen=found.word("chosen"),
    )  # fmt: skip


GOOD_GAP = (
    N_("that gap has no value"),
    N_("that gap went from {before} to {after} percentage points"),
    N_("that gap went from {before} to {after} percentage points (not told apart from luck)"),
)
WHOLE_GAP = (
    N_("the gap between all who {asked} has no value"),
    N_("the gap between all who {asked} went from {before} to {after} percentage points"),
    N_("the gap between all who {asked} went from {before} to {after} percentage points (not told apart from luck)"),
)
"""How a gap moved: where it has no value, where its move is told apart from luck, and where it is not."""


def _gaps(found: Found, judge: str) -> str:
    good, everybody = (
        found.row("changes", judge=judge, of="origin", metric=name)
        for name in ("equal_opportunity_difference", "demographic_parity_difference")
    )
    return _(
        "{judge}: {one}; {other}.",
        judge=found.titled(judge), one=_gap(GOOD_GAP, good, found), other=_gap(WHOLE_GAP, everybody, found),
    )  # fmt: skip


def _gap(messages: tuple[str, str, str], row: Document, found: Found) -> str:
    """How a difference between groups moved from the start to the end."""
    asked = found.word("asked")
    if row.get("effect") is None:
        return _(messages[0], asked=asked)
    ends = {"before": number(100 * row["before"], 2), "after": number(100 * row["after"], 2)}
    return _(messages[1 if row["says"] in TOLD else 2], asked=asked, **ends)


def _locked(found: Found, judge: str) -> str:
    early, below = (
        found.row("lock_in", judge=judge, group="all", metric=name) for name in ("refused_early", "still_below_bar")
    )
    if not early:
        return ""
    return _(
        "{judge}: {refused} of adults were refused in the first year, and {below} of them stand below the bar on the"
        " last day.",
        judge=found.titled(judge), refused=share(early), below=share(below),
    )  # fmt: skip


GAMED = (
    N_("{judge}: gaming moves the share of those chosen who {good} by nothing that has a value, at the end."),
    N_("{judge}: gaming moves the share of those chosen who {good} by {points}, at the end."),
    N_("{judge}: gaming moves the share of those chosen who {good} by {points}, which these runs cannot tell from"
       " nothing, at the end."),
)  # fmt: skip
"""Where it has no value, where it is told apart from luck, and where it is not."""


def _gamed(found: Found, judge: str) -> str:
    row = found.row("gaming", judge=judge, of="all", metric="precision_score")
    if not row:
        return ""
    values = {"judge": found.titled(judge), "good": found.word("good")}
    if row["effect"] is None:
        return _(GAMED[0], **values)
    return _(GAMED[1 if row["says"] in TOLD else 2], points=signed_points(row["effect"]), **values)


def _drift(found: Found, judge: str) -> str:
    row = found.row("drift", judge=judge, window=END, group="all")
    if not row:
        return ""
    return _(
        "{judge}: the scores of those who come have drifted by a stability index of {index} ({called}).",
        judge=found.titled(judge), index=number(row["value"]), called=called(row["says"]),
    )  # fmt: skip


def made_of(found: Found) -> str:
    """How many runs stand behind it."""
    worlds = (1 + sum(bool(found.one[name]) for name in ("gaming", "feedback"))) * len(found.judges)
    return _("{worlds}, {times} times each", worlds=plural(worlds, "{count} world", "{count} worlds"),
             times=whole(found.one["replicates"]))  # fmt: skip
