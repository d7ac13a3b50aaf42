"""The tables of an audit: rates of groups, differences between groups, and what moved them."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.language import N_, _
from sousveil.report.auditing.found import (
    ORIGIN,
    WINDOWS,
    Found,
    by_feature,
    called,
    group_and_window,
    metric,
    moved,
    plainly,
    share,
    spanned,
    when,
)
from sousveil.report.auditing.pictures import bands, rates
from sousveil.report.figure import gallery
from sousveil.report.markup import Html, Part, folded, paragraph, table, tag
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, listing, number, plain, whole

RATES = ("selection_rate", "true_positive_rate", "false_positive_rate", "precision_score", "accuracy_score",
         "balanced_accuracy_score", "false_negative_rate", "true_negative_rate")  # fmt: skip
GAPS = ("demographic_parity_difference", "demographic_parity_ratio", "equalized_odds_difference",
        "equalized_odds_ratio", "equal_opportunity_difference")  # fmt: skip
MAIN = RATES[:4]
"""Rates that are shown at once; the others stand behind a line that opens them."""
CALIBRATION = {
    "brier_score": N_("Brier score"),
    "in_the_large": N_("share right, less the mean chance given"),
    "roc_auc_score": N_("rank order (area under the ROC curve)"),
}
LOCK_IN = {
    "refused_early": N_("Adults refused in the first year"),
    "still_below_bar": N_("of them, below the bar at the end"),
    "still_without_loan": N_("of them, who got nothing since"),
}


def wide(head: Sequence[Part], rows: Sequence[Sequence[Part]], caption: str = "") -> Html:
    """A table whose cells hold intervals."""
    return tag("div", table(head, rows, caption=caption or None), class_="claims")


def _head(found: Found, *more: str) -> list[str]:
    return [
        _("{judge}, {when}", judge=found.titled(judge), when=said)
        for judge in found.judges
        for said in (*map(when, WINDOWS), *more)
    ]


def _metric(found: Found, name: str, of: str) -> Html:
    """A metric, and below it of which group or between which groups it is."""
    return Html(f"{metric(found, name)}<br>{tag('small', plain(of) if of in ORIGIN else by_feature(of))}")


def groups(found: Found, badge: str) -> Section:
    """Rates of the majority and the minority, by judge, at the start and at the end."""
    rows = [
        (
            _metric(found, name, group),
            *(part for judge in found.judges for part in _ends(found, judge, group, name)),
        )
        for name in MAIN
        for group in ORIGIN
    ]
    start, end = found.one["windows"][0], found.last
    return section(
        "groups",
        _("Group by group, at the start and at the end"),
        paragraph(
            _(
                "The start is days {first} to {last}, the end days {first_then} to {last_then}. Metrics have the names"
                " of scikit-learn and Fairlearn, and their definitions. Below each figure stands its 95% interval of"
                " luck; a change in brackets cannot be told from luck.",
                first=whole(start["first"]), last=whole(start["last"]), first_then=whole(end["first"]),
                last_then=whole(end["last"]),
            )
        ),
        gallery(rates(found), badge),
        wide((_("Metric and group"), *_head(found, _("change"))), rows),
        folded(_("Every group and window"), *_every(found)),
    )  # fmt: skip


def _ends(found: Found, judge: str, group: str, name: str) -> list[Part]:
    figures = [spanned(found.row("metrics", judge=judge, window=window, group=group, metric=name))
               for window in WINDOWS]  # fmt: skip
    return [*figures, moved(found.row("changes", judge=judge, of=group, metric=name))]


def _every(found: Found) -> list[Html]:
    names = [group for groups in found.one["groups"]["features"].values() for group in groups]
    made = []
    for judge in found.judges:
        rows = [
            (group_and_window({"group": group, "window": window["name"]}), _people(found, judge, window["name"], group),
             *(share(found.row("metrics", judge=judge, window=window["name"], group=group, metric=name))
               for name in RATES))
            for group in ("all", *names) for window in found.one["windows"]
        ]  # fmt: skip
        head = (_("Group and window"), _("People"), *(tag("code", name) for name in RATES))
        made.append(wide(head, rows, found.titled(judge)))
    return made


def _people(found: Found, judge: str, window: str, group: str) -> str:
    row = found.row("metrics", judge=judge, window=window, group=group, metric=RATES[0])
    return number(row["people"], 6) if row else "-"


def gaps(found: Found) -> Section:
    """Fairlearn's differences and ratios between groups."""
    head, others = (_("Metric"), *_head(found)), [by for by in found.one["groups"]["features"] if by != "origin"]
    return section(
        "gaps",
        _("Differences between groups"),
        paragraph(
            _(
                "A difference is the largest less the smallest of the groups (0: none), a ratio the smallest by the"
                " largest (1: none). Luck alone makes some of either, more of it the smaller the groups: compare the"
                " start with the end and one score with the other before you read anything into one figure."
            )
        ),
        wide(head, _gaps(found, "origin")),
        folded(
            capital(_("by {feature}", feature=listing([_(by) for by in others]))),
            *(wide(head, _gaps(found, by), capital(by_feature(by))) for by in others),
        ),
        _beside(found),
    )


