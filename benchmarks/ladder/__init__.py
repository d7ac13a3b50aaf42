"""A ladder of population sizes on one device, with NumPy and JAX alone; `benchmarks.gpu` climbs it."""
