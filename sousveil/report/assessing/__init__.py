"""Sections of the page of an assessment."""
