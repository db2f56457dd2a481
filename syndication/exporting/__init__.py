"""A newsroom as an open folder of JSON and files, and back: docs/import.md."""
