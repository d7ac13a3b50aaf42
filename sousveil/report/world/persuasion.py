"""Who persuades whom: first purchases that followed those of others, by class of buyer and class of example."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sousveil.language import N_, _
from sousveil.report.figure import Figure, gallery
from sousveil.report.markup import Html, Part, paragraph, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number, percent
from sousveil.report.world import terms
from sousveil.report.world.lines import beside
from sousveil.report.world.reading import LAST_CHECKED, WorldReading
from sousveil.world.calendar import FIRST_YEAR
from sousveil.world.peers import Peers, by_class, peers

TITLE = N_("Who persuades whom")
WAYS = {
    "pull": N_("all countries that run one, wherever they are"),
    "next_door": N_("neighbours over land"),
    "same_tongue": N_("countries of the same languages"),
    "same_bloc": N_("countries of the same blocs"),
}


def persuasion(reading: WorldReading) -> Section:
    """An account of purchases that followed peers, and of what it is not."""
    account = peers(reading.records, reading.known)
    if account is None or not account.bought.sum():
        none = absent(_("No account."), _("In this world nobody buys after the example of others."))
        return section("persuasion", _(TITLE), none)
    return section(
        "persuasion",
        _(TITLE),
        paragraph(_lead(reading, account), class_="lead"),
        paragraph(
            _(
                "A first purchase followed others where the same draw of luck would not yet have bought a system had no"
                " other country had one. Which others it followed cannot be seen: the chance to buy adds up the systems"
                " of all countries, of neighbours, of countries that share a language or a bloc. The tables lay each"
                " such purchase on those countries in proportion to what their systems added to that chance, on average"
                " over worlds. They are an account of this model's rules, whose weights are assumed; nobody has"
                " measured who persuaded whom."
            )
        ),
        _ways(account),
        *(_matrix(reading, account, kind) for kind in terms.KINDS),
        gallery(_pictures(reading), reading.badge),
    )  # fmt: skip


def _lead(reading: WorldReading, account: Peers) -> str:
    first = sum(p.value for p in reading.course("first_system", reading.base) if p.year <= LAST_CHECKED)
    followed = float(account.bought.sum())
    return _(
        "From {start} to {end}, things being as they were, {count} first purchases in a world followed the example of"
        " others, {share} of {all}. The rest would have come when they did with no example at all: on an offer, or of"
        " the buyer's own accord.",
        start=FIRST_YEAR, end=LAST_CHECKED, count=number(followed),
        share=percent(followed / first if first else None), all=number(first),
    )  # fmt: skip


def _ways(account: Peers) -> Html:
    laid = {way: float(found.sum()) for way, found in account.weighed.items()}
    every = sum(laid.values()) or 1.0
    rows = [(capital(_(WAYS[way])), number(value), percent(value / every)) for way, value in laid.items()]
    head = (_("Through the example of"), _("Purchases in a world"), _("Of those laid on somebody"))
    return table(head, rows, caption=_("By which way"))


def _matrix(reading: WorldReading, account: Peers, kind: str) -> Html:
    members = terms.KINDS[kind]
    of = np.array([members.index(name) for name in reading.records[f"class_{kind}"].values.tolist()])
    found = by_class(account, of, len(members))
    bought = np.bincount(of, account.bought, len(members))
    rows: list[Sequence[Part]] = []
    for at, name in enumerate(members):
        whole = found[at].sum()
        cells = [percent(float(value / whole)) if whole else "\u2013" for value in found[at]]
        rows.append((capital(terms.group(name)), number(float(bought[at])), *cells))
    head = (_("Buyers"), _("Purchases that followed"), *(capital(terms.group(name)) for name in members))
    caption = _(
        "Of 100 such purchases by a class, so many are laid on each class: {kind}", kind=terms.kind(kind)
    )  # fmt: skip
    return table(head, rows, caption=caption)


def _pictures(reading: WorldReading) -> list[Figure]:
    first, after = (reading.course(name, reading.base) for name in ("first_system", "follows_peers"))
    if not (first and after):
        return []
    courses = {_("all first purchases"): first, _("that followed others"): after}
    return [beside(_("First purchases in a year, all countries"), _("a year"), courses)]
