"""Who persuades whom: first purchases that followed those of others, by class of buyer and class of example."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sousveil.report.figure import gallery
from sousveil.report.markup import Html, Part, paragraph, table
from sousveil.report.section import Section, absent, section
from sousveil.report.words import capital, number, percent
from sousveil.report.world import terms
from sousveil.report.world.lines import beside
from sousveil.report.world.reading import LAST_CHECKED, WorldReading
from sousveil.world.calendar import FIRST_YEAR
from sousveil.world.peers import Peers, by_class, peers

TITLE = "Who persuades whom"
WAYS = {
    "pull": "all countries that run one, wherever they are",
    "next_door": "neighbours over land",
    "same_tongue": "countries of the same languages",
    "same_bloc": "countries of the same blocs",
}


def persuasion(reading: WorldReading) -> Section:
    """An account of purchases that followed peers, and of what it is not."""
    account = peers(reading.records, reading.known)
    if account is None or not account.bought.sum():
        return section(
            "persuasion", TITLE, absent("No account.", "In this world nobody buys after the example of others.")
        )
    return section(
        "persuasion",
        TITLE,
        paragraph(_lead(reading, account), class_="lead"),
        paragraph(
            "A first purchase followed others where the same draw of luck would not yet have bought a system had no"
            " other country had one. Which others it followed cannot be seen: the chance to buy adds up the systems"
            " of all countries, of neighbours, of countries that share a language or a bloc. The tables lay each such"
            " purchase on those countries in proportion to what their systems added to that chance, on average over"
            " worlds. They are an account of this model's rules, whose weights are assumed; nobody has measured who"
            " persuaded whom."
        ),
        _ways(account),
        *(_matrix(reading, account, kind) for kind in terms.KINDS),
        gallery(_pictures(reading), reading.badge),
    )  # fmt: skip


def _lead(reading: WorldReading, account: Peers) -> str:
    first = sum(p.value for p in reading.course("first_system", reading.base) if p.year <= LAST_CHECKED)
    followed = float(account.bought.sum())
    share = f", {percent(followed / first)} of {number(first)}" if first else ""
    return (
        f"From {FIRST_YEAR} to {LAST_CHECKED}, things being as they were, {number(followed)} first purchases in a world"
        f" followed the example of others{share}. The rest would have come when they did with no example at all: on an"
        " offer, or of the buyer's own accord."
    )


def _ways(account: Peers) -> Html:
    laid = {way: float(found.sum()) for way, found in account.weighed.items()}
    every = sum(laid.values()) or 1.0
    rows = [(capital(WAYS[way]), number(value), percent(value / every)) for way, value in laid.items()]
    return table(("Through the example of", "Purchases in a world", "Of those laid on somebody"), rows,
                 caption="By which way")  # fmt: skip


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
    head = ("Buyers", "Purchases that followed", *(capital(terms.group(name)) for name in members))
    caption = f"Of 100 such purchases by a class, so many are laid on each class: {terms.KIND_WORDS[kind]}"
    return table(head, rows, caption=caption)


def _pictures(reading: WorldReading) -> list:  # type: ignore[type-arg]
    first, after = (reading.course(name, reading.base) for name in ("first_system", "follows_peers"))
    courses = {"all first purchases": first, "that followed others": after}
    return [beside("First purchases in a year, all countries", "a year", courses)] if first and after else []
