"""Benchmarks: figures of one machine, never assertions of absolute time."""
