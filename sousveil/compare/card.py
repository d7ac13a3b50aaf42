"""What a pair, and a weighing of safeguards, show of themselves in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sousveil.measures.paired import Entry, said
from sousveil.measures.registry import SECTIONS
from sousveil.measures.table import NOT_ASSESSED, readable, readable_signed
from sousveil.scenario import Scenario
from sousveil.shown import Piece, card, facts, folded, plural, table

ALL = "all"
HEADS = ("Measure", "Baseline", "Reform", "Effect", "95% interval of luck", "Range over assumptions", "So it", "Unit")
DIFFERENCES = ("What", "Baseline", "Reform", "From day")
Document = Mapping[str, Any]


def pair_card(
    baseline: Scenario, reform: Scenario, differing: Sequence[Document], entries: Sequence[Entry], pairs: int,
    lives: Mapping[str, int],
) -> str:  # fmt: skip
    """Effects on everybody, what they are effects of, and in how many lives of the first pair they show."""
    mine = {entry["name"]: entry for entry in entries if entry["group"] == ALL}
    moved = {name: entry for name, entry in mine.items() if entry["effect"] is not None and said(entry) != "none"}
    still = [name.replace("_", " ") for name, entry in mine.items() if said(entry) == "none"]
    absent = [(name.replace("_", " "), entry.get("reason", "")) for name, entry in mine.items()
              if entry["effect"] is None]  # fmt: skip
    return card(
        f"{baseline.title or baseline.name}, beside {_other(baseline, reform)}",
        facts(f"{baseline.people:,} synthetic people, the same with the same luck on both sides",
              plural(baseline.days, "day"), f"seed {baseline.seed}", plural(pairs, "pair")),
        "" if pairs > 1 else "With one pair luck is not assessed.",
        table(DIFFERENCES, map(_differing, differing), numbers=(1, 2, 3), caption="What the reform says otherwise"),
        table(HEADS, _rows(moved), numbers=range(1, 6), caption="What that changes for everybody at home"),
        f"In the first pair {plural(lives['parted'], 'life parts', 'lives part')}; something else was done to "
        f"{plural(lives['fates'], 'person', 'people')}.",
        folded(f"{plural(len(still), 'measure is', 'measures are')} the same in every pair", ", ".join(still)),
        _absent(absent),
    )  # fmt: skip


def _other(baseline: Scenario, reform: Scenario) -> str:
    name = reform.title or reform.name
    return "its reform" if name == (baseline.title or baseline.name) else name


def _differing(row: Document) -> list[str]:
    return [row["what"], _value(row["baseline"]), _value(row["reform"]), str(row["day"])]


def _value(value: Any) -> str:
    return readable(value) if isinstance(value, int | float) else str(value)


def _rows(moved: Mapping[str, Entry]) -> Iterator[Sequence[str]]:
    for title, measures in SECTIONS.items():
        told = [moved[measure.name] for measure in measures if measure.name in moved]
        if told:
            yield (title,)
            yield from map(_row, told)


def _row(entry: Entry) -> list[str]:
    unit = f"{entry['unit']} per {entry['per']}" if entry["per"] else entry["unit"]
    says = said(entry)
    return [
        entry["name"].replace("_", " "), readable(entry["baseline"]), readable(entry["reform"]),
        readable_signed(entry["effect"]), span(entry["low"], entry["high"]),
        span(entry["assumed_low"], entry["assumed_high"]), "luck not assessed" if says == NOT_ASSESSED else says, unit,
    ]  # fmt: skip


def span(low: float | None, high: float | None) -> str:
    """ "-1.2 to +3", or that it was not assessed."""
    if low is None or high is None:
        return NOT_ASSESSED
    return f"{readable_signed(low)} to {readable_signed(high)}"


def _absent(rows: Sequence[tuple[str, str]]) -> Piece:
    heading = f"{plural(len(rows), 'measure has', 'measures have')} no effect to tell, and why"
    return folded(heading, table(("Measure", "Why"), rows)) if rows else Piece("")


def weighing_card(made: Document) -> str:
    """Each option on each measure, of which none is an index; `made`: the document of a weighing."""
    names = [*made["harms"], *made["goals"]]
    return card(
        f"Safeguards weighed: {made['scenario']['title'] or made['scenario']['name']}",
        facts(f"{made['people']:,} synthetic people", plural(made["days"], "day"), f"seed {made['seed']}",
              plural(made["replicates"], "replicate")),
        "Effects on everybody at home, with the 95% interval of luck. All of these are better where they are smaller. "
        "An option is unbeaten if no other is nowhere worse and somewhere better.",
        table(("Option", "Unbeaten", *(_named(made, name) for name in names)),
              (_option(one, names) for one in made["options"]), numbers=range(2, 2 + len(names))),
        "" if not made["nothing_is_pareto"] else "To change nothing is unbeaten, too.",
        folded("Safeguards that change nothing here", table(("Safeguard", "Why"), made["idle"].items()))
        if made["idle"] else "",
        folded("Pairs that contradict each other", table(("Pair", "Why"), made["refused"].items()))
        if made["refused"] else "",
    )  # fmt: skip


def _named(made: Document, name: str) -> str:
    one = made["measures"][name]
    return f"{name.replace('_', ' ')}, {one['unit']}" + (f" per {one['per']}" if one["per"] else "")


def _option(one: Document, names: Sequence[str]) -> list[str]:
    effects = {entry["name"]: entry for entry in one["effects"] if entry["group"] == ALL}
    cells = [
        f"{readable_signed(e['effect'])} ({span(e['low'], e['high'])})" if e["effect"] is not None else e["reason"]
        for e in (effects[name] for name in names)
    ]
    return [" and ".join(one["names"]).replace("_", " "), "yes" if one["pareto"] else "no", *cells]
