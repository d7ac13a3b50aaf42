"""The second level: countries, quarter by quarter, and the societies within them."""
