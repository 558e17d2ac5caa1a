"""Open, check and write files, as the only room that does."""
