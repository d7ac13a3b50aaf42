"""The page of an audit of a score: what it did to whom, at the start and at the end. It runs nothing."""
