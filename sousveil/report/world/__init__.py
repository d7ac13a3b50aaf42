"""The page of a run of worlds, one section a file."""
