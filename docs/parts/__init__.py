"""Pieces of the generated documentation."""
