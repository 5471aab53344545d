"""Content files in; domain objects or problems out."""
