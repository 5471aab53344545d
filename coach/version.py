"""The version of the program, as a literal: reading package metadata costs five bare starts."""

__version__ = "0.1.0"
