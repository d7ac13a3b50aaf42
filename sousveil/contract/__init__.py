"""What everyone may import: words, tables and types. Imports nothing else of the project."""
