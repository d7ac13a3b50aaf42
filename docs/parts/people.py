"""How the population starts: what a census does not say, and how people are tied."""

from __future__ import annotations

from parts.markdown import cell, code, number, table
from sousveil.population import ties, traits


def dispositions() -> str:
    """The spread of what no census counts."""
    rows = [
        [code(s.column), f"Beta({number(s.a)}, {number(s.b)})", number(s.mean), cell(s.doc), s.evidence, "-"]
        for s in traits.SPREADS
    ]
    for name, chance in vars(traits).items():
        if isinstance(chance, traits.Chance):
            label = name.lower().replace("_", " ")
            rows.append(
                [label, "share", number(chance.share), cell(chance.doc), chance.evidence, cell(chance.source) or "-"]
            )
    return table(["what", "law", "mean", "doc", "evidence", "source"], rows)


def friends() -> str:
    """The numbers of friends that the fields give."""
    mean, variance = ties.degree_law()
    near, fields = len(ties.NEAR), len(ties.MASKS)
    return (
        f"Friends: {fields} fields of pairs, of which {near} stay inside the place. Where every field has a partner, "
        f"the number of friends has mean {mean:.2f} and variance {variance:.2f}."
    )
