"""The screens in a browser: a gate, a page, and one process for each visitor."""
