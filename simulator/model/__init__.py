"""Declare what is true before the clock starts."""
