"""The tables of an audit: rates of groups, differences between groups, and what moved them."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.report.auditing.found import END, ORIGIN, START, Found, metric, moved, plainly, share, spanned
from sousveil.report.auditing.pictures import bands, rates
from sousveil.report.figure import gallery
from sousveil.report.markup import Html, Part, folded, paragraph, table, tag
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, listing, number, plain

RATES = ("selection_rate", "true_positive_rate", "false_positive_rate", "precision_score", "accuracy_score",
         "balanced_accuracy_score", "false_negative_rate", "true_negative_rate")  # fmt: skip
GAPS = ("demographic_parity_difference", "demographic_parity_ratio", "equalized_odds_difference",
        "equalized_odds_ratio", "equal_opportunity_difference")  # fmt: skip
MAIN = RATES[:4]
"""Rates that are shown at once; the others stand behind a line that opens them."""
WINDOWS = {START: "start", END: "end"}


def wide(head: Sequence[Part], rows: Sequence[Sequence[Part]], caption: str = "") -> Html:
    """A table whose cells hold intervals."""
    return tag("div", table(head, rows, caption=caption or None), class_="claims")


def _head(found: Found, *more: str) -> list[str]:
    return [f"{capital(found.judge(judge))}, {when}" for judge in found.judges for when in (*WINDOWS.values(), *more)]


def groups(found: Found, badge: str) -> Section:
    """Rates of the majority and the minority, by judge, at the start and at the end."""
    rows = [
        (
            Html(f"{metric(found, name)}<br>{tag('small', plain(group))}"),
            *(part for judge in found.judges for part in _ends(found, judge, group, name)),
        )
        for name in MAIN
        for group in ORIGIN
    ]
    start, end = found.one["windows"][0], found.last
    return section(
        "groups",
        "Group by group, at the start and at the end",
        paragraph(
            f"The start is days {start['first']:,} to {start['last']:,}, the end days {end['first']:,} to "
            f"{end['last']:,}. Metrics have the names of scikit-learn and Fairlearn, and their definitions. Below each "
            "figure stands its 95% interval of luck; a change in brackets cannot be told from luck."
        ),
        gallery(rates(found), badge),
        wide(("Metric and group", *_head(found, "change")), rows),
        folded("Every group and window", *_every(found)),
    )


def _ends(found: Found, judge: str, group: str, name: str) -> list[Part]:
    figures = [spanned(found.row("metrics", judge=judge, window=when, group=group, metric=name)) for when in WINDOWS]
    return [*figures, moved(found.row("changes", judge=judge, of=group, metric=name))]


def _every(found: Found) -> list[Html]:
    names = [group for groups in found.one["groups"]["features"].values() for group in groups]
    made = []
    for judge in found.judges:
        rows = [
            (f"{plain(group)}, {window['name']}", _people(found, judge, window["name"], group),
             *(share(found.row("metrics", judge=judge, window=window["name"], group=group, metric=name))
               for name in RATES))
            for group in ("all", *names) for window in found.one["windows"]
        ]  # fmt: skip
        head = ("Group and window", "People", *(tag("code", name) for name in RATES))
        made.append(wide(head, rows, capital(found.judge(judge))))
    return made


def _people(found: Found, judge: str, window: str, group: str) -> str:
    row = found.row("metrics", judge=judge, window=window, group=group, metric=RATES[0])
    return number(row["people"], 6) if row else "-"


def gaps(found: Found) -> Section:
    """Fairlearn's differences and ratios between groups."""
    head, others = ("Metric", *_head(found)), [by for by in found.one["groups"]["features"] if by != "origin"]
    return section(
        "gaps",
        "Differences between groups",
        paragraph(
            "A difference is the largest less the smallest of the groups (0: none), a ratio the smallest by the "
            "largest (1: none). Luck alone makes some of either, more of it the smaller the groups: compare the start "
            "with the end and one score with the other before you read anything into one figure."
        ),
        wide(head, _gaps(found, "origin")),
        folded(f"By {listing(others)}", *(wide(head, _gaps(found, by), f"By {by}") for by in others)),
        _beside(found),
    )


def _gaps(found: Found, by: str) -> list[Sequence[Part]]:
    return [
        (
            Html(f"{metric(found, name)}<br>{tag('small', f'by {by}')}"),
            *(plainly(found.row("disparities", judge=judge, window=when, by=by, metric=name))
              for judge in found.judges for when in WINDOWS),
        )
        for name in GAPS
    ]  # fmt: skip


