"""The engine side of the studio: a process of its own for each job, which lives it and says how far it is."""
