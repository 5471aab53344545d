"""Settings: what can be chosen, where a choice comes from, and the one file that keeps it."""
