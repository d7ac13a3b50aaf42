"""Rights by their articles: the International Covenant on Civil and Political Rights, and the EU Charter beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sousveil.language import N_
from sousveil.measures.articles import ARTICLES

ICCPR = N_("International Covenant on Civil and Political Rights, 1966")
CHARTER = N_("Charter of Fundamental Rights of the European Union, OJ C 326, 26.10.2012")

TITLES: dict[int, str] = {
    6: N_("liberty and security"), 7: N_("private and family life"), 8: N_("protection of personal data"),
    10: N_("thought, conscience and religion"), 11: N_("expression and information"),
    12: N_("assembly and association"), 20: N_("equality before the law"), 21: N_("non-discrimination"),
    24: N_("rights of the child"), 33: N_("family life"),
    39: N_("vote and candidacy in elections to the European Parliament"), 41: N_("good administration"),
    45: N_("movement and residence"), 47: N_("effective remedy and fair trial"), 48: N_("presumption of innocence"),
}  # fmt: skip

BESIDE: dict[int, tuple[int, ...]] = {
    9: (6,), 12: (45,), 14: (47, 48), 17: (7, 8), 18: (10,), 19: (11,), 21: (12,), 22: (12,), 23: (7, 33), 24: (24,),
    25: (39, 41), 26: (20, 21),
}  # fmt: skip
"""Article of the Covenant -> articles of the Charter nearest to it. The pairing is ours; no law says so."""


def charter(covenant: Iterable[int]) -> list[int]:
    """Articles of the Charter beside these of the Covenant."""
    return sorted({article for one in covenant for article in BESIDE.get(one, ())})


def rights_touched(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each article of the Covenant that a line touches, the Charter beside it, and the lines."""
    found: dict[int, list[str]] = {}
    for line in lines:
        for article in line["covenant"]:
            found.setdefault(article, []).append(line["id"])
    return [
        {
            "id": f"right.{article}", "covenant": article, "name": ARTICLES.get(article, ""),
            "charter": [{"article": one, "name": TITLES[one]} for one in charter([article])], "lines": lines_,
            "judgement": "", "whose": N_("whoever signs: whether the limit is lawful, necessary and proportionate"),
        }
        for article, lines_ in sorted(found.items())
    ]  # fmt: skip
