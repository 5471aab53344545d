"""Lawful conduct: rules as data, judged apart from quality."""
