"""Compile names into indices and tell how things hang together."""
