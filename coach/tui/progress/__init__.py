"""The sections of the progress screen: each draws one part of the figures and opens what is behind."""
