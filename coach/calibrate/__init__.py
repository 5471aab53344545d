"""The fit of the scoring model from graded replies, and the measure of how well it agrees.

A tool for maintainers: it needs NumPy (the `dev` extra); the program itself never imports it.
"""
