"""Records in the standard form (xAPI), for a Learning Record Store."""
