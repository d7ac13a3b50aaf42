"""The studio as documented calls: REST, and a stream of what a run shows while it goes on."""
