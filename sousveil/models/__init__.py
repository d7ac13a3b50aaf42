"""Scoring models of one's own: what they may see, how they are loaded and asked, and how they learn from outcomes.

Nothing here knows the engine or a scenario, and nothing is imported before a model needs it.
"""
