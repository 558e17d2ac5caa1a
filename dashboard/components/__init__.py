"""Build the pieces of layout that have no callbacks."""
