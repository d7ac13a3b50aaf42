"""Records -> numbers with intervals, in natural units. NumPy and xarray only."""
