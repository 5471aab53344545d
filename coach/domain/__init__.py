"""The subject itself, pure: state, time and seed go in, new state and a log come out."""
