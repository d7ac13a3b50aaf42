"""An audit as plain values: what `audit --json` prints, what its folder keeps, and what its page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sousveil.auditing import rows
from sousveil.auditing.calibration import MOVED, UNSETTLED
from sousveil.auditing.fairness import DISPARITY_DOCS, DOCS, FEATURES
from sousveil.language import N_
from sousveil.records.provenance import version

if TYPE_CHECKING:
    from sousveil.auditing.living import Audit

LIMITS = (
    N_(
        "Who would pay back, or had claimed too much, is assumed: it follows from the scenario's own numbers. An audit "
        "here says what a score does to such people, and nothing of people."
    ),
    N_(
        "In life nobody knows what those who were refused would have done. These metrics can be computed here because "
        "the people are synthetic; a bank's own figures leave out everybody it refused."
    ),
    N_(
        "Group metrics compare shares. They do not say whether the score may be used at all, whether what it looks for "
        "is worth looking for, what a refusal costs, or who answers for it."
    ),
    N_(
        "The metrics cannot all be equal at once where groups differ in what the score looks for (Chouldechova 2017; "
        "Kleinberg, Mullainathan and Raghavan 2017). Which of them matters is a choice, and not a result."
    ),
    N_(
        "Both scores meet the same bar in points, which need not mean that they say yes equally often; a rate that is "
        "higher under one of them may be no more than that."
    ),
    N_("Intervals are of luck alone: other assumptions move figures further."),
    N_(
        "It is no legal advice, and no evidence that a model is lawful or fair. It has never seen, and must not be "
        "given, the data of real people."
    ),
)


def document(audit: Audit) -> dict[str, Any]:
    """Everything, in tables of rows."""
    scenario = audit.scenario
    return {
        "schema": 1, "version": version(),
        "scenario": {"name": scenario.name, "title": scenario.title, "label": scenario.label, "about": scenario.about},
        "people": scenario.people, "days": scenario.days, "seed": scenario.seed, "replicates": audit.replicates,
        "decision": {"name": audit.decision.name, **audit.decision.words},
        "judges": {"plain": audit.decision.judge, **({"model": dict(audit.model)} if "model" in audit.judges else {})},
        "windows": [{"name": w.name, "first": w.first, "last": w.last} for w in audit.windows],
        "groups": {"adults": dict(audit.adults), "features": {by: list(groups) for by, groups in FEATURES.items()}},
        "words": {**DOCS, **DISPARITY_DOCS}, "stability": {"some change": UNSETTLED, "much change": MOVED},
        "metrics": list(rows.metrics(audit)), "disparities": list(rows.disparities(audit)),
        "changes": list(rows.changes(audit)), "beside": list(rows.beside(audit)),
        "drift": list(rows.drift(audit)), "calibration": list(rows.calibrated(audit)),
        "bands": list(rows.by_band(audit)), "lock_in": list(rows.locked_in(audit)),
        "gamed": list(rows.gamed(audit)),
        **{name: list(rows.without(audit, world)) for name, world in rows.WORLDS.items()},
        "counts": list(rows.counted(audit)), "limits": list(LIMITS),
    }  # fmt: skip
