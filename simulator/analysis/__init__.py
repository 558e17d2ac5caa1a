"""Ask questions of finished runs with pure functions of tables."""
