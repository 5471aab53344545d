"""Authoring: managers make, check, test and share packs without touching Python."""
