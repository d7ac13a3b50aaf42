"""A run that is watched while it lives: curves and a stop button in a notebook, plain lines elsewhere."""

from sousveil.notebook.watching import Watched, watch

__all__ = ["Watched", "watch"]