def _beside(found: Found) -> Html | None:
    if len(found.judges) < 2:
        return paragraph("No model was audited beside it; --model FILE names one.", class_="absent")
    rows = [
        (
            Html(f"{metric(found, name)}<br>{tag('small', plain(of) if of in ORIGIN else f'by {of}')}"),
            *(moved(found.row("beside", window=when, of=of, metric=name)) for when in WINDOWS),
        )
        for of, listed in (*((group, MAIN) for group in ORIGIN), ("origin", GAPS))
        for name in listed
    ]
    return Html(
        tag("h3", "The model beside the plain score")
        + paragraph("The same people with the same luck under both: what the model is more, replicate by replicate.")
        + wide(("Metric", "Model less the plain score, start", "Model less the plain score, end"), rows)
    )


def drift(found: Found, badge: str) -> Section:
    """How the score moved, and whether it still says what it said."""
    if not found.one["drift"]:
        return section("drift", "Drift", absent("No drift.", "This decision keeps no scores by band."))
    rows = [
        (f"{plain(row['group'])}, {row['window']}", capital(found.judge(row["judge"])), plainly(row), row["says"])
        for row in found.one["drift"]
    ]
    names = {"brier_score": "Brier score", "in_the_large": "share right, less the mean chance given",
             "roc_auc_score": "rank order (area under the ROC curve)"}  # fmt: skip
    held = [
        (
            f"{said}, {plain(group)}",
            *(plainly(found.row("calibration", judge=judge, window=when, group=group, metric=name))
              for judge in found.judges for when in WINDOWS),
        )
        for name, said in names.items() for group in ("all", *ORIGIN)
    ]  # fmt: skip
    levels = found.one["stability"]
    return section(
        "drift",
        "Drift: does it still say what it said?",
        paragraph(
            "The population stability index compares the scores of those who come with those who came at the start. In "
            f"practice {levels['some change']} is called some change and {levels['much change']} much; these are "
            "conventions. A thousand points are read as a chance of one, within a tenth; the points of a plain score "
            "were never meant as one, so its Brier score is there to be beaten."
        ),
        gallery(bands(found), badge),
        tag("h3", "Population stability index, against the start"),
        table(("Group and window", "Score", "Index", "In practice called"), rows, figures=(2,)),
        tag("h3", "Calibration"),
        wide(("What", *_head(found)), held),
    )


def lock_in(found: Found) -> Section:
    """What became of those who were refused in the first year."""
    if not found.one["lock_in"]:
        return section("lock-in", "Lock-in", absent("Not measured.", "This decision notes nobody refused early."))
    names = {
        "refused_early": "Adults refused in the first year",
        "still_below_bar": "of them, below the bar at the end",
        "still_without_loan": "of them, who got nothing since",
    }
    listed = ("all", *(g for groups in found.one["groups"]["features"].values() for g in groups))
    rows = [
        (f"{capital(plain(group))}: {capital(found.judge(judge))}",
         *(spanned(found.row("lock_in", judge=judge, group=group, metric=name)) for name in names))
        for group in listed for judge in found.judges
    ]  # fmt: skip
    return section(
        "lock-in",
        "Lock-in: who was refused early, and where they stand at the end",
        paragraph("Who gets no loan cannot pay one back, so that nothing good reaches the file: the refusal stays."),
        wide(("Group and score", *names.values()), rows),
    )


def taken_away(found: Found, name: str, title: str, says: str) -> Section:
    """The same world without something: the difference that it makes."""
    listed = [(of, what) for of in ORIGIN for what in MAIN] + [("origin", what) for what in GAPS]
    rows = [
        (
            Html(f"{metric(found, what)}<br>{tag('small', f'by {of}' if of == 'origin' else plain(of))}"),
            *(moved(found.row(name, judge=judge, of=of, metric=what)) for judge in found.judges),
        )
        for of, what in listed
    ]
    if not found.one[name]:
        return section(name, title, absent("Not measured.", "Nothing in this scenario can be taken away for it."))
    head = ("Metric at the end", *(f"{capital(found.judge(judge))}: what it makes of it" for judge in found.judges))
    return section(name, title, paragraph(says), _often(found) if name == "gaming" else None, wide(head, rows))


def _often(found: Found) -> Html:
    rows = [
        (capital(plain(group)), *(plainly(found.row("gamed", judge=judge, window=when, group=group))
                                  for judge in found.judges for when in WINDOWS))
        for group in ("all", *ORIGIN)
    ]  # fmt: skip
    return wide(("Times, for 100 adults a year", *_head(found)), rows, "How often the file was moved and nothing true")
