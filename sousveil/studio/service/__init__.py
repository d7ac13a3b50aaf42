"""What the studio does, without the web: gallery, drafts, jobs, kept folders. Nothing here imports JAX."""

from sousveil.studio.service.drafts import Change, Draft
from sousveil.studio.service.gallery import Card
from sousveil.studio.service.jobs import (
    AssessAsked,
    CompareAsked,
    FindAsked,
    Job,
    LifeAsked,
    PageAsked,
    Problem,
    ReplicateAsked,
    ResumeAsked,
    RunAsked,
    SafeguardsAsked,
    World,
    WorldAsked,
)
from sousveil.studio.service.live import Frame, Frames, LivePlace, Scene, Series
from sousveil.studio.service.settings import Board, Guard, Rule, Setting, Step
from sousveil.studio.service.shelf import Kept
from sousveil.studio.service.studio import Studio

__all__ = [
    "AssessAsked", "Board", "Card", "Change", "CompareAsked", "Draft", "FindAsked", "Frame", "Frames", "Guard", "Job",
    "Kept", "LifeAsked", "LivePlace", "PageAsked", "Problem", "ReplicateAsked", "ResumeAsked", "Rule", "RunAsked",
    "SafeguardsAsked", "Scene", "Series", "Setting", "Step", "Studio", "World", "WorldAsked",
]  # fmt: skip
