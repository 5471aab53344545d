"""Records on disk: SQLite, one door."""
