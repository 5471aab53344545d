"""The look-up index: built, kept fresh and searched without anything heavy."""
