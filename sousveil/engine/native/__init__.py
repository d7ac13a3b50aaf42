"""A phase of a day as one pass over the people, in the processor's own code."""
