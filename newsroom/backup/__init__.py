"""A newsroom as it was at one moment, in one file, and back: docs/operations.md."""
