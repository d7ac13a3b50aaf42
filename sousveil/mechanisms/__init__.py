"""The parts of the system, one family a file. Every class here is known to scenario files by its name."""
