"""Worlds beside what is published: tables of one measured run, written by `make world-facts`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from parts.files import published, simulated
from parts.markdown import cell, code, table
from sousveil.world.figures import FIGURES
from sousveil.world.measures import MEASURES, SINCE

MEASURED = Path(__file__).parents[1] / "measured-world.json"
SIGNED = {"supports": "support", "criticises": "criticism", "silent": "neither"}


@cache
def measured() -> dict[str, Any]:
    """The kept run."""
    found: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def facts() -> str:
    """Published figures of the world scenario beside simulated ones."""
    kept = measured()
    intro = (
        f"Simulated with version {kept['version']}, seed {kept['seed']} and {kept['replicates']:,} worlds by `make "
        f"world-facts`; {kept['regimes']}. A figure after ± is the standard deviation of single worlds.\n\n"
    )
    rows = [
        [f"[{row['id']}](#fact-{row['id'].lower()})", cell(row["claim"]), published(row["published"], row["unit"]),
         row["role"] + (f" ({row['free']} free)" if row["free"] else ""),
         *simulated(row | {"standard_error": row["spread"]}), code(row["measure"]), cell(row["source"])]
        for row in kept["facts"]
    ]  # fmt: skip
    heads = ["entry", "figure", "published", "role", "simulated", "verdict", "simulated as", "source"]
    return intro + table(heads, rows)


def fit() -> str:
    """What the shipped scenario takes as given, where it is drawn instead: how good the fit is."""
    rows = [
        [cell(row["claim"]), published(row["published"], row["unit"]),
         f"{row['simulated']:.4g} ± {row['spread']:.2g}", code(row["measure"])]
        for row in measured()["fit"]
    ]  # fmt: skip
    return table(["figure", "published", "simulated", "simulated as"], rows)


def forecast() -> str:
    """Scores of the forecast beside persistence, and numbers beside those published."""
    rows = [
        [code(one["key"]), f"{one['countries']} countries: {one['outcomes']}", one["evidence"],
         f"{one[other]['model']:.3f}", f"{one[other]['other']:.3f} ({said})",
         f"{one[other]['gain']:+.3f} ({one[other]['low']:+.3f} to {one[other]['high']:+.3f})", _better(one[other])]
        for one in measured()["scores"]
        for other, said in (("persistence", "everybody repeats themselves"),
                            ("frequencies", "as often as in 2019 and 2020"))
        if one[other] is not None
    ]  # fmt: skip
    heads = ["occasion", "of", "names", "Brier score", "of the other forecast", "better by (95 % over countries)", "so"]
    numbers = [
        [code(one["key"]), SIGNED[one["side"]], str(one["published"]), f"{one['value']:.1f}",
         f"{one['world_low']:.0f} to {one['world_high']:.0f}", _inside(one), cell(one["source"])]
        for one in measured()["counts"]
    ]  # fmt: skip
    asked = ["occasion", "side", "published", "simulated", "19 of 20 single worlds", "published lies", "source"]
    return _sum() + "\n\n" + table(heads, rows) + "\n" + table(asked, numbers)


def _sum() -> str:
    """How the forecast stands against persistence, in a sentence."""
    so = [_better(one["persistence"]) for one in measured()["scores"]]
    lower = sum(one["persistence"]["gain"] > 0 for one in measured()["scores"])
    return (
        f"**Of {len(so)} occasions persistence is beaten on {so.count('better')}** beyond what luck among countries "
        f"explains, and on {so.count('worse')} it is better by as much; on {lower} the score of the forecast is the "
        "lower one, told apart or not."
    )


def _better(score: dict[str, float]) -> str:
    if score["low"] > 0:
        return "better"
    if score["high"] < 0:
        return "worse"
    return "not told apart"


def _inside(one: dict[str, float]) -> str:
    if one["published"] > one["world_high"]:
        return "above"
    return "below" if one["published"] < one["world_low"] else "inside"


def classes() -> str:
    """Who signed, by class of regime."""
    regimes = list(dict.fromkeys(one["regime"] for one in measured()["classes"]))
    sides: dict[tuple[str, str, str], list[str]] = {}
    for one in measured()["classes"]:
        told = sides.setdefault((one["key"], one["side"], one["role"]), [])
        told.append(f"{one['documented']} / {one['simulated']:.1f}")
    rows = [[code(key), SIGNED[side], role, *told] for (key, side, role), told in sides.items()]
    return table(["occasion", "side", "role", *(regime.replace("_", " ") for regime in regimes)], rows)


def adoption() -> str:
    """Logistic regression of buying from the exporter, in both specifications."""
    rows = [
        [f"{one['regime_effect']:g}", code(one["reason"]), f"{one['value']:+.2f}",
         f"{one['low']:+.2f} to {one['high']:+.2f}", f"{100 * one['positive']:.0f} %"]
        for one in measured()["adoption"]
    ]  # fmt: skip
    heads = ["`procurement.regime_effect`", "reason", "log odds, lowest to highest", "95 % interval of the mean",
             "positive in"]  # fmt: skip
    return table(heads, rows)


def question() -> str:
    """What becomes of those who wavered: things as they were, and what each other condition changes."""
    kept = measured()
    first, *others = kept["conditions"]
    docs = {one.name: one.doc for one in SINCE}
    intro = (
        f"{kept['replicates']:,} worlds with other luck and {kept['guesses']:,} with other guesses, of each condition; "
        f"numbers are {kept['measures'][0]['per']}.\n\n"
    )
    parts = [intro]
    for year in sorted({one["year"] for one in kept["measures"] if one["name"] in docs}):
        rows = []
        for name, doc in docs.items():
            level = _found("measures", name, first, year)
            apart = [_difference(_found("differences", name, other, year)) for other in others]
            rows.append([cell(doc), _level(level), *apart])
        heads = ["countries that", "(a) as it was", *(f"({'bcdef'[i]})" for i in range(len(others)))]
        parts.append(f"**By the end of {year}**\n\n" + table(heads, rows) + "\n")
    said = [f"({'abcdef'[i]}) {cell(words)}" for i, words in enumerate(kept["conditions"].values())]
    return "".join(parts) + "; ".join(said) + ".\n"


def _found(kind: str, name: str, arm: str, year: int) -> dict[str, Any]:
    entries = measured()[kind]
    return next(e for e in entries if (e["name"], e["arm"], e["year"]) == (name, arm, year))


def _level(one: dict[str, Any]) -> str:
    return (
        f"**{one['value']:.1f}** ({one['low']:.1f} to {one['high']:.1f}; single worlds {one['world_low']:.0f} to "
        f"{one['world_high']:.0f}; guesses {one['assumed_low']:.0f} to {one['assumed_high']:.0f})"
    )


def _difference(one: dict[str, Any]) -> str:
    agreed = "" if one["same_sign"] is None else f"; {100 * one['same_sign']:.0f} % of guesses agree"
    return (
        f"**{one['value']:+.1f}** ({one['low']:+.1f} to {one['high']:+.1f}; guesses {one['assumed_low']:+.0f} to "
        f"{one['assumed_high']:+.0f}{agreed})"
    )


def measures() -> str:
    """Every measure of worlds, and every figure that facts of a world scenario can name."""
    rows = [[code(one.name), cell(one.unit), cell(one.doc), ", ".join(map(str, one.years))] for one in MEASURES]
    figures = [[code(name), cell(one.unit), cell(one.doc)] for name, one in FIGURES.items()]
    return (
        table(["measure", "unit", "countries that", "at the end of"], rows)
        + "\n"
        + table(["figure", "unit", "what"], figures)
    )
