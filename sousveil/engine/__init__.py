"""Runs mechanisms over people, day by day. Knows columns, events and mechanisms, and no subject matter."""
