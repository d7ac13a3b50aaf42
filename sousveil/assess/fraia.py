"""FRAIA, the Dutch questionnaire on fundamental rights and algorithms: the properties of its public JSON Schema."""

from __future__ import annotations

from sousveil.assess import export
from sousveil.assess.export import Document, Field, Format

OUTSIDE = "outside the model"
ORGANISATION = "the organisation's own to say; " + OUTSIDE

SHORT = 150
"""Characters of the short description, as the schema asks for."""


def _named(one: Document) -> str:
    name = str(one["scenario"]["title"] or one["scenario"]["name"])
    return f"{name} (illustrative)" if one["illustrative"] else name


def _shortly(one: Document) -> str:
    text = f"Illustrative. {one['scenario']['about']}" if one["illustrative"] else str(one["scenario"]["about"])
    return text if len(text) <= SHORT else text[: SHORT - 3] + "..."


_BASIC = (
    Field("name", "Name", "", lambda one: (_named(one), ["process"]), marks=True),
    Field("organization", "Organization", ORGANISATION),
    Field("department", "Department", ORGANISATION),
    Field("description_short", "Short description (150 characters)", "the purpose is the organisation's to say",
          lambda one: (_shortly(one), ["process"]), marks=True),
    Field("status", "Status", ORGANISATION),
    Field("revision_date", "Revision date", ORGANISATION),
)  # fmt: skip

_WHY = (
    Field("1.1.1", "Occasion and problem", ORGANISATION),
    Field("1.2.1", "Objective", ORGANISATION),
    Field("1.3.1", "Public values that prompt it", ORGANISATION),
    Field("1.3.2", "Public values that may come under pressure", "which values they are called is a judgement",
          export.rights),
    Field("1.4.1", "Legal basis", "a question of law; first of all whether the practice is prohibited",
          export.prohibited),
    Field("1.5.1", "Parties and people involved", ORGANISATION),
    Field("1.5.2", "Responsibilities", ORGANISATION),
    Field("1.5.3", "Who is finally responsible", ORGANISATION),
)  # fmt: skip

_WHAT = (
    Field("2A.1.1", "Type of algorithm", "sensors are error rates here; how the real one works is the vendor's to say",
          export.about),
    Field("2A.2.1", "Type and source of the data", "the model has no data of real people"),
    Field("2A.2.2", "Quality and reliability of the data", OUTSIDE),
    Field("2A.3.1", "Assumptions and bias in the data", "ratios as they come out, not their cause in any data",
          export.unequal),
    Field("2A.3.2", "Representative training data", OUTSIDE),
    Field("2A.4.1", "Security of the data", OUTSIDE),
    Field("2A.4.2", "Access to the data", OUTSIDE),
    Field("2A.4.3", "Archiving", OUTSIDE),
    Field("2B.1.1", "Kind of algorithm, and how it works", OUTSIDE),
    Field("2B.1.2", "Why this kind", ORGANISATION),
    Field("2B.1.3", "Why it fits the objective", ORGANISATION),
    Field("2B.1.4", "Alternatives", "`sousveil compare` weighs an alternative that somebody describes"),
    Field("2B.2.1", "Ownership and control", ORGANISATION),
    Field("2B.3.1", "Accuracy and its criteria", "of the simulated system, from the stated error rates", export.errors),
    Field("2B.3.2", "Whether that accuracy is acceptable", "a judgement"),
    Field("2B.3.3", "How it is tested", ORGANISATION),
    Field("2B.3.4", "Measures against reproducing bias", "safeguards are weighed by `sousveil compare`"),
    Field("2B.3.5", "Assumptions behind indicators and weights", "they are listed in the assessment",
          export.open_questions),
    Field("2B.3.6", "How often and how badly it is wrong", "of the simulated system", export.errors),
    Field("2B.4.1", "Whether it is clear what it does", ORGANISATION),
    Field("2B.4.2", "For whom it is made transparent", ORGANISATION),
    Field("2B.4.3", "To whom it has to be explained", ORGANISATION),
    Field("2B.4.4", "Whether it can be explained to them", ORGANISATION),
)  # fmt: skip

_HOW = (
    Field("3.1.1", "Decisions based on the output", "as the scenario has them", export.effects),
    Field("3.2.1", "Role of people in the decision", "as the scenario has it; the real role is the organisation's to "
                                                     "say",
          export.overseen),
    Field("3.2.2", "Enough qualified staff", ORGANISATION),
    Field("3.3.1", "Effects on citizens", "what is due to a single person is no number", export.effects),
    Field("3.3.2", "Risks of stigma, discrimination or other harm", "whether they can be borne is a judgement",
          export.unequal),
    Field("3.3.3", "Contribution to the objective", "as far as the model has it", export.purpose),
    Field("3.3.4", "Effects against the values served", "a judgement"),
    Field("3.4.1", "Procedures of decision", ORGANISATION),
    Field("3.4.2", "Involvement of those concerned", ORGANISATION),
    Field("3.4.3", "Good administration, complaint and objection", ORGANISATION),
    Field("3.5.1", "Time and period", "when and until when is the organisation's to say", export.period),
    Field("3.5.2", "Place, group or files", "places are synthetic; whom it really meets is the organisation's to say",
          export.people),
    Field("3.5.3", "Use in another context", "another scenario, another run"),
    Field("3.6.1", "How open one can be", ORGANISATION),
    Field("3.6.2", "Communication", ORGANISATION),
    Field("3.6.3", "Visualisation", ORGANISATION),
    Field("3.7.1", "Evaluation and audit", ORGANISATION),
    Field("3.7.2", "Accountability", ORGANISATION),
    Field("3.7.3", "Consequences that auditors can attach", ORGANISATION),
)  # fmt: skip

FRAIA = Format(
    "fraia",
    "Fundamental Rights and Algorithms Impact Assessment (FRAIA; in Dutch IAMA)",
    "https://standaard.algoritmeregister.org/schemas/fraia.schema.json, in the repository Algoritmeregister/standard",
    "The basic properties were read in the schema, and the numbers of the questions in the table it is made from "
    "(the first "
    "version, in Dutch); headings are in our own words. Part 4, on rights, is not in that table, and the ministry "
    "published "
    "a second version in February 2026 with other numbers: copy answers by their content.",
    (*_BASIC, *_WHY, *_WHAT, *_HOW),
)
