"""The report to hand in: the figures of progress as a page."""
