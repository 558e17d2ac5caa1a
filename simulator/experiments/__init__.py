"""Plan and execute many runs."""
