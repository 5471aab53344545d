"""The debtor's side of a call: state and reply in, new state and what is said out."""
