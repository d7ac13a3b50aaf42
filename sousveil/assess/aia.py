"""Canada's Algorithmic Impact Assessment: its questions that bear on what the lab computes. No score is made."""

from __future__ import annotations

from sousveil.assess import export
from sousveil.assess.export import Field, Format

CHOICE = "the questionnaire wants a choice that carries points; that choice is a judgement and stays blank"
OUTSIDE = "outside the model"

AIA = Format(
    "aia",
    "Algorithmic Impact Assessment (Government of Canada)",
    "https://github.com/canada-ca/aia-eia-js, src/survey-enfr.json (the questionnaire names itself v0.9.1)",
    "Names and sections of the questions below were read in that file; wording is ours. The tool has been revised "
    "since, and "
    "it has more questions than these. Its points are not computed here: an assessment is not condensed into one "
    "number.",
    (
        Field("aboutSystem1", "About the System: capabilities", CHOICE, export.about, choice=True),
        Field("aboutAlgorithm1", "About the Algorithm: a trade secret", OUTSIDE),
        Field("aboutAlgorithm2", "About the Algorithm: difficult to interpret", OUTSIDE),
        Field("decisionSector1", "About the Decision: categories it pertains to", CHOICE, choice=True),
        Field("impact1", "Impact Assessment: only assists a decision-maker", CHOICE, export.overseen, choice=True),
        Field("impact2", "Impact Assessment: replaces a human decision", CHOICE, choice=True),
        Field("impact3", "Impact Assessment: replaces decisions that need judgement or "
                         "discretion", CHOICE, choice=True),
        Field("impact5", "Impact Assessment: used by others than developed it", OUTSIDE),
        Field("impact6", "Impact Assessment: are impacts reversible", CHOICE, choice=True),
        Field("impact7", "Impact Assessment: how long will impacts last", CHOICE, choice=True),
        Field("impact8", "Impact Assessment: why reversible or lasting so", "", export.undone),
        Field("impact9", "Impact Assessment: impacts on rights or freedoms", CHOICE, choice=True),
        Field("impact10", "Impact Assessment: why such impacts on rights or freedoms", "", export.effects),
        Field("impact11", "Impact Assessment: impacts on health and well-being", OUTSIDE),
        Field("impact13", "Impact Assessment: impacts on economic interests", CHOICE, choice=True),
        Field("impact14", "Impact Assessment: why such impacts on economic interests", "only refusals are counted",
              lambda one: export.named(one, ("credit_denied", "work_denied", "wrongful_exclusion"))),
        Field("impact15", "Impact Assessment: impacts on an ecosystem", OUTSIDE),
        Field("aboutDataSource1", "About the Data, source: personal information as input", CHOICE, choice=True),
        Field("aboutDataSource4", "About the Data, source: several sources", CHOICE, choice=True),
        Field("aboutDataSource5", "About the Data, source: connected devices such as sensors", CHOICE, choice=True),
        Field("aboutDataType1", "About the Data, type: unstructured data", CHOICE, choice=True),
        Field("fairnessImplementation13", "De-Risking, procedural fairness: a recourse process", OUTSIDE),
        Field("fairnessImplementation14", "De-Risking, procedural fairness: human "
                                          "override", CHOICE, export.overseen, choice=True),
        Field("fairnessImplementation15", "De-Risking, procedural fairness: a log of overrides", OUTSIDE),
        Field("privacyDesign1", "De-Risking, privacy: a Privacy Impact Assessment", OUTSIDE),
    ),
)  # fmt: skip
