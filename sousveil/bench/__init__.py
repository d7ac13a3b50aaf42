"""Benchmarks: the lab beside others on one small model, and its own day kernel by kernel. Figures of one machine."""
