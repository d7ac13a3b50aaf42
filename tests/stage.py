"""The small stage on which one mechanism plays; it lives where packages of others can use it, too."""

from sousveil.testing.stage import GROUND, Keys, Stage, groups_of

__all__ = ["GROUND", "Keys", "Stage", "groups_of"]
