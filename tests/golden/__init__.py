"""Golden runs: small runs of the shipped scenarios, kept as numbers. Change is safe when it is seen."""
