"""Records in the standard form: xAPI 1.0.3 statements, written, read back and sent to a store."""