def _gaps(found: Found, by: str) -> list[Sequence[Part]]:
    return [
        (
            _metric(found, name, by),
            *(plainly(found.row("disparities", judge=judge, window=window, by=by, metric=name))
              for judge in found.judges for window in WINDOWS),
        )
        for name in GAPS
    ]  # fmt: skip


def _beside(found: Found) -> Html | None:
    if len(found.judges) < 2:
        return paragraph(_("No model was audited beside it; --model FILE names one."), class_="absent")
    rows = [
        (
            _metric(found, name, of),
            *(moved(found.row("beside", window=window, of=of, metric=name)) for window in WINDOWS),
        )
        for of, listed in (*((group, MAIN) for group in ORIGIN), ("origin", GAPS))
        for name in listed
    ]
    note = _("The same people with the same luck under both: what the model is more, replicate by replicate.")
    head = (_("Metric"), _("Model less the plain score, start"), _("Model less the plain score, end"))
    return Html(tag("h3", _("The model beside the plain score")) + paragraph(note) + wide(head, rows))


def drift(found: Found, badge: str) -> Section:
    """How the score moved, and whether it still says what it said."""
    if not found.one["drift"]:
        return section("drift", _("Drift"), absent(_("No drift."), _("This decision keeps no scores by band.")))
    rows = [
        (group_and_window(row), found.titled(row["judge"]), plainly(row), called(row["says"]))
        for row in found.one["drift"]
    ]
    levels = found.one["stability"]
    return section(
        "drift",
        _("Drift: does it still say what it said?"),
        paragraph(
            _(
                "The population stability index compares the scores of those who come with those who came at the start."
                " In practice {some} is called some change and {much} much; these are conventions. A thousand points"
                " are read as a chance of one, within a tenth; the points of a plain score were never meant as one, so"
                " its Brier score is there to be beaten.",
                some=levels["some change"], much=levels["much change"],
            )
        ),
        gallery(bands(found), badge),
        tag("h3", _("Population stability index, against the start")),
        table((_("Group and window"), _("Score"), _("Index"), _("In practice called")), rows, figures=(2,)),
        tag("h3", _("Calibration")),
        wide((_("What"), *_head(found)), _calibration(found)),
    )  # fmt: skip


def _calibration(found: Found) -> list[Sequence[Part]]:
    return [
        (
            _("{measure}, {group}", measure=_(said), group=plain(group)),
            *(plainly(found.row("calibration", judge=judge, window=window, group=group, metric=name))
              for judge in found.judges for window in WINDOWS),
        )
        for name, said in CALIBRATION.items() for group in ("all", *ORIGIN)
    ]  # fmt: skip


def lock_in(found: Found) -> Section:
    """What became of those who were refused in the first year."""
    if not found.one["lock_in"]:
        return section(
            "lock-in", _("Lock-in"), absent(_("Not measured."), _("This decision notes nobody refused early."))
        )
    listed = ("all", *(g for groups in found.one["groups"]["features"].values() for g in groups))
    rows = [
        (_("{group}: {judge}", group=capital(plain(group)), judge=found.titled(judge)),
         *(spanned(found.row("lock_in", judge=judge, group=group, metric=name)) for name in LOCK_IN))
        for group in listed for judge in found.judges
    ]  # fmt: skip
    return section(
        "lock-in",
        _("Lock-in: who was refused early, and where they stand at the end"),
        paragraph(_("Who gets no loan cannot pay one back, so that nothing good reaches the file: the refusal stays.")),
        wide((_("Group and score"), *map(_, LOCK_IN.values())), rows),
    )


def taken_away(found: Found, name: str, title: str, says: str) -> Section:
    """The same world without something: the difference that it makes."""
    if not found.one[name]:
        nothing = absent(_("Not measured."), _("Nothing in this scenario can be taken away for it."))
        return section(name, title, nothing)
    listed = [(of, what) for of in ORIGIN for what in MAIN] + [("origin", what) for what in GAPS]
    rows = [
        (
            _metric(found, what, of),
            *(moved(found.row(name, judge=judge, of=of, metric=what)) for judge in found.judges),
        )
        for of, what in listed
    ]
    head = (
        _("Metric at the end"),
        *(_("{judge}: what it makes of it", judge=found.titled(judge)) for judge in found.judges),
    )
    return section(name, title, paragraph(says), _often(found) if name == "gaming" else None, wide(head, rows))


def _often(found: Found) -> Html:
    rows = [
        (capital(plain(group)), *(plainly(found.row("gamed", judge=judge, window=window, group=group))
                                  for judge in found.judges for window in WINDOWS))
        for group in ("all", *ORIGIN)
    ]  # fmt: skip
    head = (_("Times, for 100 adults a year"), *_head(found))
    return wide(head, rows, _("How often the file was moved and nothing true"))
