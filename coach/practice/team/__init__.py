"""A manager's report on a team: from exported files, from a folder of them, or from a store."""
