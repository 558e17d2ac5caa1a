"""Offer each command of the command line, and write what it found as text or JSON."""
