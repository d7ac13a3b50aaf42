"""HUDERIA of the Council of Europe: its four variables of risk, and the three contexts of its risk analysis (COBRA)."""

from __future__ import annotations

from sousveil.assess import export
from sousveil.assess.export import Field, Format

SCALED = "HUDERIA's own grades are a judgement and stay blank"

HUDERIA = Format(
    "huderia",
    "HUDERIA: risk and impact assessment for human rights, democracy and the rule of law",
    "https://www.coe.int/en/web/artificial-intelligence/huderia-risk-and-impact-assessment-of-ai-systems",
    "The four variables (scale, scope, probability, reversibility) were read on that page. The three contexts of COBRA "
    "(application; design and development; deployment) were read in the documentation of an independent implementation "
    "(Venturalitica), not in the official text, so no finer headings are given.",
    (
        Field("context.application", "COBRA, application context", "sector, law and history are outside the model",
              export.about),
        Field("context.design", "COBRA, design and development context", "the vendor's to say; error rates are taken "
                                                                         "as "
              "stated", export.errors),
        Field("context.deployment", "COBRA, deployment context", "as the scenario has it", export.overseen),
        Field("risk.rights", "Rights concerned", "democracy and the rule of law beyond these rights are not assessed",
              export.rights),
        Field("risk.scale", "Scale: how grave it is for those concerned", SCALED, export.grave),
        Field("risk.scope", "Scope: how many are concerned", SCALED, export.effects),
        Field("risk.probability", "Probability", SCALED, export.likely),
        Field("risk.reversibility", "Reversibility", SCALED, export.undone),
        Field("stakeholders", "Engagement of those concerned", "nobody was asked: the people are synthetic"),
        Field("mitigation", "Mitigation plan", "safeguards are weighed by `sousveil compare`; a plan is people's to "
                                               "make"),
        Field("unknown", "What stays unknown", "", export.open_questions),
    ),
)  # fmt: skip
