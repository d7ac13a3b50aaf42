"""The sections of the page, one function each: a reading in, a section out."""
